//! XLSX, with every cell a text, so that nothing in it is a formula.
use std::collections::{BTreeMap, HashSet};

use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, XlsxError};

use crate::continued::{Continued, HEADINGS, SHEET};
use crate::value::{Unit, number, unit_of_format};
use crate::{CellKind, SheetTable, WorkbookError};

/// A remark at a cell, which is coloured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteMark {
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
/// Characters of a remark; a longer one is cut, and ends with `…`.
const MAX_REMARK_CHARS: usize = 2_000;

/// Tables as sheets of one workbook: the first row of each stays in view, the first sheet has the marks.
pub fn write(tables: &[SheetTable], marks: &[NoteMark]) -> Result<Vec<u8>, WorkbookError> {
    build(tables, marks).map_err(|e| WorkbookError::Unwritten(e.to_string()))
}

fn build(tables: &[SheetTable], marks: &[NoteMark]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut names = SheetNames::default();
    let mut continued = Continued::default();
    let head = head();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let marked = plain.clone().set_background_color(Color::RGB(0x00ff_d9d0));
    for (i, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        if !table.name.is_empty() {
            sheet.set_name(names.free(&table.name))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let mut widths = vec![0; table.width()];
        let marks: BTreeMap<(usize, usize), String> = if i == 0 { remarks(marks) } else { BTreeMap::new() };
        for (r, c, cell) in table.cells() {
            let format = if marks.contains_key(&(r, c)) {
                &marked
            } else if r == 0 {
                &head
            } else {
                &plain
            };
            if r < MEASURED_ROWS {
                widths[c] = cell.chars().take(WIDEST).count().max(widths[c]);
            }
            match (table.kind(r, c), as_number(cell)) {
                (CellKind::Number, Some((n, unit))) => {
                    let format = format.clone().set_num_format(unit);
                    sheet.write_number_with_format(row(r), column(c), n, &format)?
                }
                // A text would be taken for a value where the file comes back; this is a fault again.
                (CellKind::Uncomputed, _) => {
                    sheet.write_string_with_format(row(r), column(c), "#N/A", format)?
                }
                _ => sheet.write_string_with_format(row(r), column(c), continued.fit(cell), format)?,
            };
        }
        for (c, longest) in widths.into_iter().enumerate() {
            let width = longest.clamp(8, WIDEST);
            sheet.set_column_width(column(c), u16::try_from(width + 2).unwrap_or(8))?;
        }
        for ((r, c), text) in marks {
            if table.cell(r, c).is_empty() {
                sheet.write_blank(row(r), column(c), &marked)?;
            }
            let note = Note::new(text).add_author_prefix(false).set_width(260).set_height(110);
            sheet.insert_note(row(r), column(c), &note)?;
        }
    }
    write_continued(&mut book, continued)?;
    book.save_to_buffer()
}

/// A number with the format that shows its unit; none where the number would not come back as it is.
fn as_number(text: &str) -> Option<(f64, String)> {
    let (digits, unit) = text.split_once(' ').unwrap_or((text, ""));
    let n = digits.parse::<f64>().ok().filter(|n| number(*n) == digits)?;
    let format = if unit.is_empty() { "General".to_owned() } else { format!("General\" {unit}\"") };
    let expected = if unit.is_empty() { Unit::None } else { Unit::Sign(unit.to_owned(), 1.0) };
    (unit_of_format(&format) == expected).then_some((n, format))
}

/// The remarks by cell: several at one cell are one.
fn remarks(marks: &[NoteMark]) -> BTreeMap<(usize, usize), String> {
    let mut all: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for mark in marks {
        let text = all.entry((mark.row, mark.column)).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&mark.text);
    }
    for text in all.values_mut() {
        if let Some((end, _)) = text.char_indices().nth(MAX_REMARK_CHARS) {
            text.truncate(end);
            text.push('…');
        }
    }
    all
}

/// Writes the sheet of the texts that are longer than their cells.
pub(crate) fn write_continued(book: &mut Workbook, continued: Continued) -> Result<(), XlsxError> {
    let Some(rows) = continued.rows() else { return Ok(()) };
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?.set_freeze_panes(1, 0)?;
    for (c, heading) in HEADINGS.iter().enumerate() {
        sheet.write_string_with_format(0, column(c), *heading, &head())?;
    }
    for (r, cells) in rows.into_iter().enumerate() {
        for (c, cell) in cells.into_iter().enumerate() {
            sheet.write_string(row(r + 1), column(c), cell)?;
        }
    }
    Ok(())
}

/// How headings look.
pub(crate) fn head() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00e7_ecf3))
}

