//! A sheet in memory, and the budget of a file.
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{MAX_CELL_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES, WorkbookError};

type Cells = BTreeMap<(u32, u16), Box<str>>;

/// A sheet. Only cells with a text are stored, so that an empty row or column costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The name of the sheet; empty in CSV.
    pub name: String,
    /// The texts by row and column, both from 0.
    #[serde(deserialize_with = "within_bounds")]
    cells: Cells,
}

/// Reads cells that another process wrote: none lies outside the bounds of a sheet.
fn within_bounds<'de, D: Deserializer<'de>>(d: D) -> Result<Cells, D::Error> {
    let cells = Cells::deserialize(d)?;
    if cells.keys().all(|&(row, column)| (row as usize) < MAX_ROWS && usize::from(column) < MAX_COLUMNS) {
        Ok(cells)
    } else {
        Err(serde::de::Error::custom("a cell lies outside its sheet"))
    }
}

impl Table {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), cells: Cells::new() }
    }

    /// A sheet with these rows. Cells beyond the bounds of a sheet are left out.
    pub fn from_rows<C: AsRef<str>>(
        name: impl Into<String>,
        rows: impl IntoIterator<Item = impl IntoIterator<Item = C>>,
    ) -> Self {
        let mut table = Self::new(name);
        for (row, cells) in rows.into_iter().enumerate().take(MAX_ROWS) {
            for (column, text) in cells.into_iter().enumerate().take(MAX_COLUMNS) {
                table.set(row, column, text.as_ref());
            }
        }
        table
    }

    /// The text of a cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        address(row, column).and_then(|address| self.cells.get(&address)).map_or("", |text| text)
    }

    /// The cells of a row that have a text, with their columns.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.cells
            .range((row, 0)..=(row, u16::MAX))
            .map(|((_, column), text)| (usize::from(*column), &**text))
    }

    /// All cells that have a text, with their rows and columns, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.cells.iter().map(|((row, column), text)| (*row as usize, usize::from(*column), &**text))
    }

    /// The number of rows, up to the last one with a text.
    pub fn height(&self) -> usize {
        self.cells.last_key_value().map_or(0, |((row, _), _)| *row as usize + 1)
    }

    /// The number of columns, up to the last one with a text.
    pub fn width(&self) -> usize {
        self.cells.keys().map(|(_, column)| usize::from(*column) + 1).max().unwrap_or_default()
    }

    /// Whether no cell has a text.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// An estimate of the memory that the sheet takes, in bytes.
    pub fn byte_size(&self) -> usize {
        /// A cell beside its text: address, pointer, its share of a node, what the allocator adds.
        const CELL_BYTES: usize = 56;
        self.cells.values().map(|text| text.len() + CELL_BYTES).sum()
    }

    /// Writes a cell; false where it lies outside the bounds of a sheet. An empty text removes it.
    pub fn set(&mut self, row: usize, column: usize, text: &str) -> bool {
        match address(row, column) {
            Some(address) if text.is_empty() => drop(self.cells.remove(&address)),
            Some(address) => drop(self.cells.insert(address, text.into())),
            None => return text.is_empty(),
        }
        true
    }

    /// Removes the first rows; the others move up.
    pub fn remove_first_rows(&mut self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let left = self.cells.split_off(&(count, 0));
        self.cells = left.into_iter().map(|((row, column), text)| ((row - count, column), text)).collect();
    }
}

/// The address of a cell within the bounds of a sheet.
fn address(row: usize, column: usize) -> Option<(u32, u16)> {
    if row >= MAX_ROWS || column >= MAX_COLUMNS {
        return None;
    }
    Some((u32::try_from(row).ok()?, u16::try_from(column).ok()?))
}

/// The sheets of a file while it is read, within the budget of a file.
#[derive(Debug, Default)]
pub(crate) struct BookBuilder {
    tables: Vec<Table>,
    used_cells: usize,
    text_bytes: usize,
}

