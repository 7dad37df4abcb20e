//! A sheet in memory.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};

use crate::csv_form::CsvForm;
use crate::error::WorkbookError;
use crate::limits::{MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES};
use crate::value::is_error_name;

/// The row and the column of a cell, both from 0.
pub(crate) type Address = (u32, u16);

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SheetCell {
    pub text: Box<str>,
    pub kind: CellKind,
}

/// The type of a cell's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CellKind {
    /// A text as typed by a user.
    #[default]
    Text,
    /// A number: digits with a decimal point and without grouping; `%` or a currency may follow, as displayed.
    Number,
    /// A date or date and time (ISO 8601).
    Date,
    /// An error name, such as `#N/A`.
    Error,
    /// A formula without a result; the text is the formula.
    Uncomputed,
}

type Cells = BTreeMap<Address, SheetCell>;

/// A sheet. Only non-empty cells are stored: empty rows and columns use no memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTable {
    /// The name of the sheet; empty in CSV.
    pub name: String,
    /// True if the sheet is hidden in the program that wrote the file.
    pub is_hidden: bool,
    /// The separator and encoding of a CSV; `None` for other formats.
    pub csv: Option<CsvForm>,
    #[serde(deserialize_with = "within_bounds")]
    pub(crate) cells: Cells,
    /// Hidden rows with text, hidden manually or by a filter.
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// Hidden columns with text.
    pub(crate) hidden_columns: BTreeSet<u16>,
    /// Empty cells of merged areas, each with the cell whose text the area displays.
    #[serde(deserialize_with = "within_bounds")]
    pub(crate) covered: BTreeMap<Address, Address>,
}

/// Deserialises cells written by another process; all must be within the bounds of a sheet.
fn within_bounds<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<BTreeMap<Address, T>, D::Error> {
    let cells = BTreeMap::<Address, T>::deserialize(d)?;
    if cells.keys().all(|&(row, column)| (row as usize) < MAX_ROWS && usize::from(column) < MAX_COLUMNS) {
        Ok(cells)
    } else {
        Err(serde::de::Error::custom("a cell lies outside its sheet"))
    }
}

impl SheetTable {
    /// Creates an empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Creates a sheet with these rows. Cells beyond the bounds of a sheet are dropped.
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

