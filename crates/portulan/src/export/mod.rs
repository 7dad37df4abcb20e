//! `portulan export DIR` and `portulan export iati`.
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use portulan_locales::Language;
use portulan_model::{Kind, Programme, currencies, folder};
use portulan_store::{Ledgers as _, Scope, SqliteStore, Store};
use portulan_web::{Site, SiteError};

use crate::args::{Export, ExportFiles, ExportForm, ExportIati};
use crate::error::CliError;
use crate::source::RATES;
use crate::{serve, show};

pub async fn run(options: &Export, language: Language) -> Result<ExitCode, CliError> {
    match (&options.form, &options.folder) {
        (Some(ExportForm::Iati(options)), _) => iati(options, language).await,
        (Some(ExportForm::Csv(options)), _) => tables::run(options, "csv", language).await,
        (Some(ExportForm::Json(options)), _) => tables::run(options, "json", language).await,
        (Some(ExportForm::Xlsx(options)), _) => tables::run(options, "xlsx", language).await,
        (Some(ExportForm::Parquet(options)), _) => tables::run(options, "parquet", language).await,
        (Some(ExportForm::Dcat(options)), _) => {
            files(options, &["catalog.ttl", "catalog.jsonld"], language).await
        }
        (Some(ExportForm::Ical(options)), _) => files(options, &[], language).await,
        (Some(ExportForm::Geojson(options)), _) => tables::run(options, "geojson", language).await,
        (None, Some(folder)) => records(options, folder, language).await,
        (None, None) => unreachable!("clap asks for the folder"),
    }
}

/// What is published of the register in a folder.
async fn programme(folder: &Path) -> Result<Programme, CliError> {
    let store = serve::open_existing(folder).await?;
    let programme = published(&store).await?;
    store.close().await;
    Ok(programme)
}

/// What is published of a register.
pub async fn published(store: &SqliteStore) -> Result<Programme, CliError> {
    let records = store.records(Scope::Published).await?;
    let programme = Programme::new(records.into_iter().map(|s| (s.record, s.created, s.updated)));
    let programme = programme.map_err(SiteError::from)?;
    let rates = store.rates(Some(&programme.currencies())).await?;
    Ok(programme.with_rates(rates))
}

fn unwritten(e: &dyn std::fmt::Display) -> CliError {
    CliError::usage("cli-export-workbook", &[("why", &e.to_string())])
}

/// Files as the site gives them out: those named, or else the calendar of each language.
async fn files(options: &ExportFiles, wanted: &[&str], language: Language) -> Result<ExitCode, CliError> {
    let store = serve::open_existing(&options.data.data).await?;
    let site = Site::read(&store, &options.public_url).await?;
    store.close().await;
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for name in wanted {
        let bytes = site.file(&format!("/open-data/{name}"));
        tree.insert(name.into(), bytes.ok_or_else(|| unwritten(name))?);
    }
    for tag in site.languages().into_iter().filter(|_| wanted.is_empty()) {
        let bytes = site.file(&format!("/{tag}/events.ics"));
        let name = format!("events-{tag}.ics");
        tree.insert(PathBuf::from(&name), bytes.ok_or_else(|| unwritten(&name))?);
    }
    finish(&options.to, &tree, language)
}

/// Writes files, and says which.
pub fn finish(
    to: &Path,
    tree: &BTreeMap<PathBuf, Vec<u8>>,
    language: Language,
) -> Result<ExitCode, CliError> {
    write_tree(to, tree).map_err(|(path, e)| CliError::path(&path, &e))?;
    for file in tree.keys() {
        let path = to.join(file).display().to_string();
        show::say(&language.say("cli-export-wrote", &[("file", path.as_str().into())]));
    }
    Ok(ExitCode::SUCCESS)
}

