//! The columns of a list of projects that are about other records.
use portulan_codelists::CodeList;
use portulan_locales::{Language, key};
use portulan_model::{FieldFormat, FieldSchema, Kind};

use super::columns::{Column, ImportTarget, columns};

/// A place where the project happens: a territory.
pub const PLACE: &str = "/+place";
/// The country of the places and of the partnership that the row names.
pub const COUNTRY: &str = "/+country";
/// An organisation that takes part as a partner.
pub const PARTNER: &str = "/+partner";
/// An organisation that funds the project.
pub const FUNDER: &str = "/+funder";
/// The amount of the budget.
pub const BUDGET_AMOUNT: &str = "/+budget/amount";
/// The currency of the budget.
pub const BUDGET_CURRENCY: &str = "/+budget/currency";

/// True for a column that fills no field of its own.
pub fn is_composite(path: &str) -> bool {
    path.starts_with("/+")
}

/// The columns of a target that are about other records.
fn composite_columns(target: ImportTarget, language: Language) -> Vec<Column> {
    if target.kind != Kind::Project || target.list.is_some() {
        return Vec::new();
    }
    let column = |path: &str, label, shape, many| Column {
        path: path.to_owned(),
        label: language.text(label),
        shape,
        format: FieldFormat::Plain,
        many,
    };
    vec![
        column(PLACE, key!("office-import-place"), FieldSchema::Reference(Kind::Territory), true),
        column(COUNTRY, key!("office-import-country"), FieldSchema::Code(CodeList::Country), false),
        column(PARTNER, key!("office-import-partner"), FieldSchema::Reference(Kind::Organisation), true),
        column(FUNDER, key!("office-import-funder"), FieldSchema::Reference(Kind::Organisation), true),
        column(BUDGET_AMOUNT, key!("office-import-budget"), FieldSchema::Decimal, false),
        column(
            BUDGET_CURRENCY,
            key!("office-import-budget-currency"),
            FieldSchema::Code(CodeList::Currency),
            false,
        ),
    ]
}

/// The columns that an import can take: those of the target, and for projects those about other records.
pub fn import_columns(target: ImportTarget, tongues: &[String], language: Language) -> Vec<Column> {
    let mut all = columns(target, tongues, language);
    all.extend(composite_columns(target, language));
    all
}
