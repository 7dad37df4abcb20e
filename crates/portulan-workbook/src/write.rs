//! XLSX with text cells only, so that nothing is interpreted as a formula.
use std::collections::{BTreeMap, HashSet};

use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, XlsxError};

use crate::continued::{Continued, HEADINGS, SHEET};
use crate::error::WorkbookError;
use crate::table::{CellKind, SheetTable};
use crate::value::{Unit, number, unit_of_format};

/// A note on a cell, which is highlighted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNote {
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// The text of the note.
    pub text: String,
}

/// The largest column width, in characters.
const MAX_WIDTH_CHARS: usize = 60;
/// The number of rows that determine column widths.
const MEASURED_ROWS: usize = 200;
/// The largest number of characters of a note; a longer one is truncated and ends with `…`.
const MAX_NOTE_CHARS: usize = 2_000;

/// Writes tables as sheets of one workbook. The first row of each sheet is fixed; the notes belong to the
/// first sheet.
pub fn write(tables: &[SheetTable], marks: &[CellNote]) -> Result<Vec<u8>, WorkbookError> {
    build(tables, marks).map_err(|e| WorkbookError::Unwritten(e.to_string()))
}

fn build(tables: &[SheetTable], marks: &[CellNote]) -> Result<Vec<u8>, XlsxError> {
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
        let marks: BTreeMap<(usize, usize), String> =
            if i == 0 { notes_by_cell(marks) } else { BTreeMap::new() };
        for (r, c, cell) in table.cells() {
            let format = if marks.contains_key(&(r, c)) {
                &marked
            } else if r == 0 {
                &head
            } else {
                &plain
            };
            if r < MEASURED_ROWS {
                widths[c] = cell.chars().take(MAX_WIDTH_CHARS).count().max(widths[c]);
            }
            match (table.kind(r, c), as_number(cell)) {
                (CellKind::Number, Some((n, unit))) => {
                    let format = format.clone().set_num_format(unit);
                    sheet.write_number_with_format(row(r), column(c), n, &format)?
                }
                // Written as a text it would become a value when the file is imported again; this keeps it an
                // error.
                (CellKind::Uncomputed, _) => {
                    sheet.write_string_with_format(row(r), column(c), "#N/A", format)?
                }
                _ => sheet.write_string_with_format(row(r), column(c), continued.fit(cell), format)?,
            };
        }
        for (c, longest) in widths.into_iter().enumerate() {
            let width = longest.clamp(8, MAX_WIDTH_CHARS);
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

/// The number, and the format that displays its unit; `None` if the number would not be read back unchanged.
fn as_number(text: &str) -> Option<(f64, String)> {
    let (digits, unit) = text.split_once(' ').unwrap_or((text, ""));
    let n = digits.parse::<f64>().ok().filter(|n| number(*n) == digits)?;
    let format = if unit.is_empty() { "General".to_owned() } else { format!("General\" {unit}\"") };
    let expected = if unit.is_empty() { Unit::None } else { Unit::Sign(unit.to_owned(), 1.0) };
    (unit_of_format(&format) == expected).then_some((n, format))
}

/// Notes by cell; several notes on one cell are joined.
fn notes_by_cell(marks: &[CellNote]) -> BTreeMap<(usize, usize), String> {
    let mut all: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for mark in marks {
        let text = all.entry((mark.row, mark.column)).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&mark.text);
    }
    for text in all.values_mut() {
        if let Some((end, _)) = text.char_indices().nth(MAX_NOTE_CHARS) {
            text.truncate(end);
            text.push('…');
        }
    }
    all
}

/// Writes the sheet with the continuations of long texts.
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

/// The format of the header row.
pub(crate) fn head() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00e7_ecf3))
}

/// Sheet names of a workbook, unique without regard to case.
#[derive(Debug, Default)]
pub(crate) struct SheetNames(HashSet<String>);

impl SheetNames {
    /// A valid, unused sheet name: the wanted one, with a number if it is taken.
    pub fn free(&mut self, wanted: &str) -> String {
        let wanted = name(wanted);
        let mut free = wanted.clone();
        // The name of the continuation sheet counts as taken.
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

/// The largest number of UTF-16 code units of a sheet name.
const MAX_NAME_UNITS: usize = 31;

/// Makes a valid XLSX sheet name: at most 31 UTF-16 code units, without the forbidden characters.
fn name(text: &str) -> String {
    let is_plain =
        |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let plain: String = text.chars().filter(is_plain).collect();
    let name = cut(&plain, MAX_NAME_UNITS);
    if name.trim().is_empty() { "-".to_owned() } else { name }
}

/// The longest prefix of a text with at most `max_units` UTF-16 code units.
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

    /// Texts of people, programs and attackers, some longer than an XLSX cell.
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
                    // A cell with white space only counts as empty.
                    if !cell.trim().is_empty() {
                        prop_assert!(table.set(r, c, cell));
                    }
                }
            }
            let tables: Vec<SheetTable> = names.into_iter().map(|name| SheetTable { name, ..table.clone() }).collect();
            let bytes = write(&tables, &[CellNote { row: 0, column: 0, text: "ici".repeat(20_000) }])?;
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
