//! `portulan export csv` and its sisters, and the catalogue of them all.
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_exchange::data::{Beneficiaries, Dataset, TableFormat};
use portulan_exchange::dcat::{FileInfo, jsonld, measure, names, offers, services, turtle};
use portulan_locales::{Language, key};
use portulan_model::{Body, Kind};
use portulan_store::{Scope, SqliteStore, Store as _};

use super::files::{Files, GRANTS, PLACES};
use super::stream::pass;
use super::written::{finish, say_written, unwritten};
use crate::args::{ExportFiles, ExportGrants, ExportTables};
use crate::error::CliError;
use crate::register;

/// Exports the published register as tables, or its places as GeoJSON.
pub async fn run(
    options: &ExportTables,
    form: Option<TableFormat>,
    language: Language,
) -> Result<ExitCode, CliError> {
    let named: Option<Vec<Dataset>> = options.tables.iter().map(|name| Dataset::of(name)).collect();
    let Some(named) = named else {
        let known: Vec<_> = Dataset::ALL.iter().map(|d| d.name()).collect();
        return Err(CliError::usage(key!("cli-export-table"), &[("known", &known.join(", "))]));
    };
    let named = if named.is_empty() { Dataset::ALL.to_vec() } else { named };
    let wanted = match form {
        Some(form) => named.iter().map(|d| format!("{}.{}", d.name(), form.extension())).collect(),
        None => vec![PLACES.to_owned()],
    };
    let store = register::open_existing(&options.files.data.data).await?;
    let scope = match options.as_of {
        None => Scope::Published,
        Some(day) => Scope::AsOf(end_of(day, &store).await?),
    };
    let mut files = Files::new(&options.files.to, &options.files.public_url, wanted);
    let taken = pass(&store, scope, &mut |programme, part| files.take(programme, part)).await;
    store.close().await;
    let (_, done) = files.end(taken)?;
    for file in &done {
        say_written(file, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// The grants of the published register.
pub async fn grants(options: &ExportGrants, language: Language) -> Result<ExitCode, CliError> {
    let beneficiaries = if options.all { Beneficiaries::All } else { Beneficiaries::Private };
    let store = register::open_existing(&options.files.data.data).await?;
    let files = Files::new(&options.files.to, &options.files.public_url, vec![GRANTS.to_owned()]);
    let mut files = files.with_grants_of(beneficiaries);
    let taken = pass(&store, Scope::Published, &mut |programme, part| files.take(programme, part)).await;
    store.close().await;
    for file in &files.end(taken)?.1 {
        say_written(file, language);
    }
    Ok(ExitCode::SUCCESS)
}

/// The end of a day in the authority's time zone.
async fn end_of(day: Date, store: &SqliteStore) -> Result<Timestamp, CliError> {
    let authority = store.records_of(Kind::Authority).await?;
    let zone = authority.iter().find_map(|stored| match &stored.record.body {
        Body::Authority(body) => TimeZone::get(&body.time_zone).ok(),
        _ => None,
    });
    let zone = zone.unwrap_or(TimeZone::UTC);
    let end = day.tomorrow().and_then(|next| zone.to_timestamp(next.at(0, 0, 0, 0)));
    end.map_err(|e| CliError::usage(key!("cli-export-day"), &[("why", &e.to_string())]))
}

/// The catalogue. All files are written for it, to know how large they are, into a folder that does not stay.
pub async fn catalogue(options: &ExportFiles, language: Language) -> Result<ExitCode, CliError> {
    let store = register::open_existing(&options.data.data).await?;
    let url = options.public_url.trim_end_matches('/');
    let folder = tempfile::tempdir().map_err(|e| unwritten(&e))?;
    let wanted = names().filter(|name| !name.starts_with("versions.")).collect();
    let mut files = Files::new(folder.path(), url, wanted);
    let taken = pass(&store, Scope::Published, &mut |programme, part| files.take(programme, part)).await;
    let versions = store.versions().await;
    store.close().await;
    let ((programme, done), versions) = (files.end(taken)?, versions?);
    let activities = !programme.partnerships.is_empty() || !programme.projects.is_empty();
    let first = Language::for_reports(&programme.authority.body);
    let mut made: BTreeMap<String, FileInfo> = BTreeMap::new();
    for path in &done {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let measured = File::open(path).and_then(measure);
        made.insert(name, measured.map_err(|e| CliError::path(path, &e))?);
    }
    for form in [TableFormat::Csv, TableFormat::Json] {
        if let Some(text) = portulan_exchange::versions(&versions, url, first, form) {
            let measured = measure(text.as_bytes()).map_err(|e| unwritten(&e))?;
            made.insert(format!("versions.{}", form.extension()), measured);
        }
    }
    let offers = offers(url, activities, &mut |file| made.get(file).cloned());
    let services = services(url, first.tag());
    let tree: BTreeMap<PathBuf, Vec<u8>> = [
        (
            "catalog.ttl".into(),
            turtle(&programme, url, &offers, &services).map_err(|e| unwritten(&e))?.into_bytes(),
        ),
        (
            "catalog.jsonld".into(),
            jsonld(&programme, url, &offers, &services).map_err(|e| unwritten(&e))?.into_bytes(),
        ),
    ]
    .into();
    finish(&options.to, &tree, language)
}
