//! XLSX and ODS: ZIP archives of XML. The unpacked size is measured before anything is unpacked into memory.
use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read as _};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::builder::BookBuilder;
use crate::error::{WorkbookError, damaged};
use crate::limits::MAX_UNPACKED_BYTES;
use crate::table::CellKind;
use crate::value::{Unit, date, date_chars_of_format, number, unit_of_format, with_unit};
use crate::{ods, parts};

pub(crate) fn read(bytes: &[u8], book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        measure(&mut archive)?;
        return xlsx(bytes, &mut archive, book);
    }
    if has("content.xml") {
        let entry = archive.by_name("content.xml").map_err(damaged)?;
        let mut content = entry.take(MAX_UNPACKED_BYTES + 1);
        let outcome = ods::read(BufReader::new(&mut content), book);
        // Truncated there, the content would look damaged.
        return if content.limit() == 0 { Err(WorkbookError::TooLarge) } else { outcome };
    }
    Err(WorkbookError::Unknown)
}

/// Unpacks the whole archive without storing it, to refuse small files that expand beyond the limit.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), WorkbookError> {
    let mut left = MAX_UNPACKED_BYTES;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(damaged)?;
        let size = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or(WorkbookError::TooLarge)?;
    }
    Ok(())
}

/// The first CSV file in a ZIP archive; `None` if there is none, or the bytes are not an archive.
pub(crate) fn packed_csv(bytes: &[u8], max_bytes: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = archive.file_names().collect::<Result<Vec<_>, _>>().map_err(damaged)?;
    let csv = names.into_iter().find(|name| name.to_ascii_lowercase().ends_with(".csv"));
    let Some(name) = csv.map(Cow::into_owned) else { return Ok(None) };
    let mut content = Vec::new();
    archive
        .by_name(&name)
        .map_err(damaged)?
        .take(max_bytes + 1)
        .read_to_end(&mut content)
        .map_err(damaged)?;
    if content.len() as u64 > max_bytes { Err(WorkbookError::TooLarge) } else { Ok(Some(content)) }
}

fn xlsx(
    bytes: &[u8],
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    book: &mut BookBuilder,
) -> Result<(), WorkbookError> {
    let paths = parts::paths(archive)?;
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = file.sheets_metadata().to_vec();
    // Charts and macros are sheets too, without cells.
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut cells = match file.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(e) => return Err(damaged(e)),
        };
        book.begin(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let styles: Vec<DisplayFormat> = cells.styles().iter().map(display_format).collect();
        let mut is_whole = true;
        loop {
            let (cell, style) = match cells.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                // An error name that calamine does not know; marked below.
                Err(XlsxError::CellError(_)) => continue,
                // A value that does not match its cell's type; marked below as well.
                Err(XlsxError::ParseFloat(_) | XlsxError::Unexpected(_) | XlsxError::CellTAttribute(_)) => {
                    is_whole = false;
                    continue;
                }
                Err(e) => return Err(damaged(e)),
            };
            let (row, column) = cell.get_position();
            let (text, kind) = text(
                &Data::from(cell.get_value().clone()),
                styles.get(style).unwrap_or(&DisplayFormat::PLAIN),
            );
            book.put(row as usize, column as usize, &text, kind)?;
        }
        let part = paths.get(&sheet.name).ok_or_else(|| damaged(format!("{:?} has no part", sheet.name)))?;
        let shared_texts = if is_whole { None } else { Some(parts::shared_texts(archive)?) };
        parts::mark(archive, part, book, shared_texts)?;
    }
    Ok(())
}

/// The number format of a cell style.
pub(crate) struct DisplayFormat {
    /// The unit of numbers.
    unit: Unit,
    /// The number of ISO 8601 characters of a date that are displayed: a month or a year has no day.
    date_chars: usize,
}

impl DisplayFormat {
    /// The default format.
    pub const PLAIN: Self = Self { unit: Unit::None, date_chars: usize::MAX };
}

