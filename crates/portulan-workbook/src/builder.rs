//! Building of the sheets of a file, within the budget of the file.
use crate::error::WorkbookError;
use crate::limits::{MAX_CELL_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_TEXT_BYTES};
use crate::table::{Address, CellKind, SheetTable, address};

/// The largest number of merged areas in a file.
const MAX_AREAS: usize = 100_000;

/// A merged area: rows and columns, inclusive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub first: (usize, usize),
    pub last: (usize, usize),
}

/// The sheets of a file under construction, within the budget of the file.
#[derive(Debug, Default)]
pub(crate) struct BookBuilder {
    tables: Vec<SheetTable>,
    used_cells: usize,
    text_bytes: usize,
    areas_count: usize,
    /// Merged areas of the current sheet.
    areas: Vec<Area>,
    /// First and last rows of hidden ranges, in order.
    hidden_rows: Vec<(usize, usize)>,
    hidden_columns: Vec<(usize, usize)>,
}

impl BookBuilder {
    /// Starts a sheet, which becomes the current one.
    pub fn begin(&mut self, name: &str, is_hidden: bool) -> Result<(), WorkbookError> {
        self.end_sheet()?;
        self.spend(0, name.len())?;
        self.tables.push(SheetTable { is_hidden, ..SheetTable::new(name) });
        Ok(())
    }

    /// The current sheet.
    pub fn sheet(&mut self) -> Result<&mut SheetTable, WorkbookError> {
        self.tables.last_mut().ok_or(WorkbookError::Unknown)
    }

