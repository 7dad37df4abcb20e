//! XLSX and ODS: zip archives of XML. What they claim to be large is measured before it is unpacked into memory.
use std::io::{self, BufReader, Cursor, Read as _};

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use zip::ZipArchive;

use crate::table::BookBuilder;
use crate::value::{date, number};
use crate::{MAX_UNPACKED_BYTES, WorkbookError, ods};

pub(crate) fn read(bytes: &[u8], book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        measure(&mut archive)?;
        return xlsx(bytes, book);
    }
    if has("content.xml") {
        let entry = archive.by_name("content.xml").map_err(damaged)?;
        let mut content = entry.take(MAX_UNPACKED_BYTES + 1);
        let outcome = ods::read(BufReader::new(&mut content), book);
        // Cut off there, the content would seem damaged.
        return if content.limit() == 0 { Err(WorkbookError::TooLarge) } else { outcome };
    }
    Err(WorkbookError::Unknown)
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn damaged(e: impl ToString) -> WorkbookError {
    WorkbookError::Damaged(e.to_string())
}

/// Unpacks all of the archive without storing it, so that what is small and grows without end is refused.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), WorkbookError> {
    let mut left = MAX_UNPACKED_BYTES;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(damaged)?;
        let size = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or(WorkbookError::TooLarge)?;
    }
    Ok(())
}

/// The first file of comma-separated values in a ZIP archive; none where there is none, or the bytes are no archive.
pub(crate) fn packed_csv(bytes: &[u8], max_bytes: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let named = archive.file_names().find(|name| name.to_ascii_lowercase().ends_with(".csv"));
    let Some(name) = named.map(str::to_owned) else { return Ok(None) };
    let mut content = Vec::new();
    archive
        .by_name(&name)
        .map_err(damaged)?
        .take(max_bytes + 1)
        .read_to_end(&mut content)
        .map_err(damaged)?;
    if content.len() as u64 > max_bytes { Err(WorkbookError::TooLarge) } else { Ok(Some(content)) }
}

fn xlsx(bytes: &[u8], book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    for name in file.sheet_names() {
        // Charts and macros are sheets too; they have no cells.
        let Ok(mut cells) = file.worksheet_cells_reader(&name) else { continue };
        book.begin(&name)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            book.put(row as usize, column as usize, &text(&Data::from(cell.get_value().clone())))?;
        }
    }
    Ok(())
}

/// A value as it is written here: days without midnight, whole numbers without a point.
pub(crate) fn text(value: &Data) -> String {
    match value {
        Data::Float(n) => number(*n),
        Data::Int(n) => n.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => match moment.as_datetime() {
            Some(at) => date(&at.to_string()),
            None => number(moment.as_f64()),
        },
        Data::DateTimeIso(text) => date(&text.replace('T', " ")),
        // The name of an error is no word of the author's.
        Data::Empty | Data::Error(_) => String::new(),
        _ => value.as_string().unwrap_or_default(),
    }
}
