//! Cells as values of JSON and of workbooks.
use portulan_workbook::CellValue as Typed;
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Map, Value, json};

use super::table::TableCell;

/// A row as an object.
pub(super) fn object(columns: &[String], row: &[TableCell]) -> Value {
    let fields = columns.iter().cloned().zip(row.iter().map(value));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// A cell as a cell of a workbook.
pub(super) fn typed(cell: &TableCell) -> Typed {
    match cell {
        TableCell::Empty => Typed::Empty,
        TableCell::Amount(n) => n.to_f64().map_or_else(|| Typed::Text(n.to_string()), Typed::Amount),
        TableCell::Number(n) => n.to_f64().map_or_else(|| Typed::Text(n.to_string()), Typed::Number),
        TableCell::Date(date) => {
            let day = date.first();
            match (date.first() == date.last(), u16::try_from(day.year())) {
                (true, Ok(year)) => Typed::Day(year, day.month().unsigned_abs(), day.day().unsigned_abs()),
                _ => Typed::Text(date.to_string()),
            }
        }
        TableCell::Text(_) | TableCell::Words(_) => Typed::Text(cell.to_string()),
    }
}

fn value(cell: &TableCell) -> Value {
    match cell {
        TableCell::Empty => Value::Null,
        TableCell::Text(text) => json!(text),
        // JSON numbers are written with the digits of the decimal.
        TableCell::Number(n) | TableCell::Amount(n) => {
            serde_json::from_str(&n.to_string()).unwrap_or_else(|_| json!(n.to_string()))
        }
        TableCell::Date(date) => json!(date.to_string()),
        TableCell::Words(words) => json!(words),
    }
}