impl BookBuilder {
    /// Begins a sheet.
    pub fn begin(&mut self, name: &str) -> Result<(), WorkbookError> {
        self.spend(0, name.len())?;
        // A sheet without cells is not returned; dropped here, any number of them costs nothing.
        self.tables.pop_if(|last| last.is_empty());
        self.tables.push(Table::new(name));
        Ok(())
    }

    /// Writes a cell of the sheet begun last. A text of blanks alone is none.
    pub fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), WorkbookError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if text.len() > MAX_CELL_BYTES {
            return Err(WorkbookError::TooLarge);
        }
        self.spend(1, text.len())?;
        let table = self.tables.last_mut().ok_or(WorkbookError::Unknown)?;
        if table.set(row, column, text) { Ok(()) } else { Err(WorkbookError::TooLarge) }
    }

    /// Bytes of text that may still come.
    pub fn text_bytes_left(&self) -> usize {
        MAX_TEXT_BYTES - self.text_bytes
    }

    /// The sheets that have cells.
    pub fn finish(mut self) -> Vec<Table> {
        self.tables.retain(|table| !table.is_empty());
        self.tables
    }

    fn spend(&mut self, cells: usize, bytes: usize) -> Result<(), WorkbookError> {
        if cells > MAX_CELLS - self.used_cells || bytes > self.text_bytes_left() {
            return Err(WorkbookError::TooLarge);
        }
        self.used_cells += cells;
        self.text_bytes += bytes;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_stores_its_cells_alone() {
        let mut table = Table::from_rows("a", [["x", "", "z"], ["", "", ""], ["", "y", ""]]);
        assert_eq!((table.height(), table.width(), table.cells().count()), (3, 3, 3));
        assert_eq!(table.row(0).collect::<Vec<_>>(), [(0, "x"), (2, "z")]);
        assert!(table.set(MAX_ROWS - 1, MAX_COLUMNS - 1, "far") && table.cells().count() == 4);
        assert!(!table.set(MAX_ROWS, 0, "x") && !table.set(0, MAX_COLUMNS, "x"));
        assert!(table.set(MAX_ROWS, 0, ""), "nothing fits anywhere");
        table.remove_first_rows(2);
        assert_eq!((table.cell(0, 1), table.height()), ("y", MAX_ROWS - 2));
        assert!(table.set(0, 1, "") && table.cell(0, 1).is_empty());
    }

    #[test]
    fn cells_of_all_sheets_share_one_budget() {
        let mut book = BookBuilder::default();
        let rows = MAX_CELLS / 4 / MAX_COLUMNS;
        for sheet in 0..4 {
            book.begin(&sheet.to_string()).expect("a sheet");
            for (row, column) in (0..rows).flat_map(|row| (0..MAX_COLUMNS).map(move |c| (row, c))) {
                book.put(row, column, "1").expect("within the budget");
            }
        }
        let left = MAX_CELLS - 4 * rows * MAX_COLUMNS;
        assert!((0..left).all(|row| book.put(row + rows, 0, "1").is_ok()));
        assert!(matches!(book.put(rows, 1, "1"), Err(WorkbookError::TooLarge)));
        assert!(book.put(rows, 1, "  ").is_ok(), "blanks are no cell");
    }

    #[test]
    fn texts_of_all_sheets_share_one_budget() {
        let mut book = BookBuilder::default();
        for name in ["a", "b"] {
            book.begin(name).expect("a sheet");
            let mut left = MAX_TEXT_BYTES / 2 - 1;
            for row in 0.. {
                let size = left.min(MAX_CELL_BYTES);
                book.put(row, 0, &"x".repeat(size)).expect("within the budget");
                left -= size;
                if left == 0 {
                    break;
                }
            }
        }
        assert_eq!(book.text_bytes_left(), 0);
        assert!(matches!(book.put(1, 0, "y"), Err(WorkbookError::TooLarge)));
        assert_eq!(book.finish().len(), 2);
        let long = "x".repeat(MAX_CELL_BYTES + 1);
        let mut book = BookBuilder::default();
        book.begin("a").expect("a sheet");
        assert!(matches!(book.put(0, 0, &long), Err(WorkbookError::TooLarge)), "no program has such a cell");
    }
}
