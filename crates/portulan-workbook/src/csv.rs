//! CSV in the separators and encodings that spreadsheet programs write.
use std::borrow::Cow;

use encoding_rs::Encoding;
use oem_cp::code_table::DECODING_TABLE_CP858;
use oem_cp::decode_string_complete_table;

use crate::builder::BookBuilder;
use crate::csv_form::{CsvEncoding, CsvForm, Separator};
use crate::error::WorkbookError;
use crate::table::CellKind;

/// Reads the only sheet of a CSV, with the given or the detected separator and encoding.
pub(crate) fn read(bytes: &[u8], form: Option<CsvForm>, book: &mut BookBuilder) -> Result<(), WorkbookError> {
    let encoding = form.map_or_else(|| encoding(bytes), |form| form.encoding);
    let text = decode(bytes, encoding);
    // Only a detected encoding can be applied to a file that is not text.
    if form.is_none() && text.contains('\0') {
        return Err(WorkbookError::Unknown);
    }
    let named = named_separator(&text);
    let separator = form.map(|form| form.separator).or(named).unwrap_or_else(|| separator(&text));
    let rows = rows(&text, separator.byte()).map_err(WorkbookError::OpenQuote)?;
    book.begin("", false)?;
    book.sheet()?.csv = Some(CsvForm { separator, encoding });
    let mut rows = rows.into_iter();
    for record in reader(&text, separator).into_records() {
        let record = record.map_err(|e| WorkbookError::Damaged(e.to_string()))?;
        let row =
            rows.next().ok_or_else(|| WorkbookError::Damaged("its lines cannot be counted".to_owned()))?;
        let is_mark = row == 0 && named.is_some();
        for (column, cell) in record.iter().enumerate().filter(|_| !is_mark) {
            book.put(row, column, as_written(cell), CellKind::Text)?;
        }
    }
    Ok(())
}

fn reader(text: &str, separator: Separator) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(text.as_bytes())
}

/// Removes the apostrophe that programs (including this one) put before a text that would otherwise be a
/// formula.
fn as_written(cell: &str) -> &str {
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    cell.strip_prefix('\'').filter(|_| begins).unwrap_or(cell)
}

/// UTF-8 or UTF-16 if detected; otherwise the most likely single-byte encoding.
fn encoding(bytes: &[u8]) -> CsvEncoding {
    /// The number of bytes examined to detect UTF-16 without a byte order mark.
    const LOOKED_AT_BYTES: usize = 4096;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let found = CsvEncoding::ALL.into_iter().find(|e| e.decoder() == Some(encoding));
        return found.unwrap_or(CsvEncoding::Utf8);
    }
    // In western texts in UTF-16, half of the bytes are zero.
    let pairs = bytes[..bytes.len().min(LOOKED_AT_BYTES)].chunks_exact(2);
    let (mut first, mut second, mut count) = (0, 0, 0);
    for pair in pairs {
        let is_text = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
        first += usize::from(pair[0] == 0 && is_text(pair[1]));
        second += usize::from(pair[1] == 0 && is_text(pair[0]));
        count += 1;
    }
    match (first * 10 > count * 8, second * 10 > count * 8) {
        (true, _) => CsvEncoding::Utf16Be,
        (_, true) => CsvEncoding::Utf16Le,
        _ if std::str::from_utf8(bytes).is_ok() => CsvEncoding::Utf8,
        _ => most_likely_encoding(bytes),
    }
}

/// The single-byte encoding in which the text is most likely French.
fn most_likely_encoding(bytes: &[u8]) -> CsvEncoding {
    /// The number of characters examined.
    const LOOKED_AT_CHARS: usize = 20_000;
    let score = |encoding: CsvEncoding| {
        let text = decode(bytes, encoding);
        let pairs = text.chars().zip(text.chars().skip(1)).filter(|(_, c)| !c.is_ascii());
        pairs.take(LOOKED_AT_CHARS).map(|(before, c)| likelihood(before, c)).sum::<i32>()
    };
    // In case of a tie, the more common encoding.
    let found = [CsvEncoding::Cp858, CsvEncoding::Macintosh, CsvEncoding::Windows1252];
    found.into_iter().max_by_key(|encoding| score(*encoding)).unwrap_or(CsvEncoding::Windows1252)
}

/// The weight of a non-ASCII character after another character as evidence of French text.
fn likelihood(before: char, c: char) -> i32 {
    const FREQUENT: &str = "éèàêçôîûùâ";
    const RARER: &str = "äæëïöœüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛ«»’‘“”–—…€°·•\u{a0}²³";
    match c {
        _ if c.is_uppercase() && before.is_lowercase() => -2,
        _ if FREQUENT.contains(c) => 3,
        _ if RARER.contains(c) => 1,
        _ => -2,
    }
}