    /// Writes a cell of the current sheet. A text of white space only counts as empty.
    pub fn put(
        &mut self,
        row: usize,
        column: usize,
        text: &str,
        kind: CellKind,
    ) -> Result<(), WorkbookError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if text.len() > MAX_CELL_BYTES {
            return Err(WorkbookError::TooLarge);
        }
        self.spend(1, text.len())?;
        if self.sheet()?.put(row, column, text, kind) { Ok(()) } else { Err(WorkbookError::TooLarge) }
    }

    /// Marks a formula without a result. Outside the bounds of a sheet it is ignored: no value is lost.
    pub fn put_uncomputed(&mut self, row: usize, column: usize, formula: &str) -> Result<(), WorkbookError> {
        /// The number of characters of a formula that are stored for display.
        const MAX_FORMULA_CHARS: usize = 200;
        if address(row, column).is_none() {
            return Ok(());
        }
        let formula = formula.trim_start_matches('=');
        let is_long = formula.chars().nth(MAX_FORMULA_CHARS).is_some();
        let shown: String = formula.chars().take(MAX_FORMULA_CHARS).collect();
        let text = format!("={shown}{}", if is_long || shown.is_empty() { "…" } else { "" });
        self.put(row, column, &text, CellKind::Uncomputed)
    }

    /// Marks rows of the current sheet as hidden; calls must be in order of rows.
    pub fn hide_rows(&mut self, first: usize, last: usize) {
        match self.hidden_rows.last_mut() {
            Some((_, end)) if *end + 1 >= first => *end = last.max(*end),
            _ => self.hidden_rows.push((first, last)),
        }
    }

    /// Marks columns of the current sheet as hidden.
    pub fn hide_columns(&mut self, first: usize, last: usize) {
        if first < MAX_COLUMNS {
            self.hidden_columns.push((first, last));
            self.hidden_columns.truncate(MAX_COLUMNS);
        }
    }

    /// Adds a merged area to the current sheet.
    pub fn merge(&mut self, area: Area) -> Result<(), WorkbookError> {
        self.areas_count += 1;
        if self.areas_count > MAX_AREAS {
            return Err(WorkbookError::TooLarge);
        }
        self.areas.push(area);
        Ok(())
    }

    /// The number of bytes of text left in the budget.
    pub fn text_bytes_left(&self) -> usize {
        MAX_TEXT_BYTES - self.text_bytes
    }

    /// Returns the sheets with at least one cell.
    pub fn finish(mut self) -> Result<Vec<SheetTable>, WorkbookError> {
        self.end_sheet()?;
        Ok(self.tables)
    }

    /// Applies hidden rows and columns and merged areas to the current sheet, once all its cells are known.
    fn end_sheet(&mut self) -> Result<(), WorkbookError> {
        let (areas, rows, columns) = (
            std::mem::take(&mut self.areas),
            std::mem::take(&mut self.hidden_rows),
            std::mem::take(&mut self.hidden_columns),
        );
        // A sheet without cells is not returned; dropping it here makes any number of them free.
        let Some(mut table) = self.tables.pop().filter(|table| !table.is_empty()) else { return Ok(()) };
        let size = if areas.is_empty() { (0, 0) } else { (table.height(), table.width()) };
        for area in areas {
            self.cover(&mut table, area, size)?;
        }
        let mut ranges = rows.into_iter().peekable();
        let mut hidden_rows = std::collections::BTreeSet::new();
        for &(row, _) in table.cells.keys() {
            while ranges.next_if(|(_, last)| *last < row as usize).is_some() {}
            if ranges.peek().is_some_and(|(first, _)| *first <= row as usize) {
                hidden_rows.insert(row);
            }
        }
        table.hidden_rows = hidden_rows;
        if !columns.is_empty() {
            let is_hidden = |c: u16| columns.iter().any(|(a, b)| (*a..=*b).contains(&usize::from(c)));
            let used: std::collections::BTreeSet<u16> = table.cells.keys().map(|(_, c)| *c).collect();
            table.hidden_columns = used.into_iter().filter(|c| is_hidden(*c)).collect();
        }
        self.tables.push(table);
        Ok(())
    }

    /// Maps the cells of an area, within the used rows and columns, to its first cell. Texts of the other
    /// cells, left from before the merge, are not displayed.
    fn cover(
        &mut self,
        table: &mut SheetTable,
        area: Area,
        (height, width): (usize, usize),
    ) -> Result<(), WorkbookError> {
        let Some(origin) = address(area.first.0, area.first.1) else { return Ok(()) };
        if !table.cells.contains_key(&origin) {
            return Ok(());
        }
        for row in area.first.0..=area.last.0.min(height.saturating_sub(1)) {
            for column in area.first.1..=area.last.1.min(width.saturating_sub(1)) {
                let Some(covered) = address(row, column).filter(|a: &Address| *a != origin) else { continue };
                // No program writes overlapping areas; each cell counts against the budget each time it is
                // covered.
                self.spend(1, 0)?;
                table.cells.remove(&covered);
                table.covered.insert(covered, origin);
            }
        }
        Ok(())
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
    use crate::MAX_ROWS;

    fn begun() -> BookBuilder {
        let mut book = BookBuilder::default();
        book.begin("a", false).expect("a sheet");
        book
    }

    #[test]
    fn cells_of_all_sheets_share_one_budget() {
        let mut book = BookBuilder::default();
        let put = |book: &mut BookBuilder, r, c, text| book.put(r, c, text, CellKind::Text);
        let rows = MAX_CELLS / 4 / MAX_COLUMNS;
        for sheet in 0..4 {
            book.begin(&sheet.to_string(), false).expect("a sheet");
            for (row, column) in (0..rows).flat_map(|row| (0..MAX_COLUMNS).map(move |c| (row, c))) {
                put(&mut book, row, column, "1").expect("within the budget");
            }
        }
        let left = MAX_CELLS - 4 * rows * MAX_COLUMNS;
        assert!((0..left).all(|row| put(&mut book, row + rows, 0, "1").is_ok()));
        assert!(matches!(put(&mut book, rows, 1, "1"), Err(WorkbookError::TooLarge)));
        assert!(put(&mut book, rows, 1, "  ").is_ok(), "blanks are no cell");
    }

    #[test]
    fn texts_of_all_sheets_share_one_budget() {
        let mut book = BookBuilder::default();
        for name in ["a", "b"] {
            book.begin(name, false).expect("a sheet");
            let mut left = MAX_TEXT_BYTES / 2 - 1;
            for row in 0.. {
                let size = left.min(MAX_CELL_BYTES);
                book.put(row, 0, &"x".repeat(size), CellKind::Text).expect("within the budget");
                left -= size;
                if left == 0 {
                    break;
                }
            }
        }
        assert_eq!(book.text_bytes_left(), 0);
        assert!(matches!(book.put(1, 0, "y", CellKind::Text), Err(WorkbookError::TooLarge)));
        assert_eq!(book.finish().expect("read").len(), 2);
        let long = "x".repeat(MAX_CELL_BYTES + 1);
        let refused = begun().put(0, 0, &long, CellKind::Text);
        assert!(matches!(refused, Err(WorkbookError::TooLarge)), "no program has such a cell");
    }

    #[test]
    fn merged_areas_share_the_budget_and_end_with_the_sheet() {
        let mut book = begun();
        book.put(1, 0, "Mali", CellKind::Text).expect("put");
        book.put(4, 1, "end", CellKind::Text).expect("put");
        book.merge(Area { first: (1, 0), last: (1_000_000, 0) }).expect("an area");
        let table = book.finish().expect("read").remove(0);
        assert_eq!(
            (table.displayed_text(4, 0), table.cell(4, 0), table.displayed_text(5, 0)),
            ("Mali", "", "")
        );
        assert_eq!((table.origin(3, 0), table.merged_rows(0), table.merged_rows(3)), ((1, 0), 3, 1));
        let mut spread = table.clone();
        spread.spread(2).expect("small");
        assert_eq!((spread.cell(2, 0), spread.cell(3, 0), spread.cell(4, 0)), ("", "Mali", "Mali"));
        let mut book = begun();
        for (row, text) in [(1, "Mali"), (2, "hidden")] {
            book.put(row, 0, text, CellKind::Text).expect("put");
        }
        book.merge(Area { first: (1, 0), last: (2, 0) }).expect("an area");
        let table = book.finish().expect("read").remove(0);
        assert_eq!((table.displayed_text(2, 0), table.cell(2, 0)), ("Mali", ""), "as the sheet shows it");
        let mut book = begun();
        book.put(0, 0, "x", CellKind::Text).expect("put");
        book.put(MAX_ROWS - 1, MAX_COLUMNS - 1, "x", CellKind::Text).expect("put");
        book.merge(Area { first: (0, 0), last: (MAX_ROWS, MAX_COLUMNS) }).expect("an area");
        assert!(matches!(book.finish(), Err(WorkbookError::TooLarge)));
        let mut book = begun();
        let area = Area { first: (0, 0), last: (0, 1) };
        assert!((0..MAX_AREAS).all(|_| book.merge(area).is_ok()) && book.merge(area).is_err());
    }

    #[test]
    fn hidden_rows_are_those_with_a_text() {
        let mut book = begun();
        for row in [0, 2, 5, 9] {
            book.put(row, 0, "x", CellKind::Text).expect("put");
        }
        book.hide_rows(2, 2);
        book.hide_rows(3, 8);
        book.hide_rows(12, 1_000_000);
        book.hide_columns(0, 0);
        let table = book.finish().expect("read").remove(0);
        let hidden: Vec<usize> = (0..12).filter(|row| table.is_row_hidden(*row)).collect();
        assert_eq!((hidden, table.hidden_rows(2)), (vec![2, 5], 1));
        assert!(table.is_column_hidden(0) && !table.is_column_hidden(1));
    }
}
