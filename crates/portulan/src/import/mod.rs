//! `portulan import DIR` and `portulan import FILE.xml`.
mod iati;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use portulan_editorial::policy;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::{ProblemSeverity, Rates, Record, folder, hex};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, DeclarationStore as _, RecordWriter as _, Scope, SqliteStore,
    Store, StoredRecord,
};
use sha2::{Digest as _, Sha256};

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

/// Brings a whole folder into a store that has nothing yet, as the first start does.
pub async fn first(store: &SqliteStore, source: &FolderSource) -> Result<(), CliError> {
    apply(store, &Plan::new(source, &[], &BTreeMap::new(), false)).await
}

async fn apply(store: &SqliteStore, plan: &Plan) -> Result<(), CliError> {
    if !plan.changes.is_empty() {
        let author = Author::operator("import");
        store.apply(plan.changes.clone(), &author, policy::decide).await?;
    }
    match &plan.rates {
        Some(rates) => keep_rates(store, rates).await,
        None => Ok(()),
    }
}

async fn keep_rates(store: &SqliteStore, rates: &Rates) -> Result<(), CliError> {
    let (actor, action) = ("import".to_owned(), AuditAction::Rates);
    let detail = rates.iter().count().to_string();
    Ok(store.put_rates(rates, AuditEntry { detail, ..AuditEntry::new(actor, action) }).await?)
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

fn finish(source: &FolderSource, plan: &Plan, options: &ImportArgs, language: Language) -> ExitCode {
    if source.count(ProblemSeverity::Error) > 0 {
        console::warn(console::problems(source, language, false).trim_end());
        console::warn(&language.text(key!("cli-refused")));
        return ExitCode::from(1);
    }
    if options.dry_run {
        for (verb, name, difference) in &plan.shown {
            console::say(&format!("{} {name}\n{difference}", language.text(*verb)));
        }
    }
    let count = |verb: MessageKey| plan.shown.iter().filter(|(v, ..)| *v == verb).count();
    let counts = [
        ("added", count(key!("cli-added")).into()),
        ("changed", count(key!("cli-changed")).into()),
        ("removed", count(key!("cli-removed")).into()),
        ("same", plan.same.into()),
    ];
    console::say(&language.format(key!("cli-import-summary"), &counts));
    if options.dry_run {
        console::say(&language.text(key!("cli-import-dry")));
    }
    match source.count(ProblemSeverity::Advice) {
        0 => {}
        advice => console::say(&language.format(key!("cli-advice-hidden"), &[("advice", advice.into())])),
    }
    ExitCode::SUCCESS
}

/// True if a record remains although the folder replaces all: folders do not contain private records by
/// default.
fn stays_private(source: &FolderSource, record: &Record) -> bool {
    record.kind().is_private() && !source.records.iter().any(|r| r.kind().is_private())
}

/// The planned changes of an import.
struct Plan {
    changes: Vec<Change>,
    /// Verb, name, difference.
    shown: Vec<(MessageKey, String, String)>,
    same: usize,
    rates: Option<Rates>,
}

impl Plan {
    fn new(
        source: &FolderSource,
        stored: &[StoredRecord],
        files: &BTreeMap<String, String>,
        replace: bool,
    ) -> Self {
        let mut plan = Self { changes: Vec::new(), shown: Vec::new(), same: 0, rates: source.rates.clone() };
        let before: HashMap<_, _> = stored.iter().map(|s| (s.record.id, s)).collect();
        for record in &source.records {
            let new = folder::write(record);
            let name = name(record);
            match before.get(&record.id) {
                None => {
                    plan.shown.push((key!("cli-added"), name, console::difference("", &new)));
                    plan.changes.push(Change::Create(record.clone()));
                }
                Some(old) if old.record == *record => plan.same += 1,
                Some(old) => {
                    plan.shown.push((
                        key!("cli-changed"),
                        name,
                        console::difference(&folder::write(&old.record), &new),
                    ));
                    plan.changes.push(Change::Update { record: record.clone(), seen: old.revision });
                }
            }
        }
        plan.add_files(source, files, replace);
        if replace {
            let here: HashSet<_> = source.records.iter().map(|r| r.id).collect();
            let gone = |s: &&StoredRecord| !here.contains(&s.record.id) && !stays_private(source, &s.record);
            for old in stored.iter().filter(gone) {
                plan.shown.push((
                    key!("cli-removed"),
                    name(&old.record),
                    console::difference(&folder::write(&old.record), ""),
                ));
                plan.changes.push(Change::Delete { id: old.record.id, seen: old.revision, unlink: false });
            }
        }
        plan
    }

    /// Adds the files that differ; `stored` has the digests of those that are there.
    fn add_files(&mut self, source: &FolderSource, stored: &BTreeMap<String, String>, replace: bool) {
        for (name, bytes) in &source.files {
            let verb = match stored.get(name) {
                None => key!("cli-added"),
                Some(digest) if *digest == hex(&Sha256::digest(bytes)) => continue,
                Some(_) => key!("cli-changed"),
            };
            self.shown.push((verb, format!("media/{name}"), String::new()));
            self.changes.push(Change::PutFile { name: name.clone(), bytes: bytes.clone() });
        }
        let here: HashSet<_> = source.files.iter().map(|(name, _)| name.as_str()).collect();
        for name in stored.keys().filter(|name| replace && !here.contains(name.as_str())) {
            self.shown.push((key!("cli-removed"), format!("media/{name}"), String::new()));
            self.changes.push(Change::DeleteFile { name: name.clone() });
        }
    }
}

fn name(record: &Record) -> String {
    format!("{}/{}.toml", record.kind().folder(), record.slug)
}
