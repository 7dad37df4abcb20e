//! `portulan export`: the register as a folder, or the published register as files. Large tables are streamed.
mod files;
mod folder;
mod iati;
pub mod stream;
mod tables;
mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use portulan_exchange::data::TableFormat;
use portulan_exchange::ical;
use portulan_locales::Language;
use portulan_model::{Kind, PublishedRegister};
use portulan_store::{DeclarationStore as _, Scope, SqliteStore, Store as _};

pub use written::finish;

use crate::args::{ExportArgs, ExportFiles, ExportForm};
use crate::error::CliError;
use crate::{permissions, register};

pub async fn run(options: &ExportArgs, language: Language) -> Result<ExitCode, CliError> {
    if options.form.is_some() {
        // Published files are often read by another user, such as that of a web server.
        permissions::open_new_files();
    }
    match (&options.form, &options.folder) {
        (Some(ExportForm::Iati(options)), _) => iati::run(options, language).await,
        (Some(ExportForm::Csv(options)), _) => tables::run(options, Some(TableFormat::Csv), language).await,
        (Some(ExportForm::Json(options)), _) => tables::run(options, Some(TableFormat::Json), language).await,
        (Some(ExportForm::Xlsx(options)), _) => tables::run(options, Some(TableFormat::Xlsx), language).await,
        (Some(ExportForm::Parquet(options)), _) => {
            tables::run(options, Some(TableFormat::Parquet), language).await
        }
        (Some(ExportForm::Geojson(options)), _) => tables::run(options, None, language).await,
        (Some(ExportForm::Grants(options)), _) => tables::grants(options, language).await,
        (Some(ExportForm::Dcat(options)), _) => tables::catalogue(options, language).await,
        (Some(ExportForm::Ical(options)), _) => calendars(options, language).await,
        (None, Some(folder)) => folder::run(options, folder, language).await,
        (None, None) => unreachable!("clap asks for the folder"),
    }
}

/// The published register.
pub async fn published(store: &SqliteStore) -> Result<PublishedRegister, CliError> {
    let records = store.records(Scope::Published).await?;
    let programme = PublishedRegister::new(records.into_iter().map(|s| (s.record, s.created, s.updated)));
    let programme = programme?;
    let rates = store.rates(Some(&programme.currencies())).await?;
    Ok(programme.with_rates(rates))
}

/// The calendar of each language, as the site gives it out.
async fn calendars(options: &ExportFiles, language: Language) -> Result<ExitCode, CliError> {
    let store = register::open_existing(&options.data.data).await?;
    let mut records = Vec::new();
    let mut take = |part| {
        records.extend(part);
        true
    };
    let read = store.each(Scope::Published, &[Kind::Authority, Kind::Event], &mut take).await;
    store.close().await;
    read?;
    let programme = PublishedRegister::new(records.into_iter().map(|s| (s.record, s.created, s.updated)))?;
    let url = options.public_url.trim_end_matches('/');
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for language in Language::for_site(&programme.authority.body) {
        let calendar = ical::events(&programme, language, url);
        tree.insert(format!("events-{}.ics", language.tag()).into(), calendar.into_bytes());
    }
    finish(&options.to, &tree, language)
}
