//! The filters of a list, with the values that its records have, and the sums of its amounts.
use std::collections::HashMap;

use portulan_codelists::CodeList;
use portulan_editorial::authority;
use portulan_locales::list;
use portulan_model::{FacetName, FieldSchema, Kind};
use portulan_store::{AmountTotal, ListFigures};
use uuid::Uuid;

use super::list_query::ListQuery;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::labels;
use crate::form::refs::term_names;
use crate::view::OfficeView;

/// The largest number of values that a filter offers.
pub const MAX_VALUES: u32 = 100;

/// A filter of a list.
pub struct ListFilter {
    pub name: FacetName,
    /// The values with their labels and numbers of records, and whether the list has only those records.
    pub values: Vec<FilterValue>,
    /// True if records may have other values too: the most frequent ones are offered.
    pub is_cut: bool,
}

/// A value of a filter.
pub struct FilterValue {
    pub value: String,
    pub label: String,
    pub count: u64,
    pub is_chosen: bool,
}

/// The filters of a list, from its figures. Each counts the records that the others leave.
pub async fn filters(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    kind: Kind,
    query: &ListQuery,
    figures: &mut ListFigures,
) -> Result<Vec<ListFilter>, OfficeError> {
    if !current_user.sees_values() {
        return Ok(Vec::new());
    }
    let mut filters = Vec::new();
    for name in FacetName::of(kind) {
        let mut counts = figures.values.remove(name).unwrap_or_default();
        let is_cut = counts.len() >= MAX_VALUES as usize;
        let chosen = query.value(*name);
        if let Some(chosen) = chosen.filter(|chosen| !counts.iter().any(|(value, _)| value == chosen)) {
            counts.push((chosen.to_owned(), 0));
        }
        let names = names(office, current_user, v, *name, &counts).await?;
        let value = |(value, count): (String, u64)| FilterValue {
            label: label(v, kind, *name, &value, &names),
            is_chosen: chosen == Some(value.as_str()),
            value,
            count,
        };
        let mut values: Vec<FilterValue> = counts.into_iter().map(value).collect();
        values.sort_by_cached_key(|value| portulan_model::normalize_for_search(&value.label));
        if !values.is_empty() {
            filters.push(ListFilter { name: *name, values, is_cut });
        }
    }
    Ok(filters)
}

/// The names of the records or themes that values mean.
async fn names(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    name: FacetName,
    counts: &[(String, u64)],
) -> Result<HashMap<String, String>, OfficeError> {
    if name == FacetName::Theme {
        let authority = authority(&*office.store).await?.unwrap_or_default();
        let terms = term_names(&authority, v.language).into_iter();
        return Ok(terms.map(|((_, key), name)| (key, name)).collect());
    }
    if name.target().is_none() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = counts.iter().filter_map(|(id, _)| id.parse().ok()).collect();
    let heads = office.store.summaries_by_id(&ids, &current_user.visible_filter()).await?;
    Ok(heads.into_iter().map(|head| (head.id.to_string(), v.head(&head))).collect())
}

/// The label of a value.
fn label(
    v: &OfficeView,
    kind: Kind,
    name: FacetName,
    value: &str,
    names: &HashMap<String, String>,
) -> String {
    let tag = v.language.tag();
    match name {
        FacetName::Country => CodeList::Country.name(value, tag).to_owned(),
        FacetName::Kind if kind == Kind::Organisation => {
            CodeList::OrganisationType.name(value, tag).to_owned()
        }
        FacetName::Status if kind == Kind::Project => CodeList::ActivityStatus.name(value, tag).to_owned(),
        FacetName::Status => v.word(list!("status"), value),
        FacetName::Kind | FacetName::Role => choice(v, kind, name, value),
        FacetName::Year => value.to_owned(),
        FacetName::Theme | FacetName::Partnership | FacetName::Funder => {
            names.get(value).cloned().unwrap_or_else(|| value.to_owned())
        }
    }
}

/// The label of a value of a list of choices of the kind.
fn choice(v: &OfficeView, kind: Kind, name: FacetName, value: &str) -> String {
    let field = match (kind, name) {
        (Kind::Mission, _) => "direction",
        (_, FacetName::Role) => "role",
        _ => "kind",
    };
    let FieldSchema::Group(group) = kind.shape() else { return value.to_owned() };
    match group.fields.iter().find(|known| known.name == field).map(|field| (field.shape)()) {
        Some(FieldSchema::Choice(list)) => labels::choice(v.language, list, value),
        _ => value.to_owned(),
    }
}

/// The sums of the amounts of all records of a list, in words; empty without amounts.
pub fn totals(v: &OfficeView, sums: &[AmountTotal]) -> Vec<(String, String)> {
    let mut totals: Vec<(String, Vec<String>)> = Vec::new();
    for total in sums {
        let label = v.word(list!("list-total"), total.name.name());
        let amount = v.money(total.amount, &total.currency);
        match totals.iter_mut().find(|(known, _)| *known == label) {
            Some((_, amounts)) => amounts.push(amount),
            None => totals.push((label, vec![amount])),
        }
    }
    totals.into_iter().map(|(label, amounts)| (label, amounts.join(" + "))).collect()
}
