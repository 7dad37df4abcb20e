//! Spreadsheets as tables of text: reads XLSX, ODS and CSV within bounds, writes XLSX.
//!
//! Bytes in, bytes out; no disk access. Dates are returned as `2026-12-31`, numbers with a decimal point and
//! the unit that their cell displays (`60 %`, `12.5 €`), formulas as their last results. Errors, formulas
//! without a result, merged areas, hidden sheets, rows and columns are marked in the [`SheetTable`].
mod builder;
mod continued;
mod csv;
mod csv_form;
mod error;
mod limits;
#[cfg(test)]
mod marks_tests;
mod ods;
mod open;
mod parts;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod write;

pub use csv_form::{CsvEncoding, CsvForm, Separator};
pub use error::WorkbookError;
pub use limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES};
pub use table::{CellKind, SheetTable};
pub use template::{TemplateColumn, TemplateSheets, write_template};
pub use typed::{CellValue, TypedBook, write_sheets};
pub use value::scale;
pub use write::{CellNote, write};

/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
