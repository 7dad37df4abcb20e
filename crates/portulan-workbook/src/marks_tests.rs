//! Information on cells besides their values: units, errors, formulas, merged areas, hidden parts.
use crate::tests::{archive, ods};
use crate::{CellKind, SheetTable, read};

/// An XLSX of a hidden sheet and a shown one, both with this content, and with these number formats as styles from 1.
fn xlsx(content: &str, formats: &[&str]) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook {main} xmlns:r=\"{rels}\"><sheets><sheet name=\"Cachée\" sheetId=\"1\" state=\"hidden\" r:id=\"a\"/>\
         <sheet name=\"Visible\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{rels}/worksheet\" Target=\"worksheets/Sheet1.xml\"/>\
         <Relationship Id=\"b\" Type=\"{rels}/worksheet\" Target=\"/xl/worksheets/Sheet1.xml\"/>\
         <Relationship Id=\"c\" Type=\"{rels}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let of = |(i, code): (usize, &&str)| {
        let code = code.replace('"', "&quot;");
        format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 170 + i)
    };
    let codes: String = formats.iter().enumerate().map(of).collect();
    let styles: String = (0..formats.len()).map(|i| format!("<xf numFmtId=\"{}\"/>", 170 + i)).collect();
    let styles = format!(
        "<styleSheet {main}><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
    );
    let sheet = format!("<worksheet {main}>{content}</worksheet>");
    let package = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    archive(&[
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/Sheet1.xml", sheet.as_bytes()),
    ])
}

fn inline(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn texts(table: &SheetTable) -> Vec<&str> {
    table.cells().map(|(_, _, text)| text).collect()
}

#[test]
fn numbers_come_with_the_unit_that_their_cell_shows() {
    let rows = "<sheetData><row><c s=\"1\"><v>0.6</v></c><c s=\"2\"><v>1234.5</v></c><c s=\"3\"><v>12</v></c><c><v>0.6</v></c></row></sheetData>";
    let tables = read(&xlsx(rows, &["0%", "#,##0.00\\ [$€-40C]", "#,##0 \"FCFA\""])).expect("read");
    assert_eq!(texts(&tables[1]), ["60 %", "1234.5 €", "12 FCFA", "0.6"]);
    assert!((0..4).all(|column| tables[1].kind(0, column) == CellKind::Number));
}

#[test]
fn rows_and_columns_without_size_are_hidden() {
    let rows = format!(
        "<cols><col min=\"2\" max=\"2\" width=\"0\"/></cols><sheetData><row r=\"1\" ht=\"12.5\">{}{}</row>\
         <row r=\"2\" ht=\"0\" customHeight=\"1\">{}</row></sheetData>",
        inline("A1", "Nom"),
        inline("B1", "Note"),
        inline("A2", "Masqué")
    );
    let table = read(&xlsx(&rows, &[])).expect("read").remove(1);
    assert_eq!([0, 1].map(|row| table.is_row_hidden(row)), [false, true]);
    assert_eq!([0, 1].map(|column| table.is_column_hidden(column)), [false, true]);
}

#[test]
fn hidden_sheets_rows_and_columns_are_marked() {
    let rows = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}</row><row r=\"2\" hidden=\"1\">{}</row><row r=\"3\" hidden=\"1\"/></sheetData>",
        inline("A1", "Nom"),
        inline("B1", "Note"),
        inline("A2", "Filtré")
    );
    let tables = read(&xlsx(&rows, &[])).expect("read");
    let hidden: Vec<_> = tables.iter().map(|t| (t.name.as_str(), t.is_hidden)).collect();
    assert_eq!(hidden, [("Cachée", true), ("Visible", false)]);
    assert!(tables[1].is_row_hidden(1) && tables[1].hidden_rows(0) == 1 && tables[1].is_column_hidden(1));
    let content = "<table:table table:name=\"a\" table:style-name=\"ta2\"><table:table-column/><table:table-column table:visibility=\"collapse\"/>\
         <table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>\
         <table:table-row table:visibility=\"filter\" table:number-rows-repeated=\"2\"><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>y</text:p></table:table-cell></table:table-row></table:table>";
    let style = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let table = read(&ods(&format!("{style}{content}"))).expect("read").remove(0);
    assert!(table.is_hidden && table.hidden_rows(0) == 2 && !table.is_row_hidden(0));
    assert!(table.is_column_hidden(1) && !table.is_column_hidden(0));
}

#[test]
fn merged_areas_show_the_text_of_their_first_cell() {
    let rows = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}</row></sheetData><mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>",
        inline("A1", "Nom"),
        inline("A2", "a"),
        inline("B2", "Mali"),
        inline("A3", "b")
    );
    let tables = read(&xlsx(&rows, &[])).expect("read");
    assert_eq!(
        (tables[1].cell(2, 1), tables[1].displayed_text(2, 1), tables[1].merged_rows(0)),
        ("", "Mali", 1)
    );
    let cell = |attributes: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let content = format!(
        "<table:table table:name=\"a\"><table:table-row>{}{}</table:table-row><table:table-row>{}<table:covered-table-cell/></table:table-row></table:table>",
        cell("", "a"),
        cell("table:number-rows-spanned=\"2\"", "Mali"),
        cell("", "b")
    );
    let table = read(&ods(&content)).expect("read").remove(0);
    assert_eq!((table.displayed_text(1, 1), table.origin(1, 1)), ("Mali", (0, 1)));
}

#[test]
fn errors_and_formulas_without_a_result_are_marked() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><f>A2&amp;\"B\"</f><v></v></c><c r=\"B1\" t=\"e\"><f>X</f><v>#N/A</v></c>\
         <c r=\"C1\" t=\"e\"><v>#SPILL!</v></c><c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"E1\"><f>1+1</f><v>2</v></c><c r=\"F1\"><f>SUM(A2)</f></c><c r=\"G1\" t=\"str\"><f>A2</f></c></row></sheetData>";
    let table = read(&xlsx(rows, &[])).expect("read").remove(1);
    let cells: Vec<_> = table.row(0).map(|(column, text)| (column, text, table.kind(0, column))).collect();
    let wanted = [
        (0, "=A2&\"B\"", CellKind::Uncomputed),
        (1, "#N/A", CellKind::Error),
        (2, "#SPILL!", CellKind::Error),
        (4, "2", CellKind::Number),
        (5, "=SUM(A2)", CellKind::Uncomputed),
        (6, "=A2", CellKind::Uncomputed),
    ];
    assert_eq!(cells, wanted);
    let content = "<table:table table:name=\"a\"><table:table-row><table:table-cell table:formula=\"of:=[.A2]\"/>\
         <table:table-cell table:formula=\"of:=X\" office:value-type=\"string\"><text:p>#NOM ?</text:p></table:table-cell></table:table-row></table:table>";
    let table = read(&ods(content)).expect("read").remove(0);
    assert_eq!((table.cell(0, 0), table.kind(0, 0)), ("=[.A2]", CellKind::Uncomputed));
    assert_eq!((table.cell(0, 1), table.kind(0, 1)), ("#NOM ?", CellKind::Error));
}
