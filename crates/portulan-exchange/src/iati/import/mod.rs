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
mod error;
mod languages;
mod namespaces;
mod options;
mod outcome;
mod own;
mod places;
mod precheck;
mod read;
mod residuals;
mod resolver;
mod texts;
mod typed;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};

use portulan_iati::ReadError;
use portulan_iati::tree::Element;
use portulan_model::{ProblemSeverity, PublishedRegister, Record, check};
use uuid::Uuid;

use super::exporter::Exporter;
use activities::{Importer, SourceActivity, programme};
use options::check_cancelled;
use resolver::{RecordOrigins, RecordResolver};

pub use error::ImportError;
pub use options::ImportOptions;
pub use outcome::{IatiImport, ImportNotes, Reason, RefusedActivity};

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
