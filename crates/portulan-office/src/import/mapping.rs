//! The interpretation of a table as records.
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::columns::ImportTarget;
use super::constant::Constant;
use super::reading::ColumnAnswer;
use super::value::ValueChoice;

/// The interpretation of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mapping {
    /// The index of the sheet.
    pub table: usize,
    /// The row with the headings, from 0.
    pub head: usize,
    /// The target of the rows.
    pub target: ImportTarget,
    /// The path that each column fills; empty for none.
    pub columns: Vec<String>,
    /// The slug of the document that facts come from.
    pub source: String,
    /// True if an empty cell empties the field.
    pub clear: bool,
    /// True to create missing organisations and places.
    pub create: bool,
    /// True to publish imported records at once.
    pub publish: bool,
    /// The treatment of hidden rows.
    pub hidden_rows: HiddenRows,
    /// Answers about the numbers and dates of columns, by column.
    pub answers: HashMap<usize, ColumnAnswer>,
    /// Values for all rows.
    #[serde(default)]
    pub constants: Vec<Constant>,
    /// Choices about values, by the identity of the value.
    #[serde(default)]
    pub choices: HashMap<String, ValueChoice>,
}

/// The treatment of hidden rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HiddenRows {
    /// Imported like other rows.
    Included,
    /// Left out.
    LeftOut,
}