fn decode(bytes: &[u8], encoding: CsvEncoding) -> Cow<'_, str> {
    let Some(decoder) = encoding.decoder() else {
        return Cow::Owned(decode_string_complete_table(bytes, &DECODING_TABLE_CP858));
    };
    let start = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == decoder => length,
        _ => 0,
    };
    decoder.decode_without_bom_handling(&bytes[start..]).0
}

/// The separator named by a first line such as `sep=;`, as Excel writes it.
fn named_separator(text: &str) -> Option<Separator> {
    let line = text.lines().next()?.trim_matches('"');
    let name = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    Separator::ALL.into_iter().find(|s| name.bytes().eq([s.byte()]))
}

/// The separator that divides the most rows, if it divides at least half of them. Ties are resolved in this
/// order: it divides the first row; the most rows with the same number of columns; more columns; order of
/// [`Separator::ALL`].
fn separator(text: &str) -> Separator {
    /// The number of rows examined.
    const LOOKED_AT_ROWS: usize = 200;
    /// The number of bytes examined.
    const LOOKED_AT_BYTES: usize = 256 << 10;
    let end = (0..=text.len().min(LOOKED_AT_BYTES)).rev().find(|at| text.is_char_boundary(*at));
    let text = &text[..end.unwrap_or(0)];
    let score = |separator: Separator| {
        let mut rows: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
        let (mut divided, mut all, mut divides_first) = (0, 0, false);
        let widths = reader(text, separator).into_records().filter_map(Result::ok).map(|r| r.len());
        for width in widths.take(LOOKED_AT_ROWS) {
            all += 1;
            if width > 1 {
                divides_first |= all == 1;
                divided += 1;
                *rows.entry(width).or_default() += 1;
            }
        }
        let alike = rows.into_iter().map(|(width, count)| (count, width)).max().unwrap_or_default();
        // A comma in a few values of a single column is not a separator.
        if divided * 2 < all { (0, false, (0, 0)) } else { (divided, divides_first, alike) }
    };
    let scored = Separator::ALL.map(|separator| (score(separator), separator));
    let best = scored.into_iter().rev().max_by_key(|(score, _)| *score);
    best.map_or(Separator::Semicolon, |(_, separator)| separator)
}

