//! Cells in CSV (RFC 4180), JSON and XLSX.
use std::borrow::Cow;

use portulan_model::PublishedRegister;
use portulan_workbook::{WorkbookError, write_sheets};
use serde_json::{Value, json};

use super::cell_values::{object, typed};
use super::table::{OpenDataTable, TableCell};
use super::table_writer::TableFormat;

/// Writes CSV in UTF-8 with a header line, for programs: cells are unchanged. See [`csv_for_spreadsheets`]
/// for users.
pub fn csv(table: &OpenDataTable) -> String {
    // Writing to memory does not fail, and the result is UTF-8.
    let bytes = TableFormat::Csv.bytes("", table).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes CSV for users, who open the file in a spreadsheet program: no text can be interpreted as a formula.
pub fn csv_for_spreadsheets(table: &OpenDataTable) -> String {
    let inert = |cell: &TableCell| match cell {
        TableCell::Text(_) | TableCell::Words(_) => {
            TableCell::Text(without_formula(&cell.to_string()).into_owned())
        }
        TableCell::Empty | TableCell::Number(_) | TableCell::Amount(_) | TableCell::Date(_) => cell.clone(),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(inert).collect()).collect();
    csv(&OpenDataTable { columns: table.columns.clone(), rows })
}

/// Prefixes a text that spreadsheet programs would interpret as a formula with an apostrophe, except numbers.
pub fn without_formula(text: &str) -> Cow<'_, str> {
    // An apostrophe that is part of the text is preserved by a second one.
    let begins = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_formula = begins && !is_negative_number(text);
    if is_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// True for a minus sign and digits, with at most one decimal point or comma. Numbers with a plus sign are
/// telephone numbers.
fn is_negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Writes a list of objects; empty cells are null, so that each object has all keys.
pub fn json(table: &OpenDataTable) -> Value {
    table.rows.iter().map(|row| object(&table.columns, row)).collect()
}

/// The text before and after the list of records in the JSON file of a table: publisher and date.
pub fn envelope(programme: &PublishedRegister, name: &str) -> [String; 2] {
    let authority = &programme.authority.body;
    let before = format!(
        "{{\"dataset\":{},\"publisher\":{},\"fictional\":{},\"licence\":{},\"records\":",
        json!(name),
        json!(authority.name.0),
        authority.fictional,
        json!(authority.licence),
    );
    [before, format!(",\"updated\":{}}}", json!(programme.updated().to_string()))]
}

/// Writes a workbook with several named sheets.
pub fn book(sheets: Vec<(String, OpenDataTable)>) -> Result<Vec<u8>, WorkbookError> {
    write_sheets(sheets.into_iter().map(|(title, table)| {
        let rows = table.rows.iter().map(|row| row.iter().map(typed).collect());
        (title, table.columns, rows.collect())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for formula in [
            "=HYPERLINK(\"x\")",
            "'=1",
            "+33 5 46 51 51 51",
            "+33546515151",
            "-1+1",
            "-",
            "-1.2.3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
        ] {
            assert_eq!(without_formula(formula), format!("'{formula}"));
        }
        for other in ["", "12", "-12", "-1.5", "-1,5", "Eau = vie"] {
            assert_eq!(without_formula(other), other);
        }
        let row = vec![
            TableCell::Text("=1".into()),
            TableCell::Words(vec!["@a".into(), "b".into()]),
            TableCell::Number((-5).into()),
        ];
        let table = OpenDataTable { columns: vec!["a".into(), "b".into(), "c".into()], rows: vec![row] };
        assert_eq!(csv_for_spreadsheets(&table), "a,b,c\r\n'=1,'@a; b,-5\r\n");
        assert_eq!(csv(&table), "a,b,c\r\n=1,@a; b,-5\r\n");
    }
}
