//! XLSX with typed cells: texts, numbers, dates. No cell is a formula.
use std::io::{Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::continued::Continued;
use crate::error::WorkbookError;
use crate::write::{SheetNames, column, head, row, write_continued};

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// An empty cell.
    Empty,
    /// A text; never interpreted as a formula.
    Text(String),
    /// A number, stored with 15 significant digits.
    Number(f64),
    /// An amount of money, displayed with two decimals.
    Amount(f64),
    /// A date: year, month, day.
    Day(u16, u8, u8),
    /// A date, displayed as the reader's program displays dates: year, month, day.
    LocalDay(u16, u8, u8),
}

/// A workbook with one sheet, written row by row: a fixed header row, and rows below it.
pub struct TypedBook {
    book: Workbook,
    /// The number of rows, including the header.
    rows: usize,
    widths: Widths,
    continued: Continued,
}

impl TypedBook {
    /// Starts a sheet with its header row.
    pub fn begin(title: &str, columns: &[String]) -> Result<Self, WorkbookError> {
        let mut book = timeless();
        let mut continued = Continued::default();
        let name = SheetNames::default().free(title);
        begin(&mut book, &name, columns, &mut continued).map_err(unwritten)?;
        Ok(Self { book, rows: 1, widths: Widths::from_headings(columns), continued })
    }

    /// Appends a row. Rows go to a temporary file, so that memory does not grow.
    pub fn row(&mut self, cells: &[CellValue]) -> Result<(), WorkbookError> {
        let sheet = self.book.worksheet_from_index(0).map_err(unwritten)?;
        self.widths.see(self.rows, cells);
        put(sheet, self.rows, cells, &mut self.continued).map_err(unwritten)?;
        self.rows += 1;
        Ok(())
    }

    /// Writes the workbook.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), WorkbookError> {
        let sheet = self.book.worksheet_from_index(0).map_err(unwritten)?;
        self.widths.set(sheet).map_err(unwritten)?;
        write_continued(&mut self.book, self.continued).map_err(unwritten)?;
        self.book.save_to_writer(out).map_err(unwritten)
    }
}

#[allow(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn unwritten(e: XlsxError) -> WorkbookError {
    WorkbookError::Unwritten(e.to_string())
}

/// Writes several sheets to one workbook: title, header and rows of each.
pub fn write_sheets(
    sheets: impl Iterator<Item = (String, Vec<String>, Vec<Vec<CellValue>>)>,
) -> Result<Vec<u8>, WorkbookError> {
    let mut book = timeless();
    let (mut names, mut continued) = (SheetNames::default(), Continued::default());
    let build = || {
        for (title, columns, rows) in sheets {
            add(&mut book, &names.free(&title), &columns, &rows, &mut continued)?;
        }
        write_continued(&mut book, continued)?;
        book.save_to_buffer()
    };
    build().map_err(unwritten)
}

/// A workbook without a creation time, so that equal data gives equal files.
fn timeless() -> Workbook {
    let mut book = Workbook::new();
    if let Ok(moment) = ExcelDateTime::from_ymd(2000, 1, 1) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    }
    book
}

fn add(
    book: &mut Workbook,
    name: &str,
    columns: &[String],
    rows: &[Vec<CellValue>],
    continued: &mut Continued,
) -> Result<(), XlsxError> {
    let sheet = begin(book, name, columns, continued)?;
    let mut widths = Widths::from_headings(columns);
    for (r, cells) in rows.iter().enumerate() {
        widths.see(r + 1, cells);
        put(sheet, r + 1, cells, continued)?;
    }
    widths.set(sheet)
}

/// Column widths in characters, fitted to the first rows within bounds.
struct Widths(Vec<usize>);

/// The number of rows that determine column widths.
const MEASURED_ROW_COUNT: usize = 200;
/// The largest column width, in characters; longer texts wrap.
const MAX_WIDTH_CHARS: usize = 44;

impl Widths {
    fn from_headings(columns: &[String]) -> Self {
        // Headings can wrap between words.
        let longest = |name: &String| name.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        Self(columns.iter().map(|name| longest(name).clamp(8, MAX_WIDTH_CHARS)).collect())
    }

    fn see(&mut self, row: usize, cells: &[CellValue]) {
        for (width, cell) in self.0.iter_mut().zip(cells).filter(|_| row < MEASURED_ROW_COUNT) {
            let wanted = match cell {
                CellValue::Empty => 0,
                CellValue::Text(text) => text.chars().count(),
                CellValue::Number(n) => n.to_string().len(),
                CellValue::Amount(_) => 13,
                CellValue::Day(..) | CellValue::LocalDay(..) => 10,
            };
            *width = (*width).max(wanted.min(MAX_WIDTH_CHARS));
        }
    }

    fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (c, width) in self.0.iter().enumerate() {
            sheet.set_column_width(column(c), u16::try_from(width + 2).unwrap_or(10))?;
        }
        Ok(())
    }
}

fn begin<'b>(
    book: &'b mut Workbook,
    name: &str,
    columns: &[String],
    continued: &mut Continued,
) -> Result<&'b mut Worksheet, XlsxError> {
    // Rows go to a temporary file, so that memory does not grow.
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    // Page setup: A4 landscape, the header on each page, fitted to the page width as long as it stays readable.
    sheet.set_paper_size(9).set_landscape().set_repeat_rows(0, 0)?;
    if columns.len() <= 10 {
        sheet.set_print_fit_to_pages(1, 0);
    }
    sheet.set_footer("&C&P / &N");
    let widths = Widths::from_headings(columns);
    let lines = columns.iter().zip(&widths.0).map(|(name, width)| name.chars().count().div_ceil(*width));
    sheet.set_row_height(0, u16::try_from(lines.max().unwrap_or(1).min(5) * 15).unwrap_or(15))?;
    let heads = head().set_text_wrap().set_align(FormatAlign::Top);
    for (c, heading) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(c), continued.fit(heading), &heads)?;
    }
    Ok(sheet)
}

fn put(
    sheet: &mut Worksheet,
    r: usize,
    cells: &[CellValue],
    continued: &mut Continued,
) -> Result<(), XlsxError> {
    let plain = Format::new().set_align(FormatAlign::Top);
    let wrapped = plain.clone().set_text_wrap();
    let amount = plain.clone().set_num_format("#,##0.00");
    let day = plain.clone().set_num_format("yyyy-mm-dd");
    // The short date of the language of the program.
    let local_day = plain.clone().set_num_format_index(14);
    let r = row(r);
    // Not all programs increase the height of rows with wrapped texts automatically.
    let longest = cells.iter().filter_map(|cell| match cell {
        CellValue::Text(text) => {
            Some(text.lines().map(|l| l.chars().count() / (MAX_WIDTH_CHARS - 2) + 1).sum::<usize>())
        }
        _ => None,
    });
    let lines = longest.max().unwrap_or(1).clamp(1, 20);
    if lines > 1 {
        sheet.set_row_height(r, u16::try_from(lines * 15).unwrap_or(300))?;
    }
    for (c, cell) in cells.iter().enumerate() {
        let c = column(c);
        match cell {
            CellValue::Empty => continue,
            CellValue::Text(text) => sheet.write_string_with_format(r, c, continued.fit(text), &wrapped)?,
            CellValue::Amount(n) => sheet.write_number_with_format(r, c, *n, &amount)?,
            CellValue::Number(n) => sheet.write_number_with_format(r, c, *n, &plain)?,
            &(CellValue::Day(year, month, date) | CellValue::LocalDay(year, month, date)) => {
                let format = if matches!(cell, CellValue::Day(..)) { &day } else { &local_day };
                if let Ok(moment) = ExcelDateTime::from_ymd(year, month, date) {
                    sheet.write_datetime_with_format(r, c, &moment, format)?
                } else {
                    // Spreadsheets do not support dates before 1900.
                    let text = format!("{year:04}-{month:02}-{date:02}");
                    sheet.write_string_with_format(r, c, text, &plain)?
                }
            }
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_they_are() {
        let columns = ["a", "b", "c", "d"].map(str::to_owned);
        let rows = vec![
            vec![
                CellValue::Text("=1+1".into()),
                CellValue::Number(1234.5),
                CellValue::Day(2025, 3, 1),
                CellValue::Empty,
            ],
            vec![
                CellValue::Text("é".into()),
                CellValue::Number(-2.0),
                CellValue::Day(1871, 3, 18),
                CellValue::Text(" ".into()),
            ],
            vec![CellValue::Empty, CellValue::Empty, CellValue::LocalDay(2025, 12, 31)],
        ];
        let mut book = TypedBook::begin("Données", &columns).expect("begun");
        for row in rows {
            book.row(&row).expect("a row");
        }
        let mut out = std::io::Cursor::new(Vec::new());
        book.finish(&mut out).expect("written");
        let bytes = out.into_inner();
        let read = crate::read(&bytes).expect("read");
        assert_eq!(read[0].name, "Données");
        let row = |row| read[0].row(row).map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(row(1), ["=1+1", "1234.5", "2025-03-01"]);
        assert_eq!(row(2), ["é", "-2", "1871-03-18"]);
        assert_eq!(row(3), ["2025-12-31"]);
    }
}
