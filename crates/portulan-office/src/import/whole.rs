//! Whole records: a folder in a zip archive, or an IATI file.
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use portulan_exchange::iati::import::{self, ImportError};
use portulan_exchange::iati::import_notes::{self, NoteReader};
use portulan_exchange::validation::message;
use portulan_iati::{ReadError, Seen};
use portulan_locales::{Language, key};
use portulan_model::{
    FileKind, Kind, ProblemSeverity, Record, RegisterError, State, check, folder, hex, strip_private_refs,
};
use portulan_sandbox::{Unread, UnreadReason};
use portulan_store::{Change, Scope, StoredRecord};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::plan::{CellFault, ImportPlan, ImportRow, RowVerdict};
use super::progress::ImportProgress;
use super::rights::{may_publish, refuse_denied};
use super::upload::WholeRecords;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::form::diff::changes;
use crate::form::labels;
use crate::form::paths::title;

/// The largest number of critical findings of a file that are displayed.
const MAX_SHOWN_FINDINGS: usize = 3;

/// IATI files that are read at once, in the whole process: each may take more than a gigabyte of memory.
static IATI_IMPORTS: Semaphore = Semaphore::const_new(1);

/// The reason why a file of an archive is not read, with the remedy.
fn reason(language: Language, unread: &Unread) -> String {
    let (code, arguments) = match &unread.reason {
        UnreadReason::TooLarge(limit) => ("too-large", vec![("limit", (limit >> 20).to_string())]),
        UnreadReason::NotAPicture(detail) => {
            let file = unread.path.rsplit('/').next().unwrap_or_default().to_owned();
            ("not-a-picture", vec![("file", file), ("detail", detail.clone())])
        }
        UnreadReason::NotADocument(detail) => {
            let file = unread.path.rsplit('/').next().unwrap_or_default().to_owned();
            ("not-a-document", vec![("file", file), ("detail", detail.clone())])
        }
        UnreadReason::Encoding => ("encoding", Vec::new()),
        UnreadReason::Duplicate => ("duplicate-file", Vec::new()),
        UnreadReason::Elsewhere if unread.path.ends_with(folder::RATES_FILE) => ("rates-apart", Vec::new()),
        UnreadReason::Elsewhere => ("not-a-record", Vec::new()),
        UnreadReason::Record(code, detail) => (code.as_str(), vec![("detail", detail.clone())]),
    };
    Language::join_problem(&language.problem_text(code, &arguments))
}

/// Compares records with the register.
pub async fn plan(
    office: &Office,
    current_user: &CurrentUser,
    whole: &WholeRecords,
    publish: bool,
    progress: &Arc<ImportProgress>,
) -> Result<ImportPlan, OfficeError> {
    let stored = office.store.records(Scope::Latest).await?;
    let mut notes = Vec::new();
    let (records, files, unread): (_, _, Vec<_>) = match whole {
        WholeRecords::Folder(archive) => {
            let unread = archive.unread.iter().map(|u| {
                // Other files beside the records, such as a README, hinder nothing.
                let is_apart = u.reason == UnreadReason::Elsewhere;
                let verdict = if is_apart { RowVerdict::LeftOut } else { RowVerdict::Wrong };
                (u.path.clone(), reason(current_user.language(), u), verdict)
            });
            (archive.records.clone(), archive.files.clone(), unread.collect())
        }
        WholeRecords::Iati(bytes) => {
            let import =
                activities(office, &stored, bytes.clone(), publish, current_user.language(), progress)
                    .await?;
            notes = import.notes;
            let refused = import.refused.into_iter();
            (import.records, Vec::new(), refused.map(|(id, why)| (id, why, RowVerdict::LeftOut)).collect())
        }
    };
    let may_publish = may_publish(office, current_user).await?;
    // An IATI file imported as drafts changes no page: changes of a published record wait for its publication.
    let as_drafts = matches!(whole, WholeRecords::Iati(_)) && !publish;
    let known: HashMap<Uuid, &Record> = stored.iter().map(|s| (s.record.id, &s.record)).collect();
    let records = records.into_iter().map(|record| {
        let is_same = known.get(&record.id).is_some_and(|old| **old == record);
        let public = record.state == State::Published && !is_same && (!may_publish || as_drafts);
        Record { state: if public { State::Draft } else { record.state }, ..record }
    });
    let mut plan =
        Comparison { language: current_user.language() }.beside(records.collect(), &stored, progress)?;
    let there = office.store.file_digests().await?;
    let mut refused = unread;
    let named: HashSet<(FileKind, String)> = plan.changes.iter().filter_map(added_file).collect();
    for (kind, name, bytes) in files {
        let key = (kind, name);
        match there.get(&key) {
            None => plan.changes.push(Change::PutFile { kind, name: key.1, bytes }),
            // A record may name a file that is stored only if the import has the file too.
            Some(digest) if *digest == hex(&Sha256::digest(&bytes)) => {
                if named.contains(&key) {
                    plan.changes.push(Change::PutFile { kind, name: key.1, bytes });
                }
            }
            Some(_) => {
                let why = current_user.language().text(key!("office-denied-file-exists"));
                refused.push((key.1, why, RowVerdict::Wrong));
            }
        }
    }
    refuse_denied(office, current_user, &mut plan).await?;
    plan.notes = notes;
    let lines = plan.rows.len();
    let refused = refused.into_iter().enumerate().map(|(i, (path, text, verdict))| ImportRow {
        line: lines + i,
        name: path,
        record: None,
        writes: None,
        verdict,
        changes: Vec::new(),
        faults: vec![CellFault { column: None, field: String::new(), text }],
    });
    // Rows that need attention come first.
    plan.rows.splice(0..0, refused.collect::<Vec<_>>());
    Ok(plan)
}

