//! Text with separators, in whatever encoding spreadsheet programs write it.
use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::WorkbookError;
use crate::table::BookBuilder;

pub(crate) fn read(bytes: &[u8], book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let text = decode(bytes);
    if text.contains('\0') {
        return Err(WorkbookError::Unknown);
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    book.begin("")?;
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|e| WorkbookError::Damaged(e.to_string()))?;
        for (column, cell) in record.iter().enumerate() {
            book.put(row, column, as_written(cell))?;
        }
    }
    Ok(())
}

/// A cell without the apostrophe that programs, this one included, put before a text that would be a formula.
fn as_written(cell: &str) -> &str {
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    cell.strip_prefix('\'').filter(|_| begins).unwrap_or(cell)
}

/// UTF-8 or UTF-16 where the bytes say so; else what western Windows writes.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The separator that stands most often in the first line, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(s, _)| *s == byte).for_each(|(_, n)| *n += 1),
        }
    }
    // Of equals the first.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(s, _)| *s)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let table = crate::read(bytes).expect("a table").remove(0);
        let texts = |row| (0..table.width()).map(|column| table.cell(row, column).to_owned()).collect();
        (0..table.height()).map(texts).collect()
    }

    #[test]
    fn an_apostrophe_before_a_formula_is_not_part_of_the_text() {
        let wanted = [["=1+1", "'=1+1", "-5", "l'eau", "'tis"].map(str::to_owned).to_vec()];
        assert_eq!(rows(b"'=1+1;''=1+1;-5;l'eau;'tis\n"), wanted);
    }

    #[test]
    fn separators_and_encodings_are_found() {
        let wanted = vec![vec!["nom".to_owned(), "é".into()], vec!["a;b".into(), "1,5".into()]];
        assert_eq!(rows("nom;é\n\"a;b\";1,5".as_bytes()), wanted);
        assert_eq!(rows("\u{feff}nom,é\r\n\"a;b\",\"1,5\"\r\n".as_bytes()), wanted);
        assert_eq!(rows(b"nom\t\xe9\na;b\t1,5\n"), wanted);
        let wide: Vec<u8> = "\u{feff}nom;é\n\"a;b\";1,5".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), wanted);
        assert!(matches!(crate::read(b"\x7fELF\0\0"), Err(WorkbookError::Unknown)));
    }
}
