//! Export of records as a workbook that can be imported again: columns of an import, typed cells, and a sheet
//! for each list whose items are rows. Changes made in it are imported at `/office/import`.
use portulan_locales::{Language, dates};
use portulan_model::{FieldSchema, Kind};
use portulan_store::StoredRecord;
use portulan_workbook::{CellValue, WorkbookError, write_sheets};
use rust_decimal::prelude::ToPrimitive as _;

use super::columns::{Column, ImportTarget, RECORD, columns};
use crate::form::labels::choice;
use crate::form::{FormData, write};

/// The workbook of some records of a kind, in a language.
pub fn workbook(
    kind: Kind,
    records: &[StoredRecord],
    tongues: &[String],
    language: Language,
) -> Result<Vec<u8>, WorkbookError> {
    let sheets: Vec<(&str, FormData)> =
        records.iter().map(|s| (s.record.slug.as_str(), write::sheet(&s.record.body, language))).collect();
    let targets = std::iter::once(ImportTarget { kind, list: None }).chain(ImportTarget::flat_lists(kind));
    let written = targets.map(|target| {
        let columns = columns(target, tongues, language);
        let headings = columns.iter().map(|c| c.label.clone()).collect();
        let row = |slug: &str, sheet: &FormData, under: &str| {
            columns.iter().map(|column| cell(column, slug, sheet, under, language)).collect()
        };
        let rows: Vec<Vec<CellValue>> = match target.list {
            None => sheets.iter().map(|(slug, sheet)| row(slug, sheet, "")).collect(),
            Some(list) => {
                let items = |(slug, sheet): &(&str, FormData)| {
                    let count = sheet.len(&format!("/{list}"));
                    (0..count).map(|i| row(slug, sheet, &format!("/{list}/{i}"))).collect::<Vec<_>>()
                };
                sheets.iter().flat_map(items).collect()
            }
        };
        (target.label(language).replace(" › ", " - "), headings, rows)
    });
    // The first sheet contains the records; empty lists have no sheet.
    let stored = written.enumerate().filter(|(i, (_, _, rows))| *i == 0 || !rows.is_empty());
    write_sheets(stored.map(|(_, sheet)| sheet))
}

fn cell(column: &Column, slug: &str, sheet: &FormData, under: &str, language: Language) -> CellValue {
    if column.path == RECORD {
        return CellValue::Text(slug.to_owned());
    }
    let path = format!("{under}{}", column.path);
    let Some((list, rest)) = path.split_once("/*") else {
        return value(column, sheet.get(&path), language);
    };
    let pieces = (0..sheet.len(list)).map(|i| sheet.get(&format!("{list}/{i}{rest}")));
    let pieces: Vec<String> =
        pieces.filter(|p| !p.is_empty()).map(|piece| message(column, piece, language)).collect();
    // Sentences have semicolons of their own.
    let between = if column.path.contains("/*/value/") { "\n" } else { "; " };
    text(pieces.join(between))
}

fn text(text: String) -> CellValue {
    if text.is_empty() { CellValue::Empty } else { CellValue::Text(text) }
}

fn value(column: &Column, field: &str, language: Language) -> CellValue {
    match column.shape {
        FieldSchema::Decimal | FieldSchema::Integer(..) => {
            let number = language.read_decimal(field).and_then(|n| n.to_f64());
            number.map_or_else(|| text(field.to_owned()), CellValue::Number)
        }
        FieldSchema::Date => {
            let Some(date) = dates::parse(field) else { return text(field.to_owned()) };
            let (day, year) = (date.first(), u16::try_from(date.year()));
            match (date.day(), year) {
                (Some(_), Ok(year)) => {
                    CellValue::Day(year, day.month().unsigned_abs(), day.day().unsigned_abs())
                }
                // A month or a year must not become a day.
                _ => text(date.to_string()),
            }
        }
        _ => text(message(column, field, language)),
    }
}

/// The display of a field: names for our own lists, codes for others.
fn message(column: &Column, field: &str, language: Language) -> String {
    match column.shape {
        FieldSchema::Choice(list) if !field.is_empty() => choice(language, list, field),
        FieldSchema::Flag if field == "true" => "x".to_owned(),
        _ => field.to_owned(),
    }
}
