//! The reason why a file is not read or written.
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES};

/// The reason why a file is not read, as a message for its author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum WorkbookError {
    /// The format is not supported.
    #[error("the file is no XLSX, ODS or CSV; save it in one of these forms")]
    Unknown,
    /// The file is damaged, or protected by a password.
    #[error(
        "the file is damaged or locked: {0}; open it in your spreadsheet program and save it again without a password"
    )]
    Damaged(String),
    /// The file exceeds a limit.
    #[error(
        "the file is too large: a sheet has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns, \
         a file at most {MAX_CELLS} cells and {} MB of text; delete what is not needed, or split the file",
        MAX_TEXT_BYTES >> 20
    )]
    TooLarge,
    /// A quotation mark in a CSV is not closed, or closed in the middle of a cell; with the line number.
    #[error(
        "line {0}: a quotation mark opens a cell that does not end with one; close it, or double the marks inside"
    )]
    OpenQuote(usize),
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Unwritten(String),
}

/// The error for a damaged file, with the message of its cause.
#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
pub(crate) fn damaged(e: impl ToString) -> WorkbookError {
    WorkbookError::Damaged(e.to_string())
}
