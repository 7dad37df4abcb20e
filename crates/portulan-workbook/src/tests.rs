//! Files as spreadsheet programs and attackers write them.
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use calamine::{Ods, Reader as _};

use crate::{CellKind, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, SheetTable, WorkbookError, open, read};

pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a file").into_inner()
}

/// An ODS file with this content of its spreadsheet element.
pub(crate) fn ods(sheets: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = b"<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_bytes()),
    ])
}

fn sheet(name: &str, rows: &str) -> String {
    format!("<table:table table:name=\"{name}\">{rows}</table:table>")
}

/// A cell with the text x and additional attributes.
fn cell(attributes: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" {attributes}><text:p>x</text:p></table:table-cell>"
    )
}

/// An XLSX file whose sheets have these rows.
fn xlsx(sheets: usize, rows: &str) -> Vec<u8> {
    let (mut names, mut targets) = (String::new(), String::new());
    for n in 1..=sheets {
        let _ = write!(names, "<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
        let _ = write!(
            targets,
            "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
    }
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}</Relationships>"
    );
    let content = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    let parts: Vec<String> = (1..=sheets).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let mut entries = vec![
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".as_slice()),
        ("_rels/.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ];
    entries.extend(parts.iter().map(|name| (name.as_str(), content.as_bytes())));
    archive(&entries)
}

/// All kinds of cells that spreadsheet programs write, one per row.
const KINDS: [&str; 20] = [
    "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-12-31\"><text:p>31/12/26</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-12-31T00:00:00\"/>",
    "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-12-31T10:30:00\"/>",
    "<table:table-cell office:value-type=\"time\" office:time-value=\"PT10H30M00S\"><text:p>10:30</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"float\" office:value=\"0.30000000000000004\"><text:p>0,3</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"float\" office:value=\"5000000\"/>",
    "<table:table-cell office:value-type=\"float\" office:value=\"1.5E-7\"/>",
    "<table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,5 %</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"1234.5\"><text:p>1 234,50 €</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"false\"><text:p>FAUX</text:p></table:table-cell>",
    "<table:table-cell table:formula=\"of:=[.A1]+1\" office:value-type=\"float\" office:value=\"2\"><text:p>2</text:p></table:table-cell>",
    "<table:table-cell table:formula=\"of:=1+1\"/>",
    "<table:table-cell office:value-type=\"string\"><text:p>Régie &amp; <text:span>ports &#233;</text:span></text:p><text:p/><text:p>deux</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d<text:s/>e</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"string\" office:string-value=\"l&apos;attribut\"><text:p>autre</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>remarque</text:p></office:annotation><text:p>vu</text:p></table:table-cell>",
    "<table:table-cell office:value-type=\"string\"><text:p><text:a>lien</text:a></text:p></table:table-cell>",
    "<table:covered-table-cell office:value-type=\"string\"><text:p>couvert</text:p></table:covered-table-cell>",
    "<table:table-cell><text:p>sans type</text:p></table:table-cell>",
];

/// A plausible file: every kind of cell, empty rows and columns before, between and after, a hidden sheet.
fn reasonable() -> Vec<u8> {
    let empty = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let mut rows = empty.to_owned();
    for kind in KINDS {
        let _ = write!(
            rows,
            "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>{kind}{}{kind}</table:table-row>",
            cell("table:number-columns-repeated=\"2\"")
        );
    }
    let _ = write!(
        rows,
        "<table:table-row-group><table:table-row table:number-rows-repeated=\"4\">{}</table:table-row></table:table-row-group>{empty}<table:table-row>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        cell(""),
        cell("")
    );
    let rows = format!("<table:table-column table:number-columns-repeated=\"16384\"/>{rows}");
    ods(&format!(
        "{}{}<table:database-ranges/>",
        sheet("Feuille &amp; une", &rows),
        sheet("Cachée", &format!("<table:table-row>{}</table:table-row>", cell("table:style-name=\"ta2\"")))
    ))
}

/// The sheets as calamine reads them.
fn unfolded(bytes: &[u8]) -> Vec<SheetTable> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).expect("a workbook");
    let read = book.worksheets().into_iter().map(|(name, range)| {
        let (top, left) = range.start().expect("a cell");
        let mut table = SheetTable::new(name);
        for (row, column, value) in range.used_cells() {
            assert!(table.set(
                row + top as usize,
                column + left as usize,
                &open::text(value, &open::DisplayFormat::PLAIN).0
            ));
        }
        table
    });
    read.collect()
}

