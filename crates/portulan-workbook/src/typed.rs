//! XLSX whose cells are what they are: texts, numbers, days. Nothing is a formula.
use std::io::{Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::WorkbookError;
use crate::write::{LONGEST, column, head, name, row};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// A number; spreadsheets keep 15 digits of it.
    Number(f64),
    /// An amount of money, shown to the cent.
    Amount(f64),
    /// A day: year, month, day.
    Day(u16, u8, u8),
}

/// A workbook of one sheet, written row by row: headings that stay in view, rows below.
pub struct TypedBook {
    book: Workbook,
    /// How many rows there are, the headings among them.
    rows: usize,
}

impl TypedBook {
    /// Begins a sheet with its headings.
    pub fn begin(title: &str, columns: &[String]) -> Result<Self, WorkbookError> {
        let mut book = timeless();
        begin(&mut book, title, columns).map_err(unwritten)?;
        Ok(Self { book, rows: 1 })
    }

    /// Adds a row. It goes to a file beside, so that memory does not grow.
    pub fn row(&mut self, cells: Vec<Value>) -> Result<(), WorkbookError> {
        let sheet = self.book.worksheet_from_index(0).map_err(unwritten)?;
        put(sheet, self.rows, cells).map_err(unwritten)?;
        self.rows += 1;
        Ok(())
    }

    /// Writes the workbook.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), WorkbookError> {
        self.book.save_to_writer(out).map_err(unwritten)
    }
}

#[allow(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn unwritten(e: XlsxError) -> WorkbookError {
    WorkbookError::Unwritten(e.to_string())
}

/// Several sheets in one workbook: title, headings, rows of each.
pub fn write_sheets(
    sheets: impl Iterator<Item = (String, Vec<String>, Vec<Vec<Value>>)>,
) -> Result<Vec<u8>, WorkbookError> {
    let mut book = timeless();
    let build = || {
        for (title, columns, rows) in sheets {
            add(&mut book, &title, &columns, rows.into_iter())?;
        }
        book.save_to_buffer()
    };
    build().map_err(unwritten)
}

/// A workbook that tells no time of its making, so that the same data is the same file.
fn timeless() -> Workbook {
    let mut book = Workbook::new();
    if let Ok(moment) = ExcelDateTime::from_ymd(2000, 1, 1) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    }
    book
}

fn add(
    book: &mut Workbook,
    title: &str,
    columns: &[String],
    rows: impl Iterator<Item = Vec<Value>>,
) -> Result<(), XlsxError> {
    let sheet = begin(book, title, columns)?;
    rows.enumerate().try_for_each(|(r, cells)| put(sheet, r + 1, cells))
}

fn begin<'b>(
    book: &'b mut Workbook,
    title: &str,
    columns: &[String],
) -> Result<&'b mut Worksheet, XlsxError> {
    // Rows go to a file as they come, so that memory does not grow with them.
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name(name(title))?.set_freeze_panes(1, 0)?;
    for (c, heading) in columns.iter().enumerate() {
        let width = u16::try_from(heading.chars().count().clamp(12, 40)).unwrap_or(12);
        sheet.set_column_width(column(c), width)?;
        sheet.write_string_with_format(0, column(c), heading, &head())?;
    }
    Ok(sheet)
}

fn put(sheet: &mut Worksheet, r: usize, cells: Vec<Value>) -> Result<(), XlsxError> {
    let plain = Format::new().set_align(FormatAlign::Top);
    let amount = plain.clone().set_num_format("#,##0.00");
    let day = plain.clone().set_num_format("yyyy-mm-dd");
    let r = row(r);
    for (c, cell) in cells.into_iter().enumerate() {
        let c = column(c);
        match cell {
            Value::Empty => continue,
            Value::Text(text) => {
                let text: String = text.chars().take(LONGEST).collect();
                sheet.write_string_with_format(r, c, text, &plain)?
            }
            Value::Amount(n) => sheet.write_number_with_format(r, c, n, &amount)?,
            Value::Number(n) => sheet.write_number_with_format(r, c, n, &plain)?,
            Value::Day(year, month, date) => {
                if let Ok(moment) = ExcelDateTime::from_ymd(year, month, date) {
                    sheet.write_datetime_with_format(r, c, &moment, &day)?
                } else {
                    // Spreadsheets know no day before 1900.
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
            vec![Value::Text("=1+1".into()), Value::Number(1234.5), Value::Day(2025, 3, 1), Value::Empty],
            vec![
                Value::Text("é".into()),
                Value::Number(-2.0),
                Value::Day(1871, 3, 18),
                Value::Text(" ".into()),
            ],
        ];
        let mut book = TypedBook::begin("Données", &columns).expect("begun");
        for row in rows {
            book.row(row).expect("a row");
        }
        let mut out = std::io::Cursor::new(Vec::new());
        book.finish(&mut out).expect("written");
        let bytes = out.into_inner();
        let read = crate::read(&bytes).expect("read");
        assert_eq!(read[0].name, "Données");
        assert_eq!(read[0].rows[1], ["=1+1", "1234.5", "2025-03-01"]);
        assert_eq!(read[0].rows[2], ["é", "-2", "1871-03-18"]);
    }
}
