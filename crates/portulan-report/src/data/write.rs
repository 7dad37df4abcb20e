//! Tables as CSV (RFC 4180), JSON and XLSX.
use portulan_workbook::{Value as Typed, WorkbookError, write_sheets, write_typed};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Map, Value, json};

use super::{Cell, Table};

/// As comma-separated values in UTF-8, with a line of headings. Cells are as they are: what a spreadsheet would take for
/// a formula is told by `portulan-workbook`'s files instead, which say what is text.
pub fn csv(table: &Table) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory does not fail, and what is written is text.
    let _ = out.write_record(&table.columns);
    for row in &table.rows {
        let _ = out.write_record(row.iter().map(Cell::to_string));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// As a list of objects; cells that hold nothing are null, so that each object has all keys.
pub fn json(table: &Table) -> Value {
    let object = |row: &Vec<Cell>| {
        let fields = table.columns.iter().cloned().zip(row.iter().map(value));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    table.rows.iter().map(object).collect()
}

/// As a workbook of one sheet. Days that are known whole are days, other dates texts.
pub fn xlsx(title: &str, table: &Table) -> Result<Vec<u8>, WorkbookError> {
    write_typed(title, &table.columns, table.rows.iter().map(|row| row.iter().map(typed).collect()))
}

/// As a workbook of several sheets, under their titles.
pub fn book(sheets: Vec<(String, Table)>) -> Result<Vec<u8>, WorkbookError> {
    write_sheets(sheets.into_iter().map(|(title, table)| {
        let rows = table.rows.iter().map(|row| row.iter().map(typed).collect());
        (title, table.columns, rows.collect())
    }))
}

fn typed(cell: &Cell) -> Typed {
    match cell {
        Cell::Empty => Typed::Empty,
        Cell::Amount(n) => n.to_f64().map_or_else(|| Typed::Text(n.to_string()), Typed::Amount),
        Cell::Number(n) => n.to_f64().map_or_else(|| Typed::Text(n.to_string()), Typed::Number),
        Cell::Date(date) => {
            let day = date.first();
            match (date.first() == date.last(), u16::try_from(day.year())) {
                (true, Ok(year)) => Typed::Day(year, day.month().unsigned_abs(), day.day().unsigned_abs()),
                _ => Typed::Text(date.to_string()),
            }
        }
        Cell::Text(_) | Cell::Words(_) => Typed::Text(cell.to_string()),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        // Numbers stay what they are: JSON has no other for a decimal than its digits.
        Cell::Number(n) | Cell::Amount(n) => {
            serde_json::from_str(&n.to_string()).unwrap_or_else(|_| json!(n.to_string()))
        }
        Cell::Date(date) => json!(date.to_string()),
        Cell::Words(words) => json!(words),
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(n) => n.fmt(f),
            Self::Amount(n) => write!(f, "{n:.2}"),
            Self::Date(date) => date.fmt(f),
            Self::Words(words) => f.write_str(&words.join("; ")),
        }
    }
}
