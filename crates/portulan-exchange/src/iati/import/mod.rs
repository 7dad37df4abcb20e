//! IATI files back into the register: what has a field goes there, the rest is kept as XML beside it.
//!
//! An activity that the register has already, by its identifier, is compared part by part with what the register would
//! write: parts that say the same stay as they are, with their sources. Importing a file twice is importing it once.
//!
//! An activity that cannot be imported is named with its line, and the others are imported.
mod activities;
mod agreements;
mod codes;
mod judge;
mod languages;
mod namespaces;
mod own;
mod places;
mod read;
mod residuals;
mod resolver;
mod texts;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use portulan_iati::tree::Element;
use portulan_iati::{Finding, ReadError};
use portulan_model::{Problem, ProblemSeverity, PublishedRegister, Record, RegisterError, State, check};
use uuid::Uuid;

use super::Exporter;
use activities::{Importer, SourceActivity};
use resolver::{RecordOrigins, RecordResolver};

/// The most attempts of an import. Each leaves out the activities whose records the attempt before found faulty.
const MAX_ROUNDS: usize = 8;
/// The attempts after which only the activities that made a faulty record are left out. Later ones leave out those that
/// refer to it, too, since each of them could be the next to make it.
const MAX_EXACT_ROUNDS: usize = 4;

/// The most that the records of a document may take in memory, in bytes: an import needs all of them at once.
const MAX_KEPT_BYTES: usize = 512 * 1024 * 1024;
/// The most that the declarations of namespaces take which records are given from the root, in bytes.
const MAX_DECLARED_BYTES: usize = 32 * 1024 * 1024;

/// The result of an import: records to store, and what to report.
#[derive(Debug, Default)]
pub struct IatiImport {
    /// Every record that is new or changed.
    pub records: Vec<Record>,
    /// Activities and organisations read.
    pub read: usize,
    /// Activities and organisations that cannot be imported, in the order of the file.
    pub refused: Vec<RefusedActivity>,
    /// Findings of the validator that do not hinder the import: rules of the standard that are broken.
    pub errors: usize,
    /// What else there is to know.
    pub notes: ImportNotes,
    /// What has no field and is kept, by the name of the element, or of the attribute after `@`; and how often.
    pub kept: BTreeMap<String, usize>,
    /// Organisations that are not the register's authority, which are left out.
    pub others: usize,
    /// Elements that describe the authority again, which are left out: the first counts.
    pub repeated: usize,
    /// Identifiers of reporting organisations that are not the authority, under whose name all is written out again.
    pub reporters: BTreeSet<String>,
    /// The identifier of the authority.
    pub own: String,
}

/// What an editor should know of an import.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ImportNotes {
    /// Activities without identifier: they are recognised by their title and dates.
    pub nameless: usize,
    /// Identifiers that the file gives organisations of different names: the register's name, and the others, which are
    /// kept and written out again.
    pub names: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Values of `xml:lang` that are not language tags, taken for the language by default; and how often.
    pub languages: BTreeMap<String, usize>,
    /// Languages that the register does not know and in which alone the titles of new activities are; and how often.
    pub titles: BTreeMap<String, usize>,
    /// Positions that are not on Earth, as written in the file; they are kept and not shown on the map.
    pub positions: BTreeSet<String>,
    /// What stands beside the activities and has no place in the register, by name, or name of the attribute after `@`.
    pub left_out: BTreeMap<String, usize>,
}

/// An activity or organisation that cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedActivity {
    /// Its identifier; empty where it has none.
    pub identifier: String,
    /// The line of its start tag, counted from 1.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

/// Why an activity cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The first critical finding of the validator.
    Finding(Box<Finding>),
    /// The first problem of the record that it would become.
    Record(Problem),
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ImportError {
    /// The file as a whole is not valid IATI: the number of its critical findings.
    #[error("the file is not a valid IATI file ({0} critical findings); see `portulan validate`")]
    Invalid(usize),
    /// Every attempt to leave out what cannot be imported made other records faulty: the number of activities.
    #[error(
        "the records of {0} activities are faulty, and without them others are; import the activities in parts"
    )]
    Unsettled(usize),
    /// The caller cancelled the import.
    #[error("the import was cancelled")]
    Cancelled,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Programme(#[from] RegisterError),
}

/// How to import.
pub struct ImportOptions<'o> {
    /// The present moment.
    pub now: Timestamp,
    /// The state of records that are new.
    pub state: State,
    /// Gives identities to records that are new.
    pub new_id: &'o mut dyn FnMut() -> Uuid,
    /// Polled during the import; `true` cancels it.
    pub is_cancelled: &'o dyn Fn() -> bool,
}

/// Returns [`ImportError::Cancelled`] if the import was cancelled.
fn check_cancelled(is_cancelled: &dyn Fn() -> bool) -> Result<(), ImportError> {
    if is_cancelled() { Err(ImportError::Cancelled) } else { Ok(()) }
}