/// The numbers of non-empty rows, from 0. The CSV reader skips empty lines, but spreadsheet programs display
/// them.
///
/// # Errors
///
/// Returns the line number, from 1, of a quotation mark that opens a cell and is not closed before a
/// separator or the end of the line.
fn rows(text: &str, separator: u8) -> Result<Vec<usize>, usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum At {
        RowStart,
        CellStart,
        Bare,
        Quoted,
        AfterQuote,
        /// After a space that follows a closing quotation mark, as some programs write it.
        AfterBlank,
    }
    let (mut at, mut line, mut opened) = (At::RowStart, 1, 1);
    let (mut row, mut rows, mut before) = (0, Vec::new(), 0);
    for byte in text.bytes() {
        let is_end = matches!(byte, b'\n' | b'\r') && at != At::Quoted;
        if is_end {
            // CR LF is one line end.
            row += usize::from(!(byte == b'\n' && before == b'\r'));
            at = At::RowStart;
        } else {
            if at == At::RowStart {
                rows.push(row);
            }
            at = match (at, byte) {
                (At::RowStart | At::CellStart, b'"') => {
                    opened = line;
                    At::Quoted
                }
                (At::Quoted, b'"') => At::AfterQuote,
                // A doubled quotation mark is part of the text.
                (At::AfterQuote, b'"') | (At::Quoted, _) => At::Quoted,
                (_, b) if b == separator => At::CellStart,
                (At::AfterQuote | At::AfterBlank, b' ') => At::AfterBlank,
                (At::AfterQuote | At::AfterBlank, _) => return Err(opened),
                _ => At::Bare,
            };
        }
        line += usize::from(byte == b'\n' || before == b'\r');
        before = byte;
    }
    if at == At::Quoted { Err(opened) } else { Ok(rows) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let table = crate::read(bytes).expect("a table").remove(0);
        let texts = |row| (0..table.width()).map(|column| table.cell(row, column).to_owned()).collect();
        (0..table.height()).map(texts).collect()
    }

    fn form(bytes: &[u8]) -> (u8, &'static str) {
        let form = crate::read(bytes).expect("a table")[0].csv.expect("a form");
        (form.separator.byte(), form.encoding.name())
    }

    fn dos_byte(c: char) -> u8 {
        match c {
            'É' => 0x90,
            'é' => 0x82,
            'è' => 0x8a,
            'à' => 0x85,
            'ç' => 0x87,
            '€' => 0xd5,
            c => u8::try_from(c).expect("ASCII"),
        }
    }

    fn mac_byte(c: char) -> u8 {
        match c {
            'É' => 0x83,
            'é' => 0x8e,
            'à' => 0x88,
            'ç' => 0x8d,
            '’' => 0xd5,
            c => u8::try_from(c).expect("ASCII"),
        }
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
        assert_eq!(rows(&wide[2..]), wanted, "without its mark");
        assert!(matches!(crate::read(b"\x7fELF\0\0"), Err(WorkbookError::Unknown)));
    }

    #[test]
    fn the_separator_is_what_most_lines_agree_on() {
        assert_eq!(form(b"Annuaire, 2025, des villes, et ports\nNom;Pays;Site\nA;FR;\nB;ML;\n").0, b';');
        assert_eq!(form(b"Annuaire\nNom,Pays,Site\nA,FR,\nB,ML,\n").0, b',');
        assert_eq!(form(b"Nom;Note\nA;un, deux\nB;un, deux, trois\n").0, b';');
        assert_eq!(form("Nom;Montant\nÉ;1,5\n".as_bytes()), (b';', "UTF-8"));
        assert_eq!(form(b"Nom;Ville\n\xc9;x\n"), (b';', "Windows-1252"));
        assert_eq!(form(b"Nom\nA\nB, la suite\nC\nD\n").0, b';', "one column");
        assert_eq!(form(b"Nom;Pays;Site\nA, Brest;FR\nB, Kayes;ML;x\nC, Dakar\n").0, b';', "ragged");
        let mac = "Nom;Ville\nÉcole à Ségou;là-bas\nGarçon d’été;x\n";
        let mac: Vec<u8> = mac.chars().map(mac_byte).collect();
        assert_eq!((form(&mac), rows(&mac)[1][0].as_str()), ((b';', "Macintosh"), "École à Ségou"));
        let dos = "Nom;Ville\nÉcole à Ségou;là-bas\nGarçon d'été, élève;5 €\n";
        let dos: Vec<u8> = dos.chars().map(dos_byte).collect();
        assert_eq!(form(&dos), (b';', "CP858 (MS-DOS)"));
        assert_eq!(rows(&dos)[2], ["Garçon d'été, élève", "5 €"]);
        let windows = "Nom;Ville\n\u{c9}cole \u{e0} S\u{e9}gou;l\u{e0}-bas\nGar\u{e7}on d'\u{e9}t\u{e9};x\n";
        let windows: Vec<u8> = windows.chars().map(|c| u8::try_from(c).expect("Latin 1")).collect();
        assert_eq!(form(&windows), (b';', "Windows-1252"));
        assert_eq!(form(b"Montant\n5 \x80\n"), (b';', "Windows-1252"), "5 \u{20ac}");
        assert_eq!(form(b"sep=|\nNom|a;b\n").0, b'|');
        assert_eq!(rows(b"sep=;\nNom;x\n")[0], ["", ""], "the line of the separator is no row of the data");
    }

    #[test]
    fn a_form_can_be_chosen() {
        let chosen = CsvForm { separator: Separator::Comma, encoding: CsvEncoding::Macintosh };
        let table = crate::read_csv(b"a;b,\x8e\n", chosen).expect("read").remove(0);
        assert_eq!((table.cell(0, 0), table.cell(0, 1), table.csv), ("a;b", "é", Some(chosen)));
    }

    #[test]
    fn a_quotation_mark_that_stays_open_is_told_with_its_line() {
        let line = |text: &str| match crate::read(text.as_bytes()) {
            Err(WorkbookError::OpenQuote(line)) => line,
            read => panic!("{read:?}"),
        };
        assert_eq!(line("Nom;Pays\nA;FR\n\"B;ML\nC;FR\n"), 3);
        assert_eq!(line("Nom;Pays\n\"B;ML\nC;\"Mali\"\n"), 2, "closed by the mark of another cell");
        assert_eq!(rows(b"Nom;a \"b\" c\n\"x \"\"y\"\"\" ;\"1\n2\"\n")[0][1], "a \"b\" c");
    }

    #[test]
    fn empty_lines_are_rows() {
        let table = crate::read(b"a;b\n\n\nc;\"d\ne\"\n\nf;g\n").expect("read").remove(0);
        assert_eq!((table.cell(3, 0), table.cell(5, 0), table.height()), ("c", "f", 6));
        let table = crate::read(b"a;b\r\n\r\nc;d\r\r\"e\"\r").expect("read").remove(0);
        assert_eq!((table.cell(2, 0), table.cell(4, 0), table.height()), ("c", "e", 5));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_the_csv_crate_reads_it(text in "[a\"; \r\n]{0,24}") {
            if let Ok(rows) = super::rows(&text, b';') {
                proptest::prop_assert_eq!(rows.len(), reader(&text, Separator::Semicolon).into_records().count());
                proptest::prop_assert!(crate::read(text.as_bytes()).is_ok());
            }
        }
    }
}
