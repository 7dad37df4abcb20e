//! XLSX and ODS: zip archives of XML. What they claim to be large is measured before it is unpacked into memory.
use std::io::{self, Cursor, Read as _};

use calamine::{Cell, Data, DataRef, DataType as _, Ods, Reader as _, Xlsx};
use quick_xml::events::{BytesStart, Event};

use crate::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Table, WorkbookError};

pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Table>, WorkbookError> {
    match measure(bytes)? {
        Form::Xlsx => xlsx(bytes),
        Form::Ods => ods(bytes),
    }
}

enum Form {
    Xlsx,
    Ods,
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn damaged(e: impl ToString) -> WorkbookError {
    WorkbookError::Damaged(e.to_string())
}

/// Unpacks all of the archive without keeping it, so that what is small and grows without end is refused.
fn measure(bytes: &[u8]) -> Result<Form, WorkbookError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = MOST_BYTES;
    let mut form = None;
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).map_err(damaged)?;
        let name = entry.name().to_owned();
        let mut limited = entry.by_ref().take(left + 1);
        let size = if name == "content.xml" {
            form = Some(Form::Ods);
            let mut content = Vec::new();
            limited.read_to_end(&mut content).map_err(damaged)?;
            bound_repeats(&content)?;
            content.len() as u64
        } else {
            io::copy(&mut limited, &mut io::sink()).map_err(damaged)?
        };
        left = left.checked_sub(size).ok_or(WorkbookError::TooLarge)?;
        if name == "xl/workbook.xml" {
            form = Some(Form::Xlsx);
        }
    }
    form.ok_or(WorkbookError::Unknown)
}

/// The first file of comma-separated values in a ZIP archive; none where there is none, or the bytes are no archive.
pub(crate) fn packed_csv(bytes: &[u8], most: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let named = archive.file_names().find(|name| name.to_ascii_lowercase().ends_with(".csv"));
    let Some(name) = named.map(str::to_owned) else { return Ok(None) };
    let mut content = Vec::new();
    archive.by_name(&name).map_err(damaged)?.take(most + 1).read_to_end(&mut content).map_err(damaged)?;
    if content.len() as u64 > most { Err(WorkbookError::TooLarge) } else { Ok(Some(content)) }
}

/// ODS says that a cell or a row stands many times: refuses what would fill more than a sheet may have.
/// Empty ones at the end, which programs write to the end of the sheet, do not count.
fn bound_repeats(content: &[u8]) -> Result<(), WorkbookError> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let (mut cells, mut rows, mut repeat, mut column, mut used) = (0usize, 0usize, 1usize, 0usize, 0usize);
    let mut pending = 1usize;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "table-row" => {
                (repeat, column, used) = (repeated(&tag, "number-rows-repeated"), 0, 0);
            }
            Event::Start(tag) if tag.local_name().as_ref() == "table" => rows = 0,
            Event::Start(tag) | Event::Empty(tag)
                if matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
            {
                pending = repeated(&tag, "number-columns-repeated");
                column = column.saturating_add(pending);
                if attribute(&tag, "value-type").is_some() {
                    used = column;
                }
            }
            // Text without a type counts too.
            Event::Text(_) if column > 0 && pending > 0 => used = column,
            Event::End(tag) if tag.local_name().as_ref() == "table-row" => {
                if used > 0 {
                    rows = rows.saturating_add(repeat);
                    cells = cells.saturating_add(used.saturating_mul(repeat));
                }
                if used > MOST_COLUMNS || rows > MOST_ROWS || cells > MOST_ROWS * 64 {
                    return Err(WorkbookError::TooLarge);
                }
                column = 0;
            }
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name);
    found.map(|a| a.value.into_owned())
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Table>, WorkbookError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut tables = Vec::new();
    for name in book.sheet_names() {
        let mut table = Table { name: name.clone(), rows: Vec::new() };
        // Charts and macros are sheets too; they have no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            put(&mut table, &cell)?;
        }
        tables.push(table);
    }
    Ok(tables)
}

