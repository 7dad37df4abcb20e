//! Spreadsheets as tables of text: XLSX, ODS and CSV are read with suspicion and within bounds, XLSX is written.
//!
//! Bytes in, bytes out; nothing here touches a disk. Dates come as `2026-12-31`, numbers with a point, and what a
//! formula last gave instead of the formula.
mod csv;
mod open;
mod typed;
mod write;

pub use typed::{TypedBook, Value, write_sheets};

/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub use write::{Mark, write};

/// A sheet has at most this many rows.
pub const MOST_ROWS: usize = 50_000;
/// And this many columns.
pub const MOST_COLUMNS: usize = 256;
/// What is packed in a file has at most this many bytes.
const MOST_BYTES: u64 = 256 << 20;

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is called; empty in CSV.
    pub name: String,
    /// Rows of cells as text. Rows end with their last cell that has any; rows without any at the end are left out.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The text of a cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }

    /// How many columns the widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    /// Writes a cell, as large as the table has to be for it; false where it would be too large.
    pub fn set(&mut self, row: usize, column: usize, text: &str) -> bool {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return text.is_empty();
        }
        if text.is_empty() && self.cell(row, column).is_empty() {
            return true;
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut cells[column]);
        true
    }
}

/// Why a file is not read, in words for people who made it.
#[derive(Debug, thiserror::Error)]
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
        "the file is too large; a sheet has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns: delete what is empty or not needed, or cut it in parts"
    )]
    TooLarge,
    /// It cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Unwritten(String),
}

/// The first file of comma-separated values in a ZIP archive, of at most so many bytes; none where the bytes are no
/// archive, or it has none.
pub fn packed_csv(bytes: &[u8], most: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    open::packed_csv(bytes, most)
}

/// The sheets of a file that have anything in them, by what the bytes say the file is.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, WorkbookError> {
    let mut tables = if bytes.starts_with(b"PK\x03\x04") {
        open::read(bytes)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // An OLE container: the XLS of old, or an XLSX behind a password.
        return Err(WorkbookError::Unknown);
    } else {
        vec![csv::read(bytes)?]
    };
    for table in &mut tables {
        for row in &mut table.rows {
            let used = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
            row.truncate(used);
        }
        let used = table.rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
        table.rows.truncate(used);
    }
    tables.retain(|table| !table.rows.is_empty());
    Ok(tables)
}