#[test]
fn ods_is_read_as_calamine_reads_it() {
    let bytes = reasonable();
    let mut tables = read(&bytes).expect("read");
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let expected = unfolded(&bytes);
    assert_eq!(tables.len(), expected.len());
    // Only our reader supports units, durations, formulas without a result and texts without a type.
    let ours = [3, 7, 8, 12, 19].map(|kind| kind + 3);
    for (table, expected) in tables.iter().zip(&expected) {
        let cells = |table: &SheetTable| {
            let cells = table.cells().filter(|(row, ..)| !ours.contains(row));
            cells.map(|(row, column, text)| (row, column, text.to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(cells(table), cells(expected), "{}", table.name);
    }
    let first = &tables[1];
    let texts: Vec<&str> = (3..3 + KINDS.len()).map(|row| first.cell(row, 2)).collect();
    let wanted = [
        "2026-12-31",
        "2026-12-31",
        "2026-12-31 10:30:00",
        "10:30",
        "0.3",
        "5000000",
        "0.00000015",
        "12.5 %",
        "1234.5 EUR",
        "true",
        "false",
        "2",
        "=1+1",
        "Régie & ports é\n\ndeux",
        "a   b\tc\nd e",
        "l'attribut",
        "vu",
        "lien",
        "couvert",
        "sans type",
    ];
    assert_eq!(texts, wanted);
    assert_eq!((first.name.as_str(), first.height()), ("Feuille & une", 3 + KINDS.len() + 4 + 3 + 1));
}

#[test]
fn an_error_of_a_formula_is_marked() {
    let error = "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>";
    let tables = read(&ods(&sheet("a", &format!("<table:table-row>{error}{}</table:table-row>", cell("")))));
    let tables = tables.expect("read");
    assert_eq!(tables[0].row(0).collect::<Vec<_>>(), [(0, "#DIV/0!"), (1, "x")]);
    assert_eq!((tables[0].kind(0, 0), tables[0].kind(0, 1)), (CellKind::Error, CellKind::Text));
}

#[test]
fn a_cell_that_cannot_be_read_is_marked_and_the_others_are_read() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"n\"><v>abc</v></c><c r=\"B1\" t=\"n\"><v>5</v></c>\
                <c r=\"C1\" t=\"s\"><v>99</v></c><c r=\"D1\" t=\"odd\"><v>7</v></c>\
                <c r=\"E1\" t=\"inlineStr\"><is><t>fin</t></is></c></row>";
    let table = crate::read(&xlsx(1, rows)).expect("read").remove(0);
    let cells: Vec<_> = (0..5).map(|column| (table.cell(0, column), table.kind(0, column))).collect();
    let wanted = [
        ("abc", CellKind::Error),
        ("5", CellKind::Number),
        ("99", CellKind::Error),
        ("7", CellKind::Error),
        ("fin", CellKind::Text),
    ];
    assert_eq!(cells, wanted);
    let nameless = rows.replace(" r=\"B1\"", "");
    assert!(matches!(crate::read(&xlsx(1, &nameless)), Err(WorkbookError::Damaged(_))));
    let rows = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1 234\"/>\
                <table:table-cell office:value-type=\"float\" office:value=\"5\"/></table:table-row>";
    let table = crate::read(&ods(&sheet("S", rows))).expect("read").remove(0);
    assert_eq!((table.cell(0, 0), table.kind(0, 0)), ("1 234", CellKind::Error));
    assert_eq!((table.cell(0, 1), table.kind(0, 1)), ("5", CellKind::Number));
}

#[test]
fn the_day_of_the_number_zero_is_no_date() {
    let day =
        |value: &str| format!("<table:table-cell office:value-type=\"date\" office:date-value=\"{value}\"/>");
    let cells = ["1899-12-30", "1899-12-30T10:30:00", "1899-12-31"].map(day).concat();
    let rows = format!("<table:table-row>{cells}</table:table-row>");
    let table = crate::read(&ods(&sheet("S", &rows))).expect("read").remove(0);
    let cells: Vec<_> = (0..3).map(|column| (table.cell(0, column), table.kind(0, column))).collect();
    let wanted =
        [("30/12/1899", CellKind::Text), ("10:30:00", CellKind::Text), ("1899-12-31", CellKind::Date)];
    assert_eq!(cells, wanted);
}

#[test]
fn formulas_without_a_value_cost_nothing() {
    let formulas = "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\" table:formula=\"of:=1\"/></table:table-row>";
    let last = format!("<table:table-row>{}</table:table-row>", cell(""));
    let tables = read(&ods(&sheet("a", &(formulas.repeat(10_000) + &last)))).expect("read");
    assert_eq!(tables[0].cells().collect::<Vec<_>>(), [(10_000, 0, "x")]);
}

#[test]
fn empty_rows_between_are_counted_and_not_stored() {
    let far = format!("<table:table-cell table:number-columns-repeated=\"255\"/>{}", cell(""));
    let with = |rows: usize| {
        let rows = format!(
            "<table:table-row>{}</table:table-row><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell/></table:table-row><table:table-row>{far}</table:table-row>",
            cell("")
        );
        ods(&(0..8).map(|n| sheet(&format!("a{n}"), &rows)).collect::<String>())
    };
    assert!(matches!(read(&with(300_000)), Err(WorkbookError::TooLarge)));
    let tables = read(&with(MAX_ROWS - 2)).expect("read");
    assert_eq!(tables.len(), 8);
    assert!(
        tables.iter().all(|t| t.cells().count() == 2 && (t.height(), t.width()) == (MAX_ROWS, MAX_COLUMNS))
    );
}

#[test]
fn far_cells_of_many_sheets_cost_what_they_hold() {
    let rows: String =
        (1..=MAX_ROWS).map(|r| format!("<row r=\"{r}\"><c r=\"IV{r}\"><v>1</v></c></row>")).collect();
    let tables = read(&xlsx(25, &rows)).expect("1,250,000 cells are within the budget");
    assert_eq!((tables.len(), tables[24].cells().count()), (25, MAX_ROWS));
    assert!(tables.iter().map(SheetTable::byte_size).sum::<usize>() < 100 << 20);
    assert!(25 * MAX_ROWS < MAX_CELLS && matches!(read(&xlsx(41, &rows)), Err(WorkbookError::TooLarge)));
    let outside = xlsx(1, "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>");
    assert!(matches!(read(&outside), Err(WorkbookError::TooLarge)));
}

#[test]
fn what_is_repeated_is_bounded() {
    let row = |rows: &str, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>")
    };
    let is_refused = |content: &str| matches!(read(&ods(&sheet("a", content))), Err(WorkbookError::TooLarge));
    assert!(is_refused(&row("1048576", &cell(""))));
    assert!(is_refused(&row("1", &cell("table:number-columns-repeated=\"16384\""))));
    assert!(is_refused(&row("40000", &cell("table:number-columns-repeated=\"200\""))), "8,000,000 cells");
    assert!(is_refused(&row(&usize::MAX.to_string(), "<table:table-cell/>").repeat(2).replace(
        "</table:table-row><",
        &format!("</table:table-row><table:table-row>{}</table:table-row><", cell(""))
    )));
    let blanks = "<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"4000000000\"/></text:p></table:table-cell>";
    assert!(is_refused(&row("1", blanks)));
    for wrong in ["-1", "many", ""] {
        let read = read(&ods(&sheet("a", &row(wrong, &cell("")))));
        assert!(matches!(read, Err(WorkbookError::Damaged(_))), "{wrong}");
    }
}

#[test]
fn what_is_broken_is_refused() {
    let is_damaged = |bytes: &[u8]| matches!(read(bytes), Err(WorkbookError::Damaged(_)));
    assert!(is_damaged(&archive(&[("content.xml", b"<office:document-content/>")])), "a text document");
    assert!(is_damaged(&archive(&[("content.xml", &[0xff, 0x00, 0xc3, 0x28])])), "encrypted");
    assert!(is_damaged(&ods("<table:table table:name=\"a\"><table:table-row>")), "cut off");
    assert!(is_damaged(&ods(&"<a>".repeat(100_000))), "deep");
    let deep = format!("<table:table-row><table:table-cell>{}", "<a>".repeat(100_000));
    assert!(is_damaged(&ods(&sheet("a", &deep))), "deep in a cell");
    let entity = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>&lol;</text:p></table:table-cell></table:table-row>";
    assert!(is_damaged(&ods(&sheet("a", entity))));
    assert!(is_damaged(b"PK\x03\x04nothing"));
    assert!(matches!(read(&archive(&[("a", b"b")])), Err(WorkbookError::Unknown)));
    assert!(matches!(read(&[0xd0, 0xcf, 0x11, 0xe0]), Err(WorkbookError::Unknown)));
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let blanks = vec![b' '; 8 << 20];
    let names: Vec<String> = (0..40).map(|i| format!("xl/{i}.xml")).collect();
    let mut entries = vec![("xl/workbook.xml", b"<workbook/>".as_slice())];
    entries.extend(names.iter().map(|name| (name.as_str(), blanks.as_slice())));
    assert!(matches!(read(&archive(&entries)), Err(WorkbookError::TooLarge)));
    let mut content = b"<office:document-content><office:spreadsheet>".to_vec();
    content.resize(257 << 20, b' ');
    assert!(matches!(read(&archive(&[("content.xml", &content)])), Err(WorkbookError::TooLarge)));
}
