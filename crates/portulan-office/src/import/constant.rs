//! A value for all rows, and the fields that can have one.
use portulan_locales::Language;
use portulan_model::Kind;
use serde::{Deserialize, Serialize};

use super::columns::{Column, ImportTarget};
use super::composite_columns::{BUDGET_AMOUNT, BUDGET_CURRENCY, COUNTRY, import_columns, is_composite};
use super::value::ValueDomain;

/// A value for all rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constant {
    /// The field.
    pub path: String,
    /// The text that the user chose or typed.
    pub text: String,
    /// The value of the form, such as a code or a slug; empty if the text is not recognised.
    pub value: String,
}

/// The fields for which the user can give one value for all rows, without those that a column fills.
pub fn constant_columns(
    target: ImportTarget,
    tongues: &[String],
    language: Language,
    mapped: &[String],
) -> Vec<Column> {
    let is_mapped = |path: &str| mapped.iter().any(|column| column == path);
    let amount = |path: &str| match path {
        BUDGET_CURRENCY => Some(BUDGET_AMOUNT.to_owned()),
        _ => path.strip_suffix("/currency").map(|money| format!("{money}/amount")),
    };
    let is_offered = |column: &Column| {
        let path = column.path.as_str();
        let is_known = ValueDomain::of(column)
            .is_some_and(|domain| !matches!(domain, ValueDomain::Records(Kind::Document)));
        // A currency is of use with an amount only.
        is_known
            && is_needed(target, path)
            && !is_mapped(path)
            && amount(path).is_none_or(|path| is_mapped(&path))
    };
    import_columns(target, tongues, language).into_iter().filter(is_offered).collect()
}

/// True for fields that rows need and that often have the same value in all of them.
fn is_needed(target: ImportTarget, path: &str) -> bool {
    const FIELDS: [&str; 7] = ["country", "currency", "kind", "partnership", "status", "themes", "type"];
    if is_composite(path) {
        return matches!(path, COUNTRY | BUDGET_CURRENCY);
    }
    let mut steps = path.split('/').filter(|step| !matches!(*step, "" | "value" | "*" | "key"));
    let (first, rest) = (steps.next().unwrap_or_default(), steps.next());
    FIELDS.contains(&rest.unwrap_or(first))
        && (target.list.is_some() || rest.is_none_or(|step| step == "currency"))
}
