//! The columns of lists of records, and their cells in words.
use portulan_locales::Language;
use portulan_model::kinds::Authority;
use portulan_model::{Body, FieldSchema, Kind, Money};
use rust_decimal::Decimal;

use super::labels::label;
use super::layout::essential_fields;
use super::readout::Readout;
use super::readout_content::{ReadoutContent, ReadoutValue, ReferredRecords};

/// The columns of a list of records of a kind: the fields that distinguish its records, and their status.
pub fn columns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Partnership => &["territories", "since", "themes"],
        Kind::Project => &["partnership", "planned", "status", "budgets"],
        Kind::Organisation => &["acronym", "kind", "country"],
        Kind::Territory => &["kind", "country"],
        Kind::Agreement => &["partnerships", "period"],
        Kind::Event => &["kind", "dates", "place"],
        Kind::Mission => &["dates", "place", "partnerships"],
        Kind::Network => &["kind", "full_name"],
        Kind::Document => &["kind", "publisher", "published"],
        Kind::Media => &["caption", "credit"],
        Kind::Page => &["role"],
        Kind::Person => &["function", "organisation"],
        Kind::Authority => &["country"],
    }
}

/// The columns that a user can choose for a list: those of the kind, and the fields that its form always shows.
pub fn all_columns(kind: Kind) -> Vec<&'static str> {
    let is_column = |name: &&&str| !matches!(**name, "name" | "title" | "file" | "point" | "body" | "media");
    let essential = essential_fields(kind).iter().filter(is_column);
    let others = essential.filter(|name| !columns(kind).contains(name));
    columns(kind).iter().chain(others).copied().collect()
}

/// The label of a column.
pub fn column_label(kind: Kind, name: &str, language: Language) -> String {
    let FieldSchema::Group(group) = kind.shape() else { return String::new() };
    label(language, group.name, name)
}

/// The cells of a record in some columns of its kind. The amounts of a list are summed by currency.
pub fn cells(
    body: &Body,
    records: &ReferredRecords,
    authority: Option<&Authority>,
    language: Language,
    columns: &[&str],
) -> Vec<ReadoutValue> {
    let kind = body.kind();
    let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
    let readout = Readout::of_fields(body, columns, records, authority, language);
    let cell = |name: &&str| {
        if let (Body::Project(project), "budgets") = (body, *name) {
            let text = sums(project.budgets.iter().filter_map(|budget| budget.value.as_ref()), language);
            return ReadoutValue { text, is_number: true, ..ReadoutValue::default() };
        }
        let field = group.fields.iter().find(|field| field.name == *name);
        match field.and_then(|field| readout.field(&group, field)).map(|field| field.content) {
            Some(ReadoutContent::Values(mut values)) if values.len() == 1 => values.remove(0),
            Some(ReadoutContent::Values(values)) => {
                let texts: Vec<String> = values.into_iter().map(|value| value.text).collect();
                ReadoutValue { text: texts.join(", "), ..ReadoutValue::default() }
            }
            // The first column of a table names its rows.
            Some(ReadoutContent::Table(table)) => {
                let texts = table.rows.into_iter().filter_map(|cells| cells.into_iter().next());
                let texts: Vec<String> =
                    texts.map(|cell| cell.text).filter(|text| !text.is_empty()).collect();
                ReadoutValue { text: texts.join(", "), ..ReadoutValue::default() }
            }
            Some(ReadoutContent::Items(items)) => {
                let titles = items.into_iter().filter(|item| item.depth == 0).map(|item| item.title.text);
                let titles: Vec<String> = titles.filter(|text| !text.is_empty()).collect();
                ReadoutValue { text: titles.join(", "), ..ReadoutValue::default() }
            }
            None => ReadoutValue::default(),
        }
    };
    columns.iter().map(cell).collect()
}

/// The sums of amounts, one for each currency, in the order in which the currencies appear.
pub fn sums<'a>(amounts: impl Iterator<Item = &'a Money>, language: Language) -> String {
    let mut totals: Vec<(&str, Decimal)> = Vec::new();
    for money in amounts {
        let currency = money.currency.0.as_str();
        match totals.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, total)) => *total += money.amount,
            None => totals.push((currency, money.amount)),
        }
    }
    let texts: Vec<String> =
        totals.into_iter().map(|(currency, total)| language.money(total, currency)).collect();
    texts.join(" + ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use portulan_model::folder;

    use super::*;

    fn project(text: &str) -> Body {
        let head = "id = \"01a20f25-0000-7000-8000-000000000001\"\nstate = \"draft\"\n";
        folder::read(Kind::Project, "eau", &format!("{head}{text}")).expect("a project").body
    }

    #[test]
    fn the_budgets_of_a_list_are_summed_by_currency() {
        let budget = |amount: &str, currency: &str| {
            format!(
                "[[budgets]]\n[budgets.value]\namount = \"{amount}\"\ncurrency = \"{currency}\"\n\
                value_date = \"2025\"\n"
            )
        };
        let text = [budget("100.5", "EUR"), budget("7", "USD"), budget("20", "EUR")].concat();
        let cells = cells(&project(&text), &HashMap::new(), None, Language::FRENCH, columns(Kind::Project));
        let sum = cells[3].text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(sum, "120,50 € + 7 USD");
    }

    #[test]
    fn each_column_is_a_field_of_its_kind() {
        for kind in Kind::ALL {
            let FieldSchema::Group(group) = kind.shape() else { panic!("{kind} is a group") };
            for name in &all_columns(*kind) {
                assert!(group.fields.iter().any(|field| field.name == *name), "{kind}: {name}");
            }
        }
    }
}