/// The file that the record of a change names.
fn added_file(change: &Change) -> Option<(FileKind, String)> {
    match change {
        Change::Create(record) | Change::Update { record, .. } => {
            record.body.file().map(|(kind, name)| (kind, name.to_owned()))
        }
        _ => None,
    }
}

/// The result of importing an IATI file.
struct Activities {
    records: Vec<Record>,
    /// The identifier of each activity that is refused, and why.
    refused: Vec<(String, String)>,
    notes: Vec<String>,
}

/// Reads an IATI file, off the threads that answer.
async fn activities(
    office: &Office,
    stored: &[StoredRecord],
    bytes: Arc<[u8]>,
    publish: bool,
    language: Language,
    progress: &Arc<ImportProgress>,
) -> Result<Activities, OfficeError> {
    let records: Vec<Record> = stored.iter().map(|s| s.record.clone()).collect();
    let progress = progress.clone();
    let (environment, now) = (office.environment.clone(), office.now());
    let _turn = IATI_IMPORTS.acquire().await.map_err(OfficeError::failed)?;
    let made = run_blocking(move || {
        let state = if publish { State::Published } else { State::Draft };
        let mut failure = None;
        // The import cannot fail at an identifier: a failure is returned after it, in place of its result.
        let mut new_id = || {
            environment.new_id().unwrap_or_else(|e| {
                failure = Some(e);
                Uuid::nil()
            })
        };
        let how = import::ImportOptions {
            now,
            state,
            new_id: &mut new_id,
            is_cancelled: &|| progress.is_stopped(),
        };
        let made = match import::import(&records, &bytes, how) {
            Ok(import) => {
                let reader = NoteReader::BackOffice;
                let refused = import.refused.iter().map(|refused| {
                    (refused.identifier.clone(), import_notes::refused(refused, reader, language))
                });
                let refused = refused.collect();
                let notes = import_notes::notes(&import, reader, language);
                Ok(Activities { records: import.records, refused, notes })
            }
            Err(ImportError::Invalid(_) | ImportError::Read(ReadError::Fault(_))) => {
                Err(critical_findings(&bytes, language, now))
            }
            Err(ImportError::Read(ReadError::TooMuch(_))) => Err(language.text(key!("office-import-memory"))),
            Err(ImportError::Unsettled(count)) => {
                Err(language.format(key!("office-import-unsettled"), &[("count", count.into())]))
            }
            Err(ImportError::Programme(RegisterError::NoAuthority)) => {
                Err(language.text(key!("office-import-no-authority")))
            }
            Err(e) => Err(e.to_string()),
        };
        failure.map_or_else(|| made.map_err(OfficeError::Refused), |e| Err(e.into()))
    });
    made.await?
}