fn put(table: &mut Table, cell: &Cell<DataRef<'_>>) -> Result<(), WorkbookError> {
    let (row, column) = cell.get_position();
    let text = text(&Data::from(cell.get_value().clone()));
    if table.set(row as usize, column as usize, &text) { Ok(()) } else { Err(WorkbookError::TooLarge) }
}

fn ods(bytes: &[u8]) -> Result<Vec<Table>, WorkbookError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut tables = Vec::new();
    for (name, range) in book.worksheets() {
        let (top, left) = range.start().unwrap_or_default();
        let mut table = Table { name, rows: Vec::new() };
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row + top as usize, column + left as usize);
            if !table.set(row, column, &text(value)) {
                return Err(WorkbookError::TooLarge);
            }
        }
        tables.push(table);
    }
    Ok(tables)
}

/// A value as it is written here: days without midnight, whole numbers without a point.
fn text(value: &Data) -> String {
    match value {
        Data::Float(n) => number(*n),
        Data::Int(n) => n.to_string(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => match moment.as_datetime() {
            Some(at) => date(&at.to_string()),
            None => number(moment.as_f64()),
        },
        Data::DateTimeIso(text) => date(&text.replace('T', " ")),
        // What a spreadsheet calls an error is none of its author's words.
        Data::Empty | Data::Error(_) => String::new(),
        _ => value.as_string().unwrap_or_default(),
    }
}

/// `2026-12-31 00:00:00` without its midnight.
fn date(text: &str) -> String {
    text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
}

/// A number as people read it: 15 digits are what spreadsheets keep, so 0.1 + 0.2 is 0.3.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let digits = format!("{n:.14e}").parse::<f64>().unwrap_or(n);
    digits.to_string()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    }

    /// An ODS of one sheet with these rows.
    fn sheet(rows: &str) -> Vec<u8> {
        let content = format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
             <office:body><office:spreadsheet><table:table table:name=\"Feuille\">{rows}</table:table></office:spreadsheet></office:body>\
             </office:document-content>"
        );
        let kind = b"application/vnd.oasis.opendocument.spreadsheet";
        let manifest = b"<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
        archive(&[
            ("mimetype", kind),
            ("META-INF/manifest.xml", manifest),
            ("content.xml", content.as_bytes()),
        ])
    }

    #[test]
    fn ods_is_read_and_what_is_repeated_bounded() {
        let cell = "<table:table-cell office:value-type=\"string\"><text:p>é</text:p></table:table-cell>";
        let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-05-31\"><text:p>31/05/26</text:p></table:table-cell>";
        let end = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        let tables = crate::read(&sheet(&format!("<table:table-row>{cell}{day}</table:table-row>{end}")));
        let tables = tables.expect("read");
        assert_eq!(tables[0].name, "Feuille");
        assert_eq!(tables[0].rows, [["é", "2026-05-31"]]);
        let bomb =
            cell.replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"16384\"");
        let bomb =
            format!("<table:table-row table:number-rows-repeated=\"1048576\">{bomb}</table:table-row>");
        assert!(matches!(crate::read(&sheet(&bomb)), Err(WorkbookError::TooLarge)));
        let tall =
            format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
        assert!(matches!(crate::read(&sheet(&tall)), Err(WorkbookError::TooLarge)));
    }

    #[test]
    fn what_grows_without_end_is_refused() {
        let zeros = vec![b' '; 8 << 20];
        let entries: Vec<(String, &[u8])> =
            (0..40).map(|i| (format!("xl/{i}.xml"), zeros.as_slice())).collect();
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        assert!(matches!(crate::read(&archive(&entries)), Err(WorkbookError::TooLarge)));
        assert!(matches!(crate::read(&archive(&[("a", b"b")])), Err(WorkbookError::Unknown)));
        assert!(matches!(crate::read(b"PK\x03\x04nothing"), Err(WorkbookError::Damaged(_))));
        assert!(matches!(crate::read(&[0xd0, 0xcf, 0x11, 0xe0]), Err(WorkbookError::Unknown)));
    }

    #[test]
    fn numbers_are_as_people_see_them() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1234.5), "1234.5");
        assert_eq!(number(5_000_000.0), "5000000");
        assert_eq!(number(-0.0), "-0");
    }
}
