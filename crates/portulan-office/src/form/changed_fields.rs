//! The fields that differ between two versions of a record, in a few words.
use std::collections::HashMap;

use portulan_locales::Language;
use portulan_model::{Body, FieldSchema, folder};
use serde_json::Value;

use super::labels::{label, one};
use super::layout::sections;

/// The names of the fields that differ, in the order of the form; of a list, the number of items that were added, changed or removed.
pub fn changed_fields(old: &Body, new: &Body, language: Language) -> Vec<String> {
    let kind = new.kind();
    let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
    let (old, new) = (folder::to_value(old), folder::to_value(new));
    let order: Vec<&str> = sections(kind).iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
    let mut fields: Vec<&str> = group.fields.iter().map(|field| field.name).collect();
    fields.sort_by_key(|field| order.iter().position(|known| known == field).unwrap_or(usize::MAX));
    let differ = fields.into_iter().filter(|field| old.get(field) != new.get(field));
    differ
        .map(|field| {
            let name = label(language, group.name, field);
            match changed_items(old.get(field), new.get(field)) {
                None | Some(0) => name,
                Some(1) => {
                    Some(one(language, group.name, field)).filter(|one| !one.is_empty()).unwrap_or(name)
                }
                Some(count) => format!("{count} {}", inside_a_sentence(&name)),
            }
        })
        .collect()
}

/// The number of items of a list that were added, changed or removed; 0 if only their order differs, `None` for values that are not
/// lists.
fn changed_items(old: Option<&Value>, new: Option<&Value>) -> Option<usize> {
    let items = |value: Option<&Value>| match value {
        Some(Value::Array(items)) => Some(items.iter().map(Value::to_string).collect::<Vec<_>>()),
        _ => None,
    };
    let (old, new) = match (items(old), items(new)) {
        (None, None) => return None,
        (old, new) => (old.unwrap_or_default(), new.unwrap_or_default()),
    };
    let mut counts: HashMap<&str, isize> = HashMap::new();
    for item in &new {
        *counts.entry(item).or_default() += 1;
    }
    for item in &old {
        *counts.entry(item).or_default() -= 1;
    }
    let sum = |sign: isize| counts.values().map(|count| usize::try_from(count * sign).unwrap_or(0)).sum();
    // A changed item is one that was removed and one that was added.
    Some(usize::max(sum(1), sum(-1)))
}

/// A label with a small first letter, unless it is an abbreviation.
fn inside_a_sentence(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::kinds::{Budget, Project};
    use portulan_model::{Currency, Money, Text};

    use super::*;

    fn project(title: &str, amounts: &[i64]) -> Body {
        let budget = |amount: &i64| {
            let value = Money {
                amount: (*amount).into(),
                currency: Currency("EUR".to_owned()),
                value_date: "2025".parse().expect("a year"),
            };
            Budget { value: Some(value), ..Budget::default() }
        };
        Body::Project(Box::new(Project {
            title: Text([("fr".to_owned(), title.to_owned())].into()),
            budgets: amounts.iter().map(budget).collect(),
            ..Project::default()
        }))
    }

    #[test]
    fn fields_are_named_and_items_are_counted() {
        let changed = |old: &Body, new: &Body| changed_fields(old, new, Language::FRENCH).join(", ");
        let old = project("Eau", &[10, 20]);
        assert_eq!(changed(&old, &old), "");
        assert_eq!(changed(&old, &project("Forage", &[10, 20])), "Titre");
        // The first item is removed, and another is changed: the others have other places.
        assert_eq!(changed(&project("Eau", &[10, 20, 30]), &project("Eau", &[20, 31])), "2 budgets");
        assert_eq!(changed(&old, &project("Forage", &[])), "Titre, 2 budgets");
        assert_eq!(changed(&old, &project("Eau", &[20, 10])), "Budgets", "their order");
        assert_eq!(changed(&old, &project("Eau", &[10])), one(Language::FRENCH, "project", "budgets"));
        assert_eq!(inside_a_sentence("ODD visés"), "ODD visés");
    }
}