fn display_format(style: &Style) -> DisplayFormat {
    let Some(format) = &style.number_format else { return DisplayFormat::PLAIN };
    // Without a currency of their own, these formats use the currency of the machine, which the file does not
    // name.
    let is_local =
        matches!(format.format_id, Some(5..=8 | 42 | 44)) && format.format_code.starts_with("_($* ");
    let unit = if is_local { Unit::None } else { unit_of_format(&format.format_code) };
    DisplayFormat { unit, date_chars: date_chars_of_format(&format.format_code) }
}

/// The display of a date cell without a day: `00/01/1900` for zero, a time for a fraction of a day.
fn not_a_day(serial: f64, moment: &str) -> String {
    match moment.split_once(' ') {
        Some((_, time)) if serial > 0.0 => time.to_owned(),
        _ if serial == 0.0 => "00/01/1900".to_owned(),
        _ => number(serial),
    }
}

/// The first serial number after 31 December 9999, the last date that spreadsheet programs support. They
/// display larger ones as `#####`.
const DAYS_END: f64 = 2_958_466.0;

/// Formats a value: days without midnight, integers without a decimal point, durations in hours.
pub(crate) fn text(value: &Data, shown: &DisplayFormat) -> (String, CellKind) {
    let unit = &shown.unit;
    match value {
        Data::Float(n) => (with_unit(*n, unit), CellKind::Number),
        #[allow(clippy::cast_precision_loss, reason = "spreadsheets have 15 digits")]
        Data::Int(n) => (with_unit(*n as f64, unit), CellKind::Number),
        Data::Bool(b) => (b.to_string(), CellKind::Text),
        // Beyond these days, the arithmetic of calamine overflows.
        Data::DateTime(moment) if moment.as_f64().is_nan() || moment.as_f64().abs() >= DAYS_END => {
            (number(moment.as_f64()), CellKind::Number)
        }
        Data::DateTime(moment) => match (moment.is_datetime(), moment.as_datetime(), moment.as_duration()) {
            // Before the first date that programs support: a formula over an empty cell, a time of day, or a
            // wrong number.
            (true, Some(at), _) => match at.to_string() {
                // Before the first date that programs support: a formula over an empty cell, or a time of day.
                at if at.as_str() < "1900" => (not_a_day(moment.as_f64(), &at), CellKind::Text),
                at => (at.get(..shown.date_chars).map_or_else(|| date(&at), str::to_owned), CellKind::Date),
            },
            (false, _, Some(length)) => {
                let seconds = length.num_seconds();
                let text = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
                (text, CellKind::Text)
            }
            _ => (number(moment.as_f64()), CellKind::Number),
        },
        Data::DateTimeIso(text) => (date(&text.replace('T', " ")), CellKind::Date),
        Data::Error(error) => (error.to_string(), CellKind::Error),
        Data::Empty => (String::new(), CellKind::Text),
        Data::String(text) | Data::DurationIso(text) => (text.clone(), CellKind::Text),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn serial_numbers_of_no_day_stay_numbers() {
        let shown = |serial: f64, kind| {
            text(&Data::DateTime(ExcelDateTime::new(serial, kind, false)), &DisplayFormat::PLAIN).0
        };
        let moments = [
            (45_657.0, "2024-12-31"),
            (45_657.75, "2024-12-31 18:00:00"),
            (2_958_465.0, "9999-12-31"),
            (2_958_466.0, "2958466"),
            (3_000_000.0, "3000000"),
            (0.0, "00/01/1900"),
            (0.5, "12:00:00"),
            (-1.0, "-1"),
            (-2e11, "-200000000000"),
            (9e15, "9000000000000000"),
            (f64::NAN, "NaN"),
        ];
        for (serial, wanted) in moments {
            assert_eq!(shown(serial, ExcelDateTimeType::DateTime), wanted);
        }
        for (serial, wanted) in [(1.5, "36:00:00"), (-2e11, "-200000000000"), (2e11, "200000000000")] {
            assert_eq!(shown(serial, ExcelDateTimeType::TimeDelta), wanted);
        }
        assert!(shown(1e308, ExcelDateTimeType::DateTime).starts_with("10000000000"));
    }
}
