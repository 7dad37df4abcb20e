//! Export of records as a workbook that can be imported again: columns of an import, typed cells, names in place of codes and
//! slugs, and a sheet for each list whose items are rows. Changes made in it are imported at `/office/import`.
use std::collections::HashMap;

use portulan_locales::{Language, dates};
use portulan_model::kinds::Authority;
use portulan_model::{FieldSchema, Kind};
use portulan_store::StoredRecord;
use portulan_workbook::{CellValue, WorkbookError, write_sheets};
use rust_decimal::prelude::ToPrimitive as _;

use super::columns::{Column, ImportTarget, RECORD, columns};
use super::value_names::ValueNames;
use crate::form::{FormData, write};

/// The workbook of some records of a kind, in a language. `names` has the names of the records and of those that they refer to.
pub fn workbook(
    kind: Kind,
    records: &[StoredRecord],
    authority: Option<&Authority>,
    names: &HashMap<(Kind, String), String>,
    language: Language,
) -> Result<Vec<u8>, WorkbookError> {
    let tongues = authority.map(|authority| authority.languages.clone()).unwrap_or_default();
    let mut names = ValueNames::new(language, authority, names);
    let sheets: Vec<(&str, FormData)> =
        records.iter().map(|s| (s.record.slug.as_str(), write::sheet(&s.record.body, language))).collect();
    let targets = std::iter::once(ImportTarget { kind, list: None }).chain(ImportTarget::flat_lists(kind));
    let written = targets.map(|target| {
        let columns = columns(target, &tongues, language);
        let headings = columns.iter().map(|c| c.label.clone()).collect();
        let mut rows: Vec<Vec<CellValue>> = Vec::new();
        for (slug, sheet) in &sheets {
            // A row of a list names its record; the row of the record has the slug, so that its name can be changed.
            let (record, unders) = match target.list {
                None => ((*slug).to_owned(), vec![String::new()]),
                Some(list) => {
                    let count = sheet.len(&format!("/{list}"));
                    let unders = (0..count).map(|i| format!("/{list}/{i}")).collect();
                    (names.record(kind, slug), unders)
                }
            };
            for under in unders {
                let cell = |column: &Column| cell(column, &record, (sheet, &under), &mut names, language);
                rows.push(columns.iter().map(cell).collect());
            }
        }
        (target.label(language).replace(" › ", " - "), headings, rows)
    });
    // The first sheet contains the records; empty lists have no sheet.
    let stored = written.enumerate().filter(|(i, (_, _, rows))| *i == 0 || !rows.is_empty());
    write_sheets(stored.map(|(_, sheet)| sheet))
}

fn cell(
    column: &Column,
    record: &str,
    (sheet, under): (&FormData, &str),
    names: &mut ValueNames<'_>,
    language: Language,
) -> CellValue {
    if column.path == RECORD {
        return CellValue::Text(record.to_owned());
    }
    let path = format!("{under}{}", column.path);
    let Some((list, rest)) = path.split_once("/*") else {
        return value(column, sheet.get(&path), names, language);
    };
    let pieces = (0..sheet.len(list)).map(|i| sheet.get(&format!("{list}/{i}{rest}")));
    let pieces: Vec<String> = pieces.filter(|p| !p.is_empty()).map(|piece| names.of(column, piece)).collect();
    // Sentences have semicolons of their own.
    let between = if column.path.contains("/*/value/") { "\n" } else { "; " };
    text(pieces.join(between))
}

fn text(text: String) -> CellValue {
    if text.is_empty() { CellValue::Empty } else { CellValue::Text(text) }
}

fn value(column: &Column, field: &str, names: &mut ValueNames<'_>, language: Language) -> CellValue {
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
                    CellValue::LocalDay(year, day.month().unsigned_abs(), day.day().unsigned_abs())
                }
                // A month or a year must not become a day.
                _ => text(dates::date(language, date)),
            }
        }
        _ => text(names.of(column, field)),
    }
}
