//! The result of an import: records to store, and notes on the file.
use std::collections::{BTreeMap, BTreeSet};

use portulan_iati::Finding;
use portulan_model::{Problem, Record};

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