    /// The text of a cell, both numbers from 0; empty if there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        address(row, column).and_then(|address| self.cells.get(&address)).map_or("", |cell| &cell.text)
    }

    /// The type of a cell's text. A text that is an error name, as in CSV files, is an error.
    pub fn kind(&self, row: usize, column: usize) -> CellKind {
        match address(row, column).and_then(|address| self.cells.get(&address)) {
            Some(SheetCell { text, kind: CellKind::Text }) if is_error_name(text) => CellKind::Error,
            Some(cell) => cell.kind,
            None => CellKind::Text,
        }
    }

    /// The cell whose text is displayed at a position: the first cell of a merged area, or else the cell
    /// itself.
    pub fn origin(&self, row: usize, column: usize) -> (usize, usize) {
        let origin = address(row, column).and_then(|address| self.covered.get(&address));
        origin.map_or((row, column), |(row, column)| (*row as usize, usize::from(*column)))
    }

    /// The text displayed at a position: of the cell, or of its merged area.
    pub fn displayed_text(&self, row: usize, column: usize) -> &str {
        let (row, column) = self.origin(row, column);
        self.cell(row, column)
    }

    /// The number of rows below `head` that display the text of a merged area.
    pub fn merged_rows(&self, head: usize) -> usize {
        let below = self.covered.keys().map(|(row, _)| *row).filter(|row| *row as usize > head);
        below.collect::<BTreeSet<_>>().len()
    }

    /// True if the row is hidden.
    pub fn is_row_hidden(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.hidden_rows.contains(&row))
    }

    /// True if the column is hidden.
    pub fn is_column_hidden(&self, column: usize) -> bool {
        u16::try_from(column).is_ok_and(|column| self.hidden_columns.contains(&column))
    }

    /// The number of hidden rows with text below `head`.
    pub fn hidden_rows(&self, head: usize) -> usize {
        self.hidden_rows.iter().filter(|row| **row as usize > head).count()
    }

    /// The non-empty cells of a row, with their columns.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.cells
            .range((row, 0)..=(row, u16::MAX))
            .map(|((_, column), cell)| (usize::from(*column), &*cell.text))
    }

    /// All non-empty cells with their rows and columns, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        self.cells.iter().map(|((row, column), cell)| (*row as usize, usize::from(*column), &*cell.text))
    }

    /// The number of rows, up to the last non-empty one.
    pub fn height(&self) -> usize {
        self.cells.last_key_value().map_or(0, |((row, _), _)| *row as usize + 1)
    }

    /// The number of columns, up to the last non-empty one.
    pub fn width(&self) -> usize {
        self.cells.keys().map(|(_, column)| usize::from(*column) + 1).max().unwrap_or_default()
    }

    /// True if all cells are empty.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// An estimate of the memory used by the sheet, in bytes.
    pub fn byte_size(&self) -> usize {
        /// Memory of a cell in addition to its text: address, pointer, share of a tree node, allocator
        /// overhead.
        const CELL_BYTES: usize = 64;
        /// Memory of a covered cell or a hidden row.
        const MARK_BYTES: usize = 32;
        let marks = self.covered.len() + self.hidden_rows.len() + self.hidden_columns.len();
        self.cells.values().map(|cell| cell.text.len() + CELL_BYTES).sum::<usize>() + marks * MARK_BYTES
    }

    /// Writes a text into a cell. Returns false if it is outside the bounds of a sheet. An empty text removes
    /// the cell.
    pub fn set(&mut self, row: usize, column: usize, text: &str) -> bool {
        self.put(row, column, text, CellKind::Text)
    }

    pub(crate) fn put(&mut self, row: usize, column: usize, text: &str, kind: CellKind) -> bool {
        match address(row, column) {
            Some(address) if text.is_empty() => drop(self.cells.remove(&address)),
            Some(address) => {
                self.covered.remove(&address);
                self.cells.insert(address, SheetCell { text: text.into(), kind });
            }
            None => return text.is_empty(),
        }
        true
    }

    /// Copies the text of merged areas into all their cells below `head`, for formats without merged areas.
    pub fn spread(&mut self, head: usize) -> Result<(), WorkbookError> {
        let mut left = MAX_TEXT_BYTES;
        let below = |(row, _): &Address| *row as usize > head;
        for (address, origin) in std::mem::take(&mut self.covered).into_iter().filter(|(a, _)| below(a)) {
            let Some(cell) = self.cells.get(&origin).cloned() else { continue };
            left = left.checked_sub(cell.text.len()).ok_or(WorkbookError::TooLarge)?;
            self.cells.insert(address, cell);
        }
        Ok(())
    }

    /// Removes the first rows; the others move up.
    pub fn remove_first_rows(&mut self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let up = |(row, column): Address| (row - count, column);
        let left = self.cells.split_off(&(count, 0));
        self.cells = left.into_iter().map(|(address, cell)| (up(address), cell)).collect();
        let covered = self.covered.split_off(&(count, 0)).into_iter();
        self.covered = covered.filter(|(_, o)| o.0 >= count).map(|(a, origin)| (up(a), up(origin))).collect();
        self.hidden_rows = self.hidden_rows.split_off(&count).into_iter().map(|row| row - count).collect();
    }
}

/// The address of a cell within the bounds of a sheet.
pub(crate) fn address(row: usize, column: usize) -> Option<Address> {
    if row >= MAX_ROWS || column >= MAX_COLUMNS {
        return None;
    }
    Some((u32::try_from(row).ok()?, u16::try_from(column).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_stores_its_cells_alone() {
        let mut table = SheetTable::from_rows("a", [["x", "", "z"], ["", "", ""], ["", "y", ""]]);
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
    fn a_text_that_spells_an_error_is_one() {
        let table = SheetTable::from_rows("a", [["#N/A", "#NOM ?", "#1", "Err:502", "# N/A"]]);
        let is_error = |column| table.kind(0, column) == CellKind::Error;
        assert!(is_error(0) && is_error(1) && is_error(3));
        assert!(!is_error(2) && !is_error(4) && !is_error(9));
    }
}
