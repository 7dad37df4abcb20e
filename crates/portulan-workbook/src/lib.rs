//! Spreadsheets as tables of text: reads XLSX, ODS and CSV within bounds, writes XLSX.
//!
//! Bytes in, bytes out; no disk access. Dates are returned as `2026-12-31`, numbers with a decimal point and
//! the unit that their cell displays (`60 %`, `12.5 €`), formulas as their last results. Errors, formulas
//! without a result, merged areas, hidden sheets, rows and columns are marked in the [`SheetTable`].
mod builder;
mod continued;
mod csv;
#[cfg(test)]
mod marks_tests;
mod ods;
mod open;
mod parts;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod write;

use serde::{Deserialize, Serialize};

pub use csv::{CsvEncoding, CsvForm, Separator};
pub use table::{CellKind, SheetTable};
pub use typed::{CellValue, TypedBook, write_sheets};
pub use value::scale;
pub use write::{CellNote, write};

/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The largest number of rows in a sheet.
pub const MAX_ROWS: usize = 50_000;
/// The largest number of columns in a sheet.
pub const MAX_COLUMNS: usize = 256;
/// The largest number of cells with text in all sheets of a file.
pub const MAX_CELLS: usize = 2_000_000;
/// The largest number of bytes in a cell: spreadsheet programs store 32,767 characters of at most four bytes.
const MAX_CELL_BYTES: usize = 4 * 32_767;
/// The largest number of bytes of text in all sheets of a file.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// The largest unpacked size of a packed file, in bytes.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;

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
        "the file is too large: a sheet has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns, a file at most {MAX_CELLS} cells and {} MB of text; delete what is not needed, or split the file", MAX_TEXT_BYTES >> 20
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

/// The first CSV file in a ZIP archive, of at most `max_bytes`; `None` if the bytes are not an archive, or it
/// contains no CSV.
pub fn packed_csv(bytes: &[u8], max_bytes: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    open::packed_csv(bytes, max_bytes)
}

/// Reads the sheets with at least one non-empty cell, in the order of the file. The format is detected from
/// the first bytes.
pub fn read(bytes: &[u8]) -> Result<Vec<SheetTable>, WorkbookError> {
    let mut book = builder::BookBuilder::default();
    if bytes.starts_with(b"PK\x03\x04") {
        open::read(bytes, &mut book)?;
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // An OLE container: an old XLS file, or an XLSX with a password.
        return Err(WorkbookError::Unknown);
    } else {
        csv::read(bytes, None, &mut book)?;
    }
    Ok(continued::join(book.finish()?))
}

/// Reads a CSV with a given separator and encoding. Empty if no cell has a text.
pub fn read_csv(bytes: &[u8], form: CsvForm) -> Result<Vec<SheetTable>, WorkbookError> {
    let mut book = builder::BookBuilder::default();
    csv::read(bytes, Some(form), &mut book)?;
    book.finish()
}
