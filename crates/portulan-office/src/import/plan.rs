//! The plan of an import: the verdict on each row, and the changes.
use portulan_model::Kind;
use portulan_store::Change;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::value::FileValue;
use crate::form::diff::Changed;

/// The verdict on a row.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum RowVerdict {
    /// The row cannot be imported as it is, and prevents the import of the others.
    Wrong,
    /// The row cannot be imported as it is; the others can be imported without it.
    LeftOut,
    /// A new record, or a new item.
    Adds,
    /// Another content of a record that is there.
    Changes,
    /// The row is equal to the register.
    Same,
}

portulan_model::impl_names!(RowVerdict);

/// A fault of a cell, or of a row as a whole.
#[derive(Debug, Clone)]
pub struct CellFault {
    /// The column, from 0.
    pub column: Option<usize>,
    /// The field that the sheet has no column for.
    pub field: String,
    /// The message with its remedy.
    pub text: String,
}

/// A checked row.
#[derive(Debug)]
pub struct ImportRow {
    /// The row number in the sheet, from 0; for records, their number in the file.
    pub line: usize,
    /// The name of the record.
    pub name: String,
    /// The record, if it exists.
    pub record: Option<(Kind, Uuid)>,
    /// The identity of the record that the row creates or changes.
    pub writes: Option<Uuid>,
    /// The verdict.
    pub verdict: RowVerdict,
    /// Field by field.
    pub changes: Vec<Changed>,
    /// The faults.
    pub faults: Vec<CellFault>,
}

impl ImportRow {
    /// A row that is not a record and is not imported, with the reason.
    pub fn left_out(line: usize, name: String, fault: CellFault) -> Self {
        let (changes, faults) = (Vec::new(), vec![fault]);
        Self { line, name, record: None, writes: None, verdict: RowVerdict::LeftOut, changes, faults }
    }
}

/// All rows, and the changes of the import.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// The rows.
    pub rows: Vec<ImportRow>,
    /// Notes on the file as a whole, one or two sentences each.
    pub notes: Vec<String>,
    /// The names of records created in addition, with their kinds.
    pub aside: Vec<(Kind, String)>,
    /// The distinct values of columns of records and lists, with what they mean.
    pub values: Vec<FileValue>,
    /// The changes.
    pub changes: Vec<Change>,
    /// The number of rows that the user leaves out.
    pub excluded: usize,
    /// The number of values that were not compared with similar names, because the file has too many unknown ones.
    pub uncompared: usize,
}

impl ImportPlan {
    /// The number of rows with a verdict.
    pub fn count(&self, verdict: RowVerdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }
}
