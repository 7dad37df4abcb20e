//! The changes that an import makes to the register: planning, applying and printing them.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::process::ExitCode;

use portulan_editorial::policy;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::{FileKind, ProblemSeverity, Rates, Record, folder, hex};
use portulan_store::{
    AuditAction, AuditEntry, Author, Change, DeclarationStore as _, RecordWriter as _, SqliteStore,
    StoredRecord,
};
use sha2::{Digest as _, Sha256};

use crate::args::ImportArgs;
use crate::console;
use crate::error::CliError;
use crate::source::FolderSource;

/// Brings a whole folder into a store that has nothing yet, as the first start does.
pub async fn first(store: &SqliteStore, source: &FolderSource) -> Result<(), CliError> {
    apply(store, &Plan::new(source, &[], &BTreeMap::new(), false)).await
}

pub async fn apply(store: &SqliteStore, plan: &Plan) -> Result<(), CliError> {
    if !plan.changes.is_empty() {
        let author = Author::operator("import");
        store.apply(plan.changes.clone(), &author, policy::decide).await?;
    }
    match &plan.rates {
        Some(rates) => keep_rates(store, rates).await,
        None => Ok(()),
    }
}

pub async fn keep_rates(store: &SqliteStore, rates: &Rates) -> Result<(), CliError> {
    let (actor, action) = ("import".to_owned(), AuditAction::Rates);
    let detail = rates.iter().count().to_string();
    Ok(store.put_rates(rates, AuditEntry { detail, ..AuditEntry::new(actor, action) }).await?)
}

pub fn finish(source: &FolderSource, plan: &Plan, options: &ImportArgs, language: Language) -> ExitCode {
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
pub fn stays_private(source: &FolderSource, record: &Record) -> bool {
    record.kind().is_private() && !source.records.iter().any(|r| r.kind().is_private())
}

/// The planned changes of an import.
pub struct Plan {
    changes: Vec<Change>,
    /// Verb, name, difference.
    shown: Vec<(MessageKey, String, String)>,
    same: usize,
    rates: Option<Rates>,
}

impl Plan {
    pub fn new(
        source: &FolderSource,
        stored: &[StoredRecord],
        files: &BTreeMap<(FileKind, String), String>,
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
    fn add_files(
        &mut self,
        source: &FolderSource,
        stored: &BTreeMap<(FileKind, String), String>,
        replace: bool,
    ) {
        let path = |kind: FileKind, name: &str| format!("{}/{name}", kind.kind().folder());
        for (kind, name, bytes) in &source.files {
            let verb = match stored.get(&(*kind, name.clone())) {
                None => key!("cli-added"),
                Some(digest) if *digest == hex(&Sha256::digest(bytes)) => continue,
                Some(_) => key!("cli-changed"),
            };
            self.shown.push((verb, path(*kind, name), String::new()));
            self.changes.push(Change::PutFile { kind: *kind, name: name.clone(), bytes: bytes.clone() });
        }
        let here: HashSet<_> = source.files.iter().map(|(kind, name, _)| (*kind, name.clone())).collect();
        for (kind, name) in stored.keys().filter(|file| replace && !here.contains(*file)) {
            self.shown.push((key!("cli-removed"), path(*kind, name), String::new()));
            self.changes.push(Change::DeleteFile { kind: *kind, name: name.clone() });
        }
    }
}

fn name(record: &Record) -> String {
    format!("{}/{}.toml", record.kind().folder(), record.slug)
}
