//! Values for all rows, for fields that no column of the file gives.
use portulan_locales::{Language, key};
use portulan_model::Kind;
use serde::{Deserialize, Serialize};

use super::columns::{Column, ImportTarget};
use super::composite_columns::{BUDGET_AMOUNT, BUDGET_CURRENCY, COUNTRY, import_columns, is_composite};
use super::fill::{Filled, put_list};
use super::planner::Planner;
use super::values::ValueDomain;
use crate::error::OfficeError;
use crate::form::FormData;

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

impl Planner<'_> {
    /// The value for all rows of a field.
    pub fn constant(&self, path: &str) -> Option<&str> {
        let constant = self.mapping.constants.iter().find(|constant| constant.path == path)?;
        let is_mapped = self.columns.iter().any(|(_, column)| column.path == path);
        Some(constant.value.as_str()).filter(|value| !value.is_empty() && !is_mapped)
    }

    /// The fields with a value for all rows, other than those about other records.
    fn own_constants(&self) -> impl Iterator<Item = (&Column, &str)> {
        let own = self.constant_columns.iter().filter(|column| !is_composite(&column.path));
        own.filter_map(|column| Some((column, self.constant(&column.path)?)))
    }

    /// Writes the values for all rows into a form, under a path, after the cells of the row.
    pub fn fill_constants(&self, sheet: &mut FormData, under: &str, filled: &mut Filled) {
        for (column, value) in self.own_constants() {
            let path = format!("{under}{}", column.path);
            if let Some((list, rest)) = path.split_once("/*") {
                put_list(sheet, list, rest, &[value.to_owned()]);
                filled.written.push(list.to_owned());
                continue;
            }
            if let Some(money) = path.strip_suffix("/currency") {
                // An amount can name its own currency; without an amount there is none.
                let has_amount = !sheet.get(&format!("{money}/amount")).trim().is_empty();
                if !has_amount || filled.written.contains(&path) {
                    continue;
                }
            }
            sheet.set(path.clone(), value);
            filled.written.push(path);
        }
    }

    /// Accepts the records among the values for all rows, as far as the user may know of them.
    pub async fn accept_constants(&mut self) -> Result<(), OfficeError> {
        let records: Vec<(Kind, String)> = self
            .own_constants()
            .filter_map(|(column, value)| match ValueDomain::of(column)? {
                ValueDomain::Records(kind) => Some((kind, value.to_owned())),
                _ => None,
            })
            .collect();
        for (kind, slug) in records {
            self.choose_record(kind, &slug).await?;
        }
        Ok(())
    }

    /// The notes of the preview about values for all rows.
    pub fn constant_notes(&self) -> Vec<String> {
        let language = self.current_user.language();
        let named = self.constant_columns.iter().filter(|column| self.constant(&column.path).is_some());
        let note = |column: &Column| {
            let name = self.label(column, ValueDomain::of(column)?, self.constant(&column.path)?);
            let value = language.labelled(&column.label, &name);
            Some(language.format(key!("office-import-constant-note"), &[("value", value.as_str().into())]))
        };
        named.filter_map(note).collect()
    }
}
