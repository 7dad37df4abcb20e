//! Import of IATI files: content with a field goes to that field, the rest is stored as XML with the record.
//!
//! An activity that the register contains already, by its identifier, is compared part by part with the
//! element that the register would write: equal parts are unchanged, with their sources. Importing a file
//! twice has the same result as importing it once.
//!
//! An activity that cannot be imported is reported with its line, and the others are imported.
mod activities;
mod agreements;
mod codes;
mod languages;
mod namespaces;
mod own;
mod places;
mod precheck;
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

/// The largest number of attempts. Each one leaves out the activities whose records were faulty in the
/// previous one.
const MAX_ROUNDS: usize = 8;
/// The number of attempts that leave out only the activities that made a faulty record. Later ones also leave
/// out those that refer to it, since each of them could be the next to make it.
const MAX_EXACT_ROUNDS: usize = 4;

/// The largest memory of the records of a document, in bytes: an import needs all of them at once.
const MAX_KEPT_BYTES: usize = 512 * 1024 * 1024;
/// The largest size of the namespace declarations copied from the root to records, in bytes.
const MAX_DECLARED_BYTES: usize = 32 * 1024 * 1024;

/// The result of an import: records to store, and a report.
#[derive(Debug, Default)]
pub struct IatiImport {
    /// New and changed records.
    pub records: Vec<Record>,
    /// The number of activities and organisations read.
    pub read: usize,
    /// Activities and organisations that cannot be imported, in file order.
    pub refused: Vec<RefusedActivity>,
    /// The number of validator findings that do not prevent the import.
    pub errors: usize,
    /// Further notes.
    pub notes: ImportNotes,
    /// Content without a field that is preserved, by element name, or attribute name after `@`; with the
    /// number of occurrences.
    pub preserved: BTreeMap<String, usize>,
    /// The number of organisations other than the authority, which are left out.
    pub others: usize,
    /// The number of further elements that describe the authority, which are left out: the first one counts.
    pub repeated: usize,
    /// The identifiers of reporting organisations other than the authority; exports use the authority's name
    /// for them.
    pub reporters: BTreeSet<String>,
    /// The identifier of the authority.
    pub own: String,
}

/// Notes on an import for editors.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ImportNotes {
    /// The number of activities without identifier: they are recognised by title and dates.
    pub nameless: usize,
    /// Identifiers that the file gives to organisations with different names: the name in the register, and
    /// the others, which are preserved.
    pub names: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Values of `xml:lang` that are not language tags, replaced by the default language; with the number of
    /// occurrences.
    pub languages: BTreeMap<String, usize>,
    /// Unsupported languages that are the only ones in the titles of new activities; with the number of
    /// occurrences.
    pub titles: BTreeMap<String, usize>,
    /// Invalid positions, as written in the file; they are preserved, but not shown on the map.
    pub positions: BTreeSet<String>,
    /// Content outside of activities that the register cannot store, by element name, or attribute name after
    /// `@`.
    pub left_out: BTreeMap<String, usize>,
}

/// An activity or organisation that cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedActivity {
    /// The identifier; empty if there is none.
    pub identifier: String,
    /// The line of its start tag, from 1.
    pub line: u64,
    /// The reason.
    pub reason: Reason,
}

/// The reason why an activity cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The first critical finding of the validator.
    Finding(Box<Finding>),
    /// The first problem of the resulting record.
    Record(Problem),
}

/// The reason why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ImportError {
    /// The file as a whole is not valid IATI; the number of critical findings.
    #[error("the file is not a valid IATI file ({0} critical findings); see `portulan validate`")]
    Invalid(usize),
    /// Every attempt to leave out faulty activities made other records faulty; the number of activities.
    #[error(
        "the records of {0} activities are faulty, and without them others are; import the activities in parts"
    )]
    Unsettled(usize),
    /// The import was cancelled.
    #[error("the import was cancelled")]
    Cancelled,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Programme(#[from] RegisterError),
}

/// Options of an import.
pub struct ImportOptions<'o> {
    /// The current time.
    pub now: Timestamp,
    /// The state of new records.
    pub state: State,
    /// Generates identities for new records.
    pub new_id: &'o mut dyn FnMut() -> Uuid,
    /// Polled during the import; `true` cancels it.
    pub is_cancelled: &'o dyn Fn() -> bool,
}

/// Returns [`ImportError::Cancelled`] if the import has been cancelled.
fn check_cancelled(is_cancelled: &dyn Fn() -> bool) -> Result<(), ImportError> {
    if is_cancelled() { Err(ImportError::Cancelled) } else { Ok(()) }
}

/// Computes the changes that a document makes to a register, given the newest revision of all its records.
///
/// # Errors
///
/// Returns an error if the document is not XML or not an IATI file, if its records need too much memory, if
/// the register has no authority, or if the import is cancelled.
pub fn import(
    records: &[Record],
    document: &[u8],
    options: ImportOptions<'_>,
) -> Result<IatiImport, ImportError> {
    let now = options.now;
    let before = programme(records.iter().cloned(), now)?;
    let judged = precheck::validate_document(document, now)?;
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

/// The records of a file, numbered as the validator does; counts other content.
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

/// One attempt. Returns its result, and the activities that each record was made from.
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

/// The activities whose records have errors, with the first problem of each.
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
        for number in made.activities_of(&(problem.kind, problem.slug.clone()), with_users) {
            out.entry(number).or_insert_with(|| Reason::Record(problem.clone()));
        }
    }
    out
}

/// Adds identifiers and lines to refused activities; sources are numbered from 1.
fn named(sources: &[SourceActivity], refused: BTreeMap<usize, Reason>) -> Vec<RefusedActivity> {
    let named = |(number, reason): (usize, Reason)| {
        let source = number.checked_sub(1).and_then(|place| sources.get(place));
        let identifier = source.map(SourceActivity::identifier).unwrap_or_default();
        RefusedActivity { identifier, line: source.map_or(1, |s| s.line), reason }
    };
    refused.into_iter().map(named).collect()
}
