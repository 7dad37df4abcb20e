//! Corrections of cells, made in the preview. They are stored beside the file, which is not changed.
use portulan_workbook::SheetTable;
use serde::{Deserialize, Serialize};

use super::upload::Upload;

/// A corrected cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellCorrection {
    /// The index of the sheet.
    pub table: usize,
    /// The row with the headings.
    pub head: usize,
    /// The row.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The text.
    pub text: String,
    /// True to correct all cells of the column with the same text.
    pub is_for_all: bool,
}

/// The other rows below the headings whose cell in a column has the same text, which is not empty.
pub fn same_cells(
    table: &SheetTable,
    head: usize,
    line: usize,
    column: usize,
) -> impl Iterator<Item = usize> {
    let text = table.cell(line, column).trim();
    let rows = head + 1..table.height();
    rows.filter(move |row| *row != line && !text.is_empty() && table.cell(*row, column).trim() == text)
}

/// Writes corrections into the tables of a file, in their order.
pub fn correct(file: &mut Upload, corrections: &[CellCorrection]) {
    let Upload::Tables(tables, _) = file else { return };
    for CellCorrection { table, head, line, column, text, is_for_all } in corrections {
        let Some(table) = tables.get_mut(*table) else { continue };
        let others: Vec<usize> =
            if *is_for_all { same_cells(table, *head, *line, *column).collect() } else { Vec::new() };
        for line in std::iter::once(*line).chain(others) {
            table.set(line, *column, text);
        }
    }
}
