//! The values by which lists of records are sorted.
use std::collections::BTreeMap;

use portulan_codelists::CodeList;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::{AmountName, Body, FieldFormat, FieldSchema, Kind, folder, normalize_for_search};

/// The longest sorted text, in characters.
const MAX_SORTED_CHARS: usize = 60;

/// The number of digits before the decimal mark of a sorted number.
const DIGITS: usize = 30;

/// The way in which the records of a kind are sorted by a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortedBy {
    /// By the stored value of the field: see [`Body::sort_values`].
    Value,
    /// By the name of the record that the field refers to, or of the first one.
    ReferredName,
}

/// The way in which records of a kind are sorted by a field; `None` if they are not.
pub fn sorted_by(kind: Kind, field: &str) -> Option<SortedBy> {
    let FieldSchema::Group(group) = kind.shape() else { return None };
    let found = group.fields.iter().find(|found| found.name == field)?;
    if amount_of(kind, field).is_some() {
        return Some(SortedBy::Value);
    }
    match inner((found.shape)()) {
        FieldSchema::Reference(_) => Some(SortedBy::ReferredName),
        FieldSchema::List(item) => {
            matches!(inner(item()), FieldSchema::Reference(_)).then_some(SortedBy::ReferredName)
        }
        shape => {
            let is_short = !matches!(
                found.format,
                FieldFormat::Paragraph | FieldFormat::Chapter | FieldFormat::Residual | FieldFormat::FileName
            );
            (is_short && is_sorted(shape)).then_some(SortedBy::Value)
        }
    }
}

impl Body {
    /// The fields by whose values lists are sorted, with texts whose order is that of the values. Amounts are sorted by their largest
    /// sum in one currency.
    pub fn sort_values(&self) -> Vec<(&'static str, String)> {
        let kind = self.kind();
        let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
        let fields = folder::to_value(self);
        let mut sums: BTreeMap<(AmountName, String), Decimal> = BTreeMap::new();
        for (name, money) in self.listed_amounts() {
            *sums.entry((name, money.currency.0)).or_default() += money.amount;
        }
        let value = |name: &'static str, shape: FieldSchema| match amount_of(kind, name) {
            Some(amount) => {
                sums.iter().filter(|((other, _), _)| *other == amount).map(|(_, sum)| *sum).max().map(number)
            }
            None => text_of(shape, &fields[name]),
        };
        let by_value =
            group.fields.iter().filter(|field| sorted_by(kind, field.name) == Some(SortedBy::Value));
        by_value.filter_map(|field| Some((field.name, value(field.name, (field.shape)())?))).collect()
    }
}

/// The amounts that a field of a kind holds.
fn amount_of(kind: Kind, field: &str) -> Option<AmountName> {
    match (kind, field) {
        (Kind::Project, "budgets") => Some(AmountName::Budgets),
        (Kind::Project, "transactions") => Some(AmountName::Paid),
        (Kind::Agreement, "amounts") => Some(AmountName::Promised),
        _ => None,
    }
}

fn inner(shape: FieldSchema) -> FieldSchema {
    match shape {
        FieldSchema::Optional(next) | FieldSchema::Fact(next) => inner(next()),
        shape => shape,
    }
}

/// True for values that have an order.
fn is_sorted(shape: FieldSchema) -> bool {
    matches!(
        shape,
        FieldSchema::Text
            | FieldSchema::Line
            | FieldSchema::Flag
            | FieldSchema::Integer(..)
            | FieldSchema::Decimal
            | FieldSchema::Date
            | FieldSchema::Period
            | FieldSchema::Code(_)
            | FieldSchema::Choice(_)
    )
}