/// The published register as two IATI files, and what it lacks for better ones.
async fn iati(options: &ExportIati, language: Language) -> Result<ExitCode, CliError> {
    let programme = programme(&options.data.data).await?;
    let export = portulan_report::iati::export(&programme, jiff::Timestamp::now());
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    tree.insert("organisation.xml".into(), export.organisations.into_bytes());
    match export.activities {
        Some(activities) => {
            tree.insert("activities.xml".into(), activities.into_bytes());
        }
        None => show::say(&language.text("cli-export-no-activity")),
    }
    for gap in &export.gaps {
        let (advice, said) = (language.text("cli-advice"), language.text(&format!("iati-gap-{}", gap.kind)));
        show::say(&format!("{advice}: {}: {said}", gap.record));
    }
    finish(&options.to, &tree, language)
}

async fn records(options: &Export, target: &Path, language: Language) -> Result<ExitCode, CliError> {
    let store = serve::open_existing(&options.data.data).await?;
    let mut records = store.records(Scope::Latest).await?;
    let all = records.len();
    records.retain(|s| options.private || !s.record.kind().is_private());
    let files = store.files().await?;
    let currencies = currencies(records.iter().map(|s| &s.record.body));
    let rates = store.rates(Some(&currencies)).await?;
    store.close().await;
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for stored in &records {
        let record = &stored.record;
        let path = PathBuf::from(record.kind().folder()).join(format!("{}.toml", record.slug));
        tree.insert(path, folder::write(record).into_bytes());
    }
    if !rates.is_empty() {
        tree.insert(RATES.into(), rates.write().into_bytes());
    }
    let counts = (records.len(), files.len());
    tree.extend(files.into_iter().map(|f| (PathBuf::from("media").join(f.name), f.bytes)));
    let occupied = std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some());
    match (occupied, options.force) {
        (false, _) => write_new(target, &tree),
        (true, true) => write_over(target, &tree),
        (true, false) => {
            return Err(CliError::usage(
                "cli-export-not-empty",
                &[("folder", &target.display().to_string())],
            ));
        }
    }
    .map_err(|(path, e)| CliError::path(&path, &e))?;
    let folder = target.display().to_string();
    let said = [("records", counts.0.into()), ("files", counts.1.into()), ("folder", folder.as_str().into())];
    show::say(&language.say("cli-exported", &said));
    match all - records.len() {
        0 => {}
        left => show::say(&language.say("cli-export-private", &[("count", left.into())])),
    }
    Ok(ExitCode::SUCCESS)
}

type Failed = (PathBuf, std::io::Error);

/// Writes beside the target and moves it there at the end, so that a failure leaves nothing.
fn write_new(target: &Path, tree: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failed> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let aside = target.with_file_name(format!(".{name}.writing"));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |e| (path, e)
    };
    let written = write_tree(&aside, tree).and_then(|()| {
        if target.exists() {
            std::fs::remove_dir(target).map_err(failed(target))?;
        }
        std::fs::rename(&aside, target).map_err(failed(target))
    });
    if written.is_err() {
        // What was written aside is of no use; a second failure here would only hide the first.
        let _ = std::fs::remove_dir_all(&aside);
    }
    written
}

/// Replaces file by file, then removes the files of records that are gone; other files stay.
fn write_over(target: &Path, tree: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failed> {
    write_tree(target, tree)?;
    for kind in Kind::ALL {
        let folder = target.join(kind.folder());
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = PathBuf::from(kind.folder()).join(entry.file_name());
            let ours = *kind == Kind::Media || path.extension().is_some_and(|x| x == "toml");
            if ours && !tree.contains_key(&path) {
                std::fs::remove_file(entry.path()).map_err(|e| (entry.path(), e))?;
            }
        }
    }
    Ok(())
}

fn write_tree(root: &Path, tree: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failed> {
    for (path, bytes) in tree {
        let path = root.join(path);
        let aside = path.with_extension("writing");
        let write = || {
            std::fs::create_dir_all(path.parent().unwrap_or(root))?;
            std::fs::write(&aside, bytes)?;
            std::fs::rename(&aside, &path)
        };
        write().map_err(|e| (path.clone(), e))?;
    }
    std::fs::create_dir_all(root).map_err(|e| (root.to_owned(), e))
}
