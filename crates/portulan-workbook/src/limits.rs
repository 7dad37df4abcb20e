//! Limits of spreadsheets.

/// The largest number of rows in a sheet.
pub const MAX_ROWS: usize = 50_000;
/// The largest number of columns in a sheet.
pub const MAX_COLUMNS: usize = 256;
/// The largest number of cells with text in all sheets of a file.
pub const MAX_CELLS: usize = 2_000_000;
/// The largest number of bytes in a cell: spreadsheet programs store 32,767 characters of at most four bytes.
pub(crate) const MAX_CELL_BYTES: usize = 4 * 32_767;
/// The largest number of bytes of text in all sheets of a file.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// The largest unpacked size of a packed file, in bytes.
pub(crate) const MAX_UNPACKED_BYTES: u64 = 256 << 20;
