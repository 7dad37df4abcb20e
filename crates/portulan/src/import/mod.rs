//! `portulan import DIR` and `portulan import FILE.xml`.
mod iati;
pub mod plan;

use std::collections::BTreeMap;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use portulan_locales::{Language, key};
use portulan_model::{ProblemSeverity, Rates, Record};
use portulan_store::{Scope, Store as _, StoredRecord};

use plan::{Plan, apply, finish, keep_rates, stays_private};

use crate::args::ImportArgs;
use crate::error::CliError;
use crate::source::files::{UnreadFile, read_open};
use crate::source::{FolderSource, RATES_LIMIT, SourceFolder};
use crate::{console, register};

pub async fn run(options: &ImportArgs, language: Language) -> Result<ExitCode, CliError> {
    if let Some(code) = rates(options, language).await? {
        return Ok(code);
    }
    if options.source.is_file() || options.source.as_os_str() == "-" {
        return iati::run(options, language).await;
    }
    if options.draft {
        return Err(CliError::usage(key!("cli-import-draft-folder"), &[]));
    }
    let bar = ProgressBar::new_spinner().with_message(language.text(key!("cli-import-reading")));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}") {
        bar.set_style(style);
    }
    let mut source = FolderSource::read(SourceFolder::Disk(&options.source), &|| bar.inc(1))?;
    bar.finish_and_clear();
    if options.dry_run && !register::path(&options.data.data).exists() {
        source.check(&[])?;
        return Ok(finish(&source, &Plan::new(&source, &[], &BTreeMap::new(), false), options, language));
    }
    let store = register::open(&options.data.data).await?;
    let stored = store.records(Scope::Latest).await?;
    let stays = |s: &&StoredRecord| !options.replace || stays_private(&source, &s.record);
    let others: Vec<Record> = stored.iter().filter(stays).map(|s| s.record.clone()).collect();
    source.check(&others)?;
    let plan = Plan::new(&source, &stored, &store.file_digests().await?, options.replace);
    if source.count(ProblemSeverity::Error) == 0 && !options.dry_run {
        apply(&store, &plan).await?;
    }
    store.close().await;
    Ok(finish(&source, &plan, options, language))
}

/// Imports exchange rates in a format of the European Central Bank: a CSV file, or a ZIP archive that
/// contains one. `None` if the file is of another type.
async fn rates(options: &ImportArgs, language: Language) -> Result<Option<ExitCode>, CliError> {
    let path = &options.source;
    let ends = |with: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(with));
    // The bank's XML is detected by the names of its vocabulary.
    let is_xml = ends("xml") && begins_as_rates(path);
    let (plain, packed) = (ends("csv") || is_xml, ends("zip"));
    let file = path.display().to_string();
    let wrong = |why: &str| {
        let message = [("file", file.as_str().into()), ("why", why.into())];
        console::warn(&language.format(key!("cli-rates-wrong"), &message));
        Ok(Some(ExitCode::from(1)))
    };
    let unread = |e| CliError::path(path, &e);
    if !plain && !packed {
        return Ok(None);
    }
    // A link that the user names is followed; a pipe is not opened, as that would wait for its writer.
    if !std::fs::metadata(path).map_err(unread)?.is_file() {
        return Err(CliError::usage(key!("cli-not-a-file"), &[("path", &file)]));
    }
    let bytes = match std::fs::File::open(path)
        .map_err(UnreadFile::Io)
        .and_then(|f| read_open(f, RATES_LIMIT))
    {
        Ok(bytes) => bytes,
        Err(UnreadFile::TooLarge(size)) if plain => return wrong(&format!("{size} > {RATES_LIMIT}")),
        Err(UnreadFile::TooLarge(_)) => return Ok(None),
        Err(UnreadFile::NotAFile) => return Err(CliError::usage(key!("cli-not-a-file"), &[("path", &file)])),
        Err(UnreadFile::Io(e)) => return Err(unread(e)),
    };
    let text = if packed {
        let Ok(Some(text)) = portulan_workbook::packed_csv(&bytes, RATES_LIMIT) else { return Ok(None) };
        text
    } else {
        bytes
    };
    let rates = match Rates::read(&String::from_utf8_lossy(&text)) {
        Ok(rates) => rates,
        Err(e) => return wrong(&language.rates_error(&e)),
    };
    let days: std::collections::BTreeSet<_> = rates.iter().map(|(_, day, _)| day).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return wrong(&language.text(key!("cli-rates-none")));
    };
    let (first, last) = (first.to_string(), last.to_string());
    let message = [
        ("count", rates.iter().count().into()),
        ("first", first.as_str().into()),
        ("last", last.as_str().into()),
    ];
    if options.dry_run {
        console::say(&language.format(key!("cli-rates-read"), &message));
        console::say(&language.text(key!("cli-import-dry")));
        return Ok(Some(ExitCode::SUCCESS));
    }
    // Rates belong to a register; a folder that was mistyped must not become one.
    let store = register::open_existing(&options.data.data).await?;
    keep_rates(&store, &rates).await?;
    store.close().await;
    console::say(&language.format(key!("cli-rates-read"), &message));
    Ok(Some(ExitCode::SUCCESS))
}

/// True if a file starts like the bank's exchange rates in XML.
fn begins_as_rates(path: &std::path::Path) -> bool {
    use std::io::Read as _;
    /// The number of bytes that contain the name of the vocabulary.
    const HEAD_BYTES: u64 = 4096;
    let mut head = Vec::new();
    // A file that cannot be read is reported later, when it is read.
    let is_read = path.is_file()
        && std::fs::File::open(path).is_ok_and(|file| file.take(HEAD_BYTES).read_to_end(&mut head).is_ok());
    is_read && String::from_utf8_lossy(&head).contains("eurofxref")
}