/// The text of a stored value; `None` without one.
fn text_of(shape: FieldSchema, value: &Value) -> Option<String> {
    match shape {
        FieldSchema::Optional(next) => text_of(next(), value),
        FieldSchema::Fact(next) => text_of(next(), &value["value"]),
        FieldSchema::Text => {
            // In French, which most users read, or else in any language.
            let any = value.as_object().into_iter().flat_map(|texts| texts.values());
            let texts = [&value["fr"]].into_iter().chain(any);
            texts.filter_map(Value::as_str).map(folded).find(|text| !text.is_empty())
        }
        FieldSchema::Line => value.as_str().map(folded).filter(|text| !text.is_empty()),
        FieldSchema::Flag => Some(if value.as_bool().unwrap_or_default() { "1" } else { "0" }.to_owned()),
        FieldSchema::Integer(..) => value.as_i64().map(|n| number(Decimal::from(n))),
        FieldSchema::Decimal => value.as_str()?.parse().ok().map(number),
        FieldSchema::Date => value.as_str().map(str::to_owned),
        FieldSchema::Period => value["start"].as_str().or(value["end"].as_str()).map(str::to_owned),
        // Countries by their names in French, which most users read; other codes are in the order of their list.
        FieldSchema::Code(CodeList::Country) => {
            Some(folded(CodeList::Country.name(value.as_str()?, "fr"))).filter(|text| !text.is_empty())
        }
        FieldSchema::Code(_) => value.as_str().map(|code| format!("{code:0>8}")),
        FieldSchema::Choice(list) => {
            // The first choice is left out of stored records.
            let name = value.as_str().unwrap_or(list.variants.first()?);
            list.variants.iter().position(|variant| *variant == name).map(|rank| format!("{rank:03}"))
        }
        _ => None,
    }
}

fn folded(text: &str) -> String {
    normalize_for_search(text.trim()).chars().take(MAX_SORTED_CHARS).collect()
}

/// A number as text in the order of numbers: below zero, it is counted from the smallest.
fn number(n: Decimal) -> String {
    let width = DIGITS + 5;
    if n.is_sign_negative() && !n.is_zero() {
        let digits = format!("{:0width$.4}", n.abs());
        let turned =
            digits.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_digit(9 - d, 10).unwrap_or(c)));
        return format!("-{}", turned.collect::<String>());
    }
    format!("{n:0width$.4}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{Budget, Organisation, Project};
    use crate::{Country, Currency, Fact, Money, Period, Provenance, Text};

    fn stated<T>(value: T) -> Fact<T> {
        Fact { value, source: None, provenance: Provenance::Stated }
    }

    fn value(body: &Body, name: &str) -> Option<String> {
        body.sort_values().into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn the_order_of_the_texts_is_that_of_the_numbers() {
        let numbers = ["-1000", "-20.5", "-20", "0", "0.5", "3", "20", "1000000"];
        let texts: Vec<String> = numbers.iter().map(|n| number(n.parse().expect("a number"))).collect();
        assert!(texts.is_sorted(), "{texts:?}");
    }

    #[test]
    fn projects_are_sorted_by_period_status_and_budget() {
        let money = |amount: i64, currency: &str| {
            let value_date = "2025".parse().expect("a year");
            Some(Money { amount: amount.into(), currency: Currency(currency.to_owned()), value_date })
        };
        let budget = |amount, currency: &str| Budget { value: money(amount, currency), ..Budget::default() };
        let start = Some("2024-03".parse().expect("a month"));
        let project = Body::Project(Box::new(Project {
            planned: Some(stated(Period { start, end: None })),
            budgets: vec![budget(10, "EUR"), budget(20, "EUR"), budget(25, "USD")],
            ..Project::default()
        }));
        assert_eq!(value(&project, "planned").as_deref(), Some("2024-03"));
        assert_eq!(value(&project, "budgets"), Some(number(30.into())), "the largest sum of one currency");
        assert_eq!(value(&project, "status"), None);
        assert_eq!(sorted_by(Kind::Project, "partnership"), Some(SortedBy::ReferredName));
        assert_eq!(sorted_by(Kind::Project, "results"), None);
        assert_eq!(sorted_by(Kind::Project, "dragon"), None);
    }

    #[test]
    fn texts_and_countries_are_folded() {
        let organisation = |country: &str| {
            Body::Organisation(Box::new(Organisation {
                name: Text([("fr".to_owned(), "École".to_owned())].into()),
                country: Some(stated(Country(country.to_owned()))),
                ..Organisation::default()
            }))
        };
        assert_eq!(value(&organisation("DE"), "country").as_deref(), Some("allemagne"));
        assert_eq!(value(&organisation("DE"), "name").as_deref(), Some("ecole"));
    }
}
