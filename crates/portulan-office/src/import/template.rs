//! The columns of a table to fill in: what each cell can contain, in words, with lists to choose from and an example.
use portulan_codelists::CodeList;
use portulan_locales::{Language, MessageKey, dates, key, list};
use portulan_model::kinds::Authority;
use portulan_model::{FieldFormat, FieldSchema, Kind, PartialDate, normalize_for_search};
use portulan_workbook::TemplateColumn;

use super::columns::{Column, ImportTarget};
use super::composite_columns::import_columns;
use super::value_names::ValueNames;

/// The largest number of entries of a drop-down list.
const MAX_CHOICES: usize = 1_000;
/// Lists with more entries are in the order of the alphabet.
const MAX_UNSORTED: usize = 30;

/// The columns of a target, in a language.
pub fn template_columns(
    target: ImportTarget,
    authority: Option<&Authority>,
    names: &mut ValueNames<'_>,
    language: Language,
) -> Vec<TemplateColumn> {
    let tongues = authority.map(|authority| authority.languages.clone()).unwrap_or_default();
    let first = tongues.first().map(String::as_str).unwrap_or_default();
    let columns = import_columns(target, &tongues, language).into_iter();
    let filled = columns.map(|column| {
        let choices = choices(&column, names, language);
        let example = example(&column, target, names, (language, first));
        TemplateColumn {
            note: note(&column, target, !choices.is_empty(), language),
            has_several: column.many,
            heading: column.label,
            choices,
            example,
        }
    });
    filled.collect()
}

/// The entries of the drop-down list of a column.
fn choices(column: &Column, names: &mut ValueNames<'_>, language: Language) -> Vec<String> {
    if matches!(column.shape, FieldSchema::Flag) {
        return [key!("office-yes"), key!("office-no")].map(|key| language.text(key)).into();
    }
    let mut all = names.all(column);
    if all.len() > MAX_CHOICES {
        return Vec::new();
    }
    if all.len() > MAX_UNSORTED {
        all.sort_by_cached_key(|name| normalize_for_search(name));
    }
    all
}

/// The note on a heading: what to write in the column.
fn note(column: &Column, target: ImportTarget, has_choices: bool, language: Language) -> String {
    let with = |key: MessageKey, kind: Kind| {
        let kind = language.word(list!("record-kind"), kind.singular());
        language.format(key, &[("value", kind.as_str().into())])
    };
    let key = match column.shape {
        _ if column.is_record() && target.list.is_some() => {
            return with(key!("office-import-note-item"), target.kind);
        }
        _ if column.is_record() => key!("office-import-note-record"),
        FieldSchema::Reference(kind) if column.many => return with(key!("office-import-note-records"), kind),
        FieldSchema::Reference(kind) => return with(key!("office-import-note-reference"), kind),
        _ if has_choices && column.many => key!("office-import-note-choices"),
        _ if has_choices => key!("office-import-note-choice"),
        FieldSchema::Date => key!("office-import-note-date"),
        FieldSchema::Decimal => key!("office-import-note-number"),
        FieldSchema::Integer(..) if column.format == FieldFormat::SdgGoal => key!("office-import-note-sdgs"),
        FieldSchema::Integer(..) => key!("office-import-note-integer"),
        _ if column.path.contains("/*/value/") => key!("office-import-note-texts"),
        _ if column.many => key!("office-import-note-several"),
        _ => key!("office-import-note-text"),
    };
    language.text(key)
}

/// The cell of the example, which is about the fictional authority; empty for a field that can be left out.
fn example(
    column: &Column,
    target: ImportTarget,
    names: &mut ValueNames<'_>,
    (language, first): (Language, &str),
) -> String {
    let path = column.path.as_str();
    let day =
        |text: &str| text.parse::<PartialDate>().map(|day| dates::date(language, day)).unwrap_or_default();
    match column.shape {
        _ if column.is_record() && target.list.is_none() => String::new(),
        _ if column.is_record() => name_of_example(target.kind, language),
        _ if path == format!("/title/{first}") || path == format!("/name/{first}") => match target.list {
            None => name_of_example(target.kind, language),
            Some(_) => String::new(),
        },
        // An import does not create agreements from their names.
        FieldSchema::Reference(Kind::Agreement | Kind::Event | Kind::Project) => String::new(),
        FieldSchema::Reference(kind) => name_of_example(kind, language),
        FieldSchema::Date if path.ends_with("/end") => day("2026-12-31"),
        FieldSchema::Date => day("2025-03-01"),
        FieldSchema::Decimal if path.ends_with("/amount") => "12500".to_owned(),
        FieldSchema::Decimal if path.ends_with("/percentage") => "100".to_owned(),
        FieldSchema::Code(CodeList::Country) => names.of(column, "SN"),
        FieldSchema::Code(CodeList::Currency) => names.of(column, "EUR"),
        FieldSchema::Code(CodeList::ActivityStatus) => names.of(column, "2"),
        FieldSchema::Code(list) => {
            let first = list.entries().first().map(|entry| entry.code).unwrap_or_default();
            names.of(column, first)
        }
        FieldSchema::Choice(list) => names.of(column, list.variants.first().copied().unwrap_or_default()),
        _ if column.format == FieldFormat::Term => names.all(column).into_iter().next().unwrap_or_default(),
        FieldSchema::Integer(..) if column.format == FieldFormat::SdgGoal => "6".to_owned(),
        _ => String::new(),
    }
}

/// The name of a fictional record.
fn name_of_example(kind: Kind, language: Language) -> String {
    let key = match kind {
        Kind::Project => key!("office-import-example-project"),
        Kind::Partnership => key!("office-import-example-partnership"),
        Kind::Organisation => key!("office-import-example-organisation"),
        Kind::Event => key!("office-import-example-event"),
        Kind::Agreement => key!("office-import-example-agreement"),
        Kind::Territory => key!("office-import-example-territory"),
        _ => return String::new(),
    };
    language.text(key)
}