/// Works out what a document changes in a register, given by the latest revision of all its records.
///
/// # Errors
/// When the document is not XML or no IATI file, when its records take too much memory, when the register has no authority,
/// and when the import is cancelled.
pub fn import(
    records: &[Record],
    document: &[u8],
    options: ImportOptions<'_>,
) -> Result<IatiImport, ImportError> {
    let now = options.now;
    let before = programme(records.iter().cloned(), now)?;
    let judged = judge::judge(document, now)?;
    let mut found = Vec::new();
    let mut keep = |line, element| found.push((line, element));
    check_cancelled(options.is_cancelled)?;
    let root = portulan_iati::records_within(document, MAX_KEPT_BYTES, &mut keep)?;
    let organisations = root.name == "iati-organisations";
    let name = if organisations { "iati-organisation" } else { "iati-activity" };
    let mut notes = ImportNotes::default();
    let mut sources = sources(found, name, &mut notes);
    texts::count_root(&root, &mut notes.left_out);
    let lang = before.authority.body.languages.first().map_or("fr", String::as_str);
    let mut declared_bytes = 0;
    for source in &mut sources {
        check_cancelled(options.is_cancelled)?;
        declared_bytes += namespaces::prepare(&mut source.whole, &root);
        if declared_bytes > MAX_DECLARED_BYTES {
            return Err(ReadError::TooMuch(MAX_DECLARED_BYTES).into());
        }
        texts::prepare(&mut source.whole, root.attribute("xml:lang"), lang, &mut notes.languages);
    }
    let read = sources.len();
    let mut refused: BTreeMap<usize, Reason> = BTreeMap::new();
    for (number, finding) in judged.refused {
        refused.insert(number, Reason::Finding(Box::new(finding)));
    }
    let ids = options;
    for attempt in 0..MAX_ROUNDS {
        let good = sources.iter().filter(|s| !refused.contains_key(&s.number)).cloned().collect();
        let options = ImportOptions { new_id: &mut *ids.new_id, ..ids };
        let (mut out, made) = round(&before, records, good, organisations, options)?;
        let faulty = faulty(records, &out.records, &made, attempt >= MAX_EXACT_ROUNDS);
        if !faulty.is_empty() {
            refused.extend(faulty);
            continue;
        }
        out.read = read;
        out.errors = judged.errors;
        out.refused = named(&sources, refused);
        out.notes = ImportNotes {
            nameless: out.notes.nameless,
            names: out.notes.names,
            positions: out.notes.positions,
            titles: out.notes.titles,
            ..notes
        };
        return Ok(out);
    }
    Err(ImportError::Unsettled(refused.len()))
}

fn programme(
    records: impl IntoIterator<Item = Record>,
    now: Timestamp,
) -> Result<PublishedRegister, RegisterError> {
    PublishedRegister::new(records.into_iter().map(|r| (r, now, now)))
}

/// The records of a file, numbered as the validator numbers them; what else stands beside them is counted.
fn sources(found: Vec<(u64, Element)>, name: &str, notes: &mut ImportNotes) -> Vec<SourceActivity> {
    let mut out: Vec<SourceActivity> = Vec::new();
    for (line, whole) in found {
        if whole.name == name && whole.attribute("xmlns").is_none_or(str::is_empty) {
            out.push(SourceActivity { number: out.len() + 1, line, whole });
        } else {
            *notes.left_out.entry(whole.name.to_string()).or_default() += 1;
        }
    }
    out
}

/// One attempt: what it gives, and the activities that its records were made of.
fn round(
    before: &PublishedRegister,
    records: &[Record],
    sources: Vec<SourceActivity>,
    organisations: bool,
    options: ImportOptions<'_>,
) -> Result<(IatiImport, RecordOrigins), ImportError> {
    let now = options.now;
    let mut exporter = Exporter::new(before, now);
    exporter.always = true;
    let own = exporter.organisation.clone();
    let importer = Importer {
        is_cancelled: options.is_cancelled,
        book: RecordResolver::new(records, &own, options),
        exporter,
        known: HashMap::new(),
        parents: HashSet::new(),
        out: IatiImport { own, ..IatiImport::default() },
    };
    if organisations { Ok(importer.organisations(&sources)) } else { importer.activities(sources, now) }
}

/// The activities whose records the checks of the register refuse, with the first problem of each.
fn faulty(
    before: &[Record],
    changed: &[Record],
    made: &RecordOrigins,
    with_users: bool,
) -> BTreeMap<usize, Reason> {
    let ids: HashSet<Uuid> = changed.iter().map(|r| r.id).collect();
    let mut all = changed.to_vec();
    all.extend(before.iter().filter(|r| !ids.contains(&r.id)).cloned());
    let mut out = BTreeMap::new();
    for problem in check::check(&all).into_iter().filter(|p| p.severity == ProblemSeverity::Error) {
        for number in made.of(&(problem.kind, problem.slug.clone()), with_users) {
            out.entry(number).or_insert_with(|| Reason::Record(problem.clone()));
        }
    }
    out
}

/// Names what is refused; sources are numbered from 1 in their order.
fn named(sources: &[SourceActivity], refused: BTreeMap<usize, Reason>) -> Vec<RefusedActivity> {
    let named = |(number, reason): (usize, Reason)| {
        let source = number.checked_sub(1).and_then(|place| sources.get(place));
        let identifier = source.map(SourceActivity::identifier).unwrap_or_default();
        RefusedActivity { identifier, line: source.map_or(1, |s| s.line), reason }
    };
    refused.into_iter().map(named).collect()
}
