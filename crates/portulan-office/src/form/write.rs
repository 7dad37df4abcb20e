//! Conversion of a body to form data: dates and numbers in the user's format.
use portulan_locales::{Language, dates};
use portulan_model::{Body, FieldSchema, folder};
use rust_decimal::Decimal;
use serde_json::Value;

use super::FormData;

/// The form of a body.
pub fn sheet(body: &Body, language: Language) -> FormData {
    written_sheet(body, &folder::to_value(body), language)
}

/// The form of some fields of a body; the others are empty, or have their first choice.
pub fn fields(body: &Body, names: &[&str], language: Language) -> FormData {
    let mut value = folder::to_value(body);
    if let Value::Object(fields) = &mut value {
        fields.retain(|name, _| names.contains(&name.as_str()));
    }
    written_sheet(body, &value, language)
}

fn written_sheet(body: &Body, value: &Value, language: Language) -> FormData {
    let mut sheet = FormData::default();
    sheet.write("", value);
    say(&mut sheet, body.kind().shape(), "", value, language);
    choose(&mut sheet, body.kind().shape(), "");
    sheet
}

/// Writes the choices that a body has without stating them: the first of each list is left out of stored records.
fn choose(sheet: &mut FormData, shape: FieldSchema, path: &str) {
    match shape {
        FieldSchema::Choice(list) if sheet.get(path).is_empty() => sheet.set(path, list.variants[0]),
        FieldSchema::List(inner) => {
            for i in 0..sheet.len(path) {
                choose(sheet, inner(), &format!("{path}/{i}"));
            }
        }
        FieldSchema::Fact(inner) if sheet.under(path).next().is_some() => {
            choose(sheet, inner(), &format!("{path}/value"));
        }
        FieldSchema::Optional(inner) if sheet.under(path).next().is_some() => choose(sheet, inner(), path),
        FieldSchema::Group(group) => {
            for field in group.fields {
                choose(sheet, (field.shape)(), &format!("{path}/{}", field.name));
            }
        }
        _ => {}
    }
}

/// Formats dates and numbers in the user's language.
fn say(sheet: &mut FormData, shape: FieldSchema, path: &str, value: &Value, language: Language) {
    let field = |name: &str| (format!("{path}/{name}"), &value[name]);
    match shape {
        FieldSchema::Date => {
            if let Some(date) = value.as_str().and_then(|s| s.parse().ok()) {
                let written = dates::date(language, date);
                // Early years have fewer than four digits, which could not be parsed as a date.
                if dates::parse(&written) == Some(date) {
                    sheet.set(path, written);
                }
            }
        }
        FieldSchema::Decimal => {
            if let Some(n) = value.as_str().and_then(|s| s.parse::<Decimal>().ok()) {
                sheet.set(path, written(n, language));
            }
        }
        FieldSchema::Period => {
            for (path, value) in [field("start"), field("end")] {
                say(sheet, FieldSchema::Date, &path, value, language);
            }
        }
        FieldSchema::Money => {
            let ((amount, n), (day, date)) = (field("amount"), field("value_date"));
            say(sheet, FieldSchema::Decimal, &amount, n, language);
            say(sheet, FieldSchema::Date, &day, date, language);
        }
        FieldSchema::Quantity => {
            let (path, n) = field("value");
            say(sheet, FieldSchema::Decimal, &path, n, language);
        }
        FieldSchema::Fact(inner) => {
            let (path, value) = field("value");
            say(sheet, inner(), &path, value, language);
        }
        FieldSchema::Optional(inner) => say(sheet, inner(), path, value, language),
        FieldSchema::List(inner) => {
            for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                say(sheet, inner(), &format!("{path}/{i}"), item, language);
            }
        }
        FieldSchema::Group(group) => {
            for f in group.fields {
                let (path, value) = field(f.name);
                say(sheet, (f.shape)(), &path, value, language);
            }
        }
        _ => {}
    }
}

/// Formats a number with all its digits; trailing zeros are preserved, as in sources.
fn written(n: Decimal, language: Language) -> String {
    language.decimal_mark().replace_point(&n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::read;

    #[test]
    fn a_form_that_nobody_touched_reads_as_the_body_it_shows() {
        for language in Language::complete().iter().copied() {
            for record in portulan_testkit::example_records(portulan_testkit::LA_ROCHELLE) {
                let (kind, before) = (record.kind(), record.body);
                let (after, faults) = read::body(kind, &sheet(&before, language), language);
                assert_eq!(faults, []);
                assert_eq!(after, Some(before));
            }
        }
    }
}