/// The names of the sheets of a workbook: no two are the same, whatever their case.
#[derive(Debug, Default)]
pub(crate) struct SheetNames(HashSet<String>);

impl SheetNames {
    /// A name that XLSX accepts for a sheet, with a number where it is taken.
    pub fn free(&mut self, wanted: &str) -> String {
        let wanted = name(wanted);
        let mut free = wanted.clone();
        // The name of the sheet of long texts is taken.
        let is_taken = |name: &str, taken: &HashSet<String>| {
            taken.contains(&name.to_lowercase()) || name.eq_ignore_ascii_case(SHEET)
        };
        for number in 2.. {
            if !is_taken(&free, &self.0) {
                break;
            }
            let suffix = format!(" {number}");
            free = format!("{}{suffix}", cut(&wanted, MAX_NAME_UNITS - suffix.len()));
        }
        self.0.insert(free.to_lowercase());
        free
    }
}

/// The most UTF-16 units of a sheet's name.
const MAX_NAME_UNITS: usize = 31;

/// A name that XLSX accepts for a sheet: at most 31 characters, and some not at all.
fn name(text: &str) -> String {
    let is_plain =
        |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let plain: String = text.chars().filter(is_plain).collect();
    let name = cut(&plain, MAX_NAME_UNITS);
    if name.trim().is_empty() { "-".to_owned() } else { name }
}

/// The first characters of a text, of at most so many UTF-16 units.
fn cut(text: &str, max_units: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= max_units
    };
    text.chars().take_while(fits).collect()
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

    /// Texts as people, programs and attackers have them, some longer than a cell of XLSX.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            8 => "[ -~éß漢🙂\n\t\r]{0,20}",
            2 => "\\PC{0,20}",
            1 => "[\\x00-\\x1f]{0,4}",
            1 => "_x00[0-9A-F]{2}_|#N/A|=1\\+1|… \\[→ Portulan \\+ 1\\]",
            1 => ("[a-zé🙂 ]{1,8}", 2_000_usize..20_000).prop_map(|(word, count)| word.repeat(count).chars().take(100_000).collect()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn what_is_written_is_read_again(
            names in prop::collection::vec("[ -~é🙂]{0,40}", 1..4),
            cells in prop::collection::vec(prop::collection::vec(text(), 1..5), 1..8),
        ) {
            let mut table = SheetTable::new("x");
            for (r, row) in cells.iter().enumerate() {
                for (c, cell) in row.iter().enumerate() {
                    // A cell of blanks alone is none.
                    if !cell.trim().is_empty() {
                        prop_assert!(table.set(r, c, cell));
                    }
                }
            }
            let tables: Vec<SheetTable> = names.into_iter().map(|name| SheetTable { name, ..table.clone() }).collect();
            let bytes = write(&tables, &[NoteMark { row: 0, column: 0, text: "ici".repeat(20_000) }])?;
            let read = crate::read(&bytes)?;
            prop_assert_eq!(read.len(), if table.is_empty() { 0 } else { tables.len() });
            for read in read {
                prop_assert_eq!(read.cells().collect::<Vec<_>>(), table.cells().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn numbers_stay_numbers_and_formulas_without_a_result_stay_faults() {
        let mut table = SheetTable::new("a");
        let cells = ["1.234", "60 %", "12.5 EUR", "7 k€", "-3", "1.5 \"x\""];
        for (c, text) in cells.iter().enumerate() {
            assert!(table.put(1, c, text, CellKind::Number));
        }
        assert!(table.put(1, 6, "=A1", CellKind::Uncomputed));
        let read = crate::read(&write(&[table], &[]).expect("written")).expect("read").remove(0);
        assert_eq!(read.row(1).map(|(_, text)| text).collect::<Vec<_>>(), [&cells[..], &["#N/A"]].concat());
        assert!((0..5).all(|c| read.kind(1, c) == CellKind::Number) && read.kind(1, 6) == CellKind::Error);
    }

    #[test]
    fn a_text_that_is_longer_than_a_cell_goes_on_in_a_sheet_of_its_own() {
        let long = "🙂".repeat(20_000) + &" ".repeat(40_000) + "fin";
        let table = SheetTable::from_rows("a", [["tête", "x"], [&long, "y"]]);
        let bytes = write(std::slice::from_ref(&table), &[]).expect("written");
        let read = crate::read(&bytes).expect("read");
        assert_eq!((read.len(), read[0].cell(1, 0) == long, read[0].cell(1, 1)), (1, true, "y"));
    }

    #[test]
    fn no_cell_is_a_formula() {
        let table = SheetTable::from_rows("a/b:[c]", [["=1+1", "@x"]]);
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