/// The reason why a file as a whole is not valid IATI: its first critical findings, with their lines.
fn critical_findings(bytes: &[u8], language: Language, now: Timestamp) -> String {
    let options = portulan_iati::ValidationOptions { now: now.as_millisecond(), advice: false, threads: 1 };
    let (mut count, mut shown) = (0_u64, Vec::new());
    let mut sink = |finding: portulan_iati::Finding| {
        if finding.severity != portulan_iati::Severity::Critical {
            return;
        }
        if finding.id == "0.1.1" {
            // A file that is not XML has no other verdict.
            (count, shown) = (0, Vec::new());
        }
        count += 1;
        if shown.len() < MAX_SHOWN_FINDINGS {
            let line = finding.places.first().map_or(0, |place| place.line);
            let text = message(language, &finding);
            shown.push(language.format(
                key!("office-import-finding"),
                &[("line", line.into()), ("text", text.as_str().into())],
            ));
        }
    };
    if let Err(e) = portulan_iati::validate(bytes, &options, Seen::default(), &mut sink, &mut |_| {}) {
        return e.to_string();
    }
    let output = language.format(key!("office-import-invalid"), &[("count", count.into())]);
    format!("{output} {}", shown.join(" "))
}

/// The comparison of records with the register.
struct Comparison {
    language: Language,
}

impl Comparison {
    fn beside(
        &self,
        mut records: Vec<Record>,
        stored: &[StoredRecord],
        progress: &ImportProgress,
    ) -> Result<ImportPlan, OfficeError> {
        progress.begin(records.len());
        strip_private_refs(&mut records, stored.iter().map(|s| &s.record)).map_err(OfficeError::failed)?;
        let ids: HashSet<Uuid> = records.iter().map(|r| r.id).collect();
        let mut all = records.clone();
        all.extend(stored.iter().map(|s| s.record.clone()).filter(|r| !ids.contains(&r.id)));
        let mut faults: HashMap<(Kind, String), Vec<CellFault>> = HashMap::new();
        for problem in check::check(&all).into_iter().filter(|p| p.severity == ProblemSeverity::Error) {
            let output = labels::problem(
                self.language,
                (problem.kind, &problem.path),
                problem.code,
                &problem.arguments,
            );
            let field = title(problem.kind, &problem.path, self.language);
            let fault = CellFault { column: None, field, text: Language::join_problem(&output) };
            faults.entry((problem.kind, problem.slug)).or_default().push(fault);
        }
        let names = all.iter().map(|r| {
            let name = r.body.name().text(self.language.tag()).to_owned();
            ((r.kind(), r.slug.clone()), name)
        });
        let names: HashMap<_, _> = names.collect();
        let before: HashMap<Uuid, &StoredRecord> = stored.iter().map(|s| (s.record.id, s)).collect();
        let mut plan = ImportPlan::default();
        for (line, record) in records.into_iter().enumerate() {
            progress.step()?;
            let old = before.get(&record.id).copied();
            let faults = faults.remove(&(record.kind(), record.slug.clone())).unwrap_or_default();
            let same = old.is_some_and(|old| old.record == record);
            let verdict = match old {
                _ if !faults.is_empty() && !same => RowVerdict::Wrong,
                _ if same => RowVerdict::Same,
                Some(_) => RowVerdict::Changes,
                None => RowVerdict::Adds,
            };
            let name = record.body.name().text(self.language.tag());
            plan.rows.push(ImportRow {
                line,
                name: if name.is_empty() { record.slug.clone() } else { name.to_owned() },
                record: old.map(|old| (record.kind(), old.record.id)),
                writes: Some(record.id),
                verdict,
                changes: changes(old.map(|o| &o.record.body), &record.body, &names, self.language),
                faults: if same { Vec::new() } else { faults },
            });
            match (verdict, old) {
                (RowVerdict::Adds, _) => plan.changes.push(Change::Create(record)),
                (RowVerdict::Changes, Some(old)) => {
                    plan.changes.push(Change::Update { record, seen: old.revision });
                }
                _ => {}
            }
        }
        Ok(plan)
    }
}
