//! Spreadsheets as tables of text: XLSX, ODS and CSV are read with suspicion and within bounds, XLSX is written.
//!
//! Bytes in, bytes out; nothing here touches a disk. Dates come as `2026-12-31`, numbers with a decimal point and the unit
//! that their cell shows (`60 %`, `12.5 €`), formulas as their last results. Errors, formulas without a result, merged
//! areas, hidden sheets, rows and columns are marked in the [`SheetTable`].
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
pub use write::{NoteMark, write};

/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most rows of a sheet.
pub const MAX_ROWS: usize = 50_000;
/// The most columns of a sheet.
pub const MAX_COLUMNS: usize = 256;
/// The most cells with a text, in all sheets of a file together.
pub const MAX_CELLS: usize = 2_000_000;
/// Bytes of one cell: spreadsheet programs hold 32,767 characters, of four bytes at most.
const MAX_CELL_BYTES: usize = 4 * 32_767;
/// The most text, in all sheets of a file together.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// The most that a packed file may unpack to.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;

/// Why a file is not read, in words for people who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum WorkbookError {
    /// It is no spreadsheet of a form that is read here.
    #[error("the file is no XLSX, ODS or CSV; save it in one of these forms")]
    Unknown,
    /// It is damaged, or locked by a password.
    #[error(
        "the file is damaged or locked: {0}; open it in your spreadsheet program and save it again without a password"
    )]
    Damaged(String),
    /// It is too large.
    #[error(
        "the file is too large: a sheet has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns, a file at most {MAX_CELLS} cells and {} MB of text; delete what is not needed, or split the file", MAX_TEXT_BYTES >> 20
    )]
    TooLarge,
    /// A quotation mark of a CSV is opened and not closed, or closed in the middle of a cell.
    #[error(
        "line {0}: a quotation mark opens a cell that does not end with one; close it, or double the marks inside"
    )]
    OpenQuote(usize),
    /// It cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Unwritten(String),
}

/// The first file of comma-separated values in a ZIP archive, of at most so many bytes; none where the bytes are no
/// archive, or it has none.
pub fn packed_csv(bytes: &[u8], max_bytes: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    open::packed_csv(bytes, max_bytes)
}

/// The sheets of a file that have a text in any cell, in the order of the file. Its first bytes say which format it has.
pub fn read(bytes: &[u8]) -> Result<Vec<SheetTable>, WorkbookError> {
    let mut book = builder::BookBuilder::default();
    if bytes.starts_with(b"PK\x03\x04") {
        open::read(bytes, &mut book)?;
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // An OLE container: the XLS of old, or an XLSX behind a password.
        return Err(WorkbookError::Unknown);
    } else {
        csv::read(bytes, None, &mut book)?;
    }
    Ok(continued::join(book.finish()?))
}

/// The sheet of a CSV with a separator and an encoding that were chosen; none where no cell has a text.
pub fn read_csv(bytes: &[u8], form: CsvForm) -> Result<Vec<SheetTable>, WorkbookError> {
    let mut book = builder::BookBuilder::default();
    csv::read(bytes, Some(form), &mut book)?;
    book.finish()
}
