//! XLSX, with every cell a text, so that nothing in it is a formula.
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, XlsxError};

use crate::{Table, WorkbookError};

/// A remark at a cell, which is coloured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// What it says.
    pub text: String,
}

/// Columns are at most this wide, in characters.
const WIDEST: usize = 60;
/// Rows that decide how wide a column is.
const MEASURED_ROWS: usize = 200;
/// A cell holds at most this many characters (a limit of XLSX).
pub(crate) const LONGEST: usize = 32_767;

/// Tables as sheets of one workbook: the first row of each stays in view, the first sheet has the marks.
pub fn write(tables: &[Table], marks: &[Mark]) -> Result<Vec<u8>, WorkbookError> {
    build(tables, marks).map_err(|e| WorkbookError::Unwritten(e.to_string()))
}

fn build(tables: &[Table], marks: &[Mark]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = head();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let marked = plain.clone().set_background_color(Color::RGB(0x00ff_d9d0));
    for (i, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        if !table.name.is_empty() {
            sheet.set_name(name(&table.name))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let mut widths = vec![0; table.width()];
        for (r, c, cell) in table.cells() {
            let format = if r == 0 { &head } else { &plain };
            let text: String = cell.chars().take(LONGEST).collect();
            if r < MEASURED_ROWS {
                widths[c] = text.chars().count().max(widths[c]);
            }
            sheet.write_string_with_format(row(r), column(c), text, format)?;
        }
        for (c, longest) in widths.into_iter().enumerate() {
            let width = longest.clamp(8, WIDEST);
            sheet.set_column_width(column(c), u16::try_from(width + 2).unwrap_or(8))?;
        }
        for mark in marks.iter().filter(|_| i == 0) {
            let text = table.cell(mark.row, mark.column);
            let text: String = text.chars().take(LONGEST).collect();
            sheet.write_string_with_format(row(mark.row), column(mark.column), text, &marked)?;
            let note = Note::new(mark.text.as_str()).add_author_prefix(false).set_width(260).set_height(110);
            sheet.insert_note(row(mark.row), column(mark.column), &note)?;
        }
    }
    book.save_to_buffer()
}

/// How headings look.
pub(crate) fn head() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00e7_ecf3))
}

/// A name that XLSX takes for a sheet: 31 characters, and some not at all.
pub(crate) fn name(text: &str) -> String {
    let plain = text.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''));
    let name: String = plain.take(31).collect();
    if name.trim().is_empty() { "-".to_owned() } else { name }
}

pub(crate) fn row(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(crate) fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_is_written_is_read_again(cells in prop::collection::vec(prop::collection::vec("[ -~éß漢🙂]{0,20}", 1..5), 1..8)) {
            let mut table = Table::new("x");
            for (r, row) in cells.iter().enumerate() {
                for (c, cell) in row.iter().enumerate() {
                    // A cell of blanks alone is none.
                    if !cell.trim().is_empty() {
                        prop_assert!(table.set(r, c, cell));
                    }
                }
            }
            let bytes = write(std::slice::from_ref(&table), &[Mark { row: 0, column: 0, text: "ici".into() }])?;
            let read = crate::read(&bytes)?;
            let wanted: Vec<Table> = Some(table).filter(|t| !t.is_empty()).into_iter().collect();
            prop_assert_eq!(read, wanted);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let table = Table::from_rows("a/b:[c]", [["=1+1", "@x"]]);
        let bytes = write(&[table], &[]).expect("written");
        let read = crate::read(&bytes).expect("read");
        assert_eq!((read[0].cell(0, 0), read[0].cell(0, 1)), ("=1+1", "@x"));
        assert_eq!(read[0].name, "abc");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        std::io::Read::read_to_string(
            &mut zip.by_name("xl/worksheets/sheet1.xml").expect("there"),
            &mut text,
        )
        .expect("text");
        assert!(!text.contains("<f>"), "{text}");
    }
}
