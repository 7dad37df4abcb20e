//! The differences between two versions of a record, field by field, formatted for users.
use std::collections::{BTreeSet, HashMap};

use portulan_locales::{Language, dates, key, list};
use portulan_model::{Body, FieldFormat, FieldSchema, Kind};
use similar::{ChangeTag, TextDiff};

use super::codes::TypedList;
use super::labels::{choice, label, tongue};
use super::layout::sections;
use super::{FormData, write};

/// A field that differs.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// The position: "Organisations participantes – 2 › Rôle".
    pub label: String,
    /// The text in segments: `same`, `gone` or `new`.
    pub pieces: Vec<(&'static str, String)>,
}

/// The fields that differ, in the order of the form.
pub fn changes(
    old: Option<&Body>,
    new: &Body,
    names: &HashMap<(Kind, String), String>,
    language: Language,
) -> Vec<Changed> {
    let kind = new.kind();
    let after = write::sheet(new, language);
    let before = old.map(|old| write::sheet(old, language)).unwrap_or_default();
    let paths: BTreeSet<&str> = before.iter().chain(after.iter()).map(|(path, _)| path).collect();
    let is_derived = |path: &str| kind == Kind::Authority && path.ends_with("/key");
    let differ = paths.into_iter().filter(|path| before.get(path) != after.get(path) && !is_derived(path));
    let mut paths: Vec<&str> = differ.map(|path| money_of(kind, path).unwrap_or(path)).collect();
    paths.dedup();
    let order: Vec<&str> = sections(kind).iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
    let first = |path: &str| path.split('/').nth(1).and_then(|f| order.iter().position(|o| *o == f));
    paths.sort_by_key(|path| first(path));
    let say = |path: &str, sheet: &FormData| match at(kind, path).0 {
        Some(FieldSchema::Money) => money(path, sheet, language),
        _ => shown(kind, path, sheet.get(path), names, language),
    };
    paths
        .into_iter()
        .map(|path| {
            let (old, new) = (say(path, &before), say(path, &after));
            let pieces = if is_text(kind, path) { pieces(&old, &new) } else { replaced(old, new) };
            Changed { label: title(kind, path, language), pieces }
        })
        .collect()
}

/// The path of the amount of money that a path leads into.
fn money_of(kind: Kind, path: &str) -> Option<&str> {
    let (parent, _) = path.rsplit_once('/')?;
    matches!(at(kind, parent).0, Some(FieldSchema::Money)).then_some(parent)
}

/// An amount of money with its currency and, in brackets, its value date; empty without any of them.
fn money(path: &str, sheet: &FormData, language: Language) -> String {
    let part = |name: &str| sheet.get(&format!("{path}/{name}"));
    let (amount, currency, day) = (part("amount"), part("currency"), part("value_date"));
    let amount = match language.read_decimal(amount) {
        Some(number) => language.money(number, currency),
        None => format!("{amount} {currency}").trim().to_owned(),
    };
    let day = match day.parse() {
        Ok(day) => dates::date(language, day),
        Err(_) => day.to_owned(),
    };
    match (amount.is_empty(), day.is_empty()) {
        (_, true) => amount,
        (true, false) => day,
        (false, false) => format!("{amount} ({day})"),
    }
}

/// The difference of two values that are no texts: one is replaced by the other.
fn replaced(old: String, new: String) -> Vec<(&'static str, String)> {
    let arrow = if old.is_empty() || new.is_empty() { "" } else { " → " };
    let pieces = [("gone", old), ("same", arrow.to_owned()), ("new", new)];
    pieces.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// The difference of two texts, word by word.
fn pieces(old: &str, new: &str) -> Vec<(&'static str, String)> {
    let diff = TextDiff::from_words(old, new);
    let mut out: Vec<(&'static str, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match out.last_mut().filter(|(last, _)| *last == tag) {
            Some((_, text)) => text.push_str(change.value()),
            None => out.push((tag, change.value().to_owned())),
        }
    }
    out
}

/// A value in words: the name of a referenced record, of a code or of a choice; any other value unchanged.
fn shown(
    kind: Kind,
    path: &str,
    value: &str,
    names: &HashMap<(Kind, String), String>,
    language: Language,
) -> String {
    let (shape, steps) = at(kind, path);
    match shape {
        _ if value.is_empty() => String::new(),
        _ if matches!(steps.last(), Some(DiffStep::Term)) => {
            names.get(&(Kind::Authority, value.to_owned())).cloned().unwrap_or_else(|| value.to_owned())
        }
        _ if matches!(steps.last(), Some(DiffStep::Provenance)) => language.word(list!("provenance"), value),
        Some(FieldSchema::Reference(kind)) => {
            names.get(&(kind, value.to_owned())).cloned().unwrap_or_else(|| value.to_owned())
        }
        Some(FieldSchema::Choice(list)) => choice(language, list, value),
        Some(FieldSchema::Code(list)) => list.name(value, language.tag()).to_owned(),
        Some(FieldSchema::Flag) => language.text(match value {
            "true" => key!("office-yes"),
            _ => key!("office-no"),
        }),
        Some(FieldSchema::Line) => match list_of(kind, path) {
            Some(list) => list.code_name(value, language),
            None => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// The list that the text at a path is a code of.
fn list_of(kind: Kind, path: &str) -> Option<TypedList> {
    let mut shape = kind.shape();
    let mut list = None;
    for step in path.split('/').skip(1) {
        while let FieldSchema::Optional(inner) | FieldSchema::List(inner) | FieldSchema::Fact(inner) = shape {
            shape = inner();
        }
        if let FieldSchema::Group(group) = shape
            && let Some(field) = group.fields.iter().find(|field| field.name == step)
        {
            (shape, list) = ((field.shape)(), TypedList::of_format(field.format));
        }
    }
    list
}

/// The label of a path.
pub fn title(kind: Kind, path: &str, language: Language) -> String {
    let words = at(kind, path).1.into_iter().map(|step| step.say(language));
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    // The amount of an amount is said once.
    words.dedup();
    words.join(" › ")
}

/// True if a path leads to a text in one language.
pub fn is_text(kind: Kind, path: &str) -> bool {
    matches!(at(kind, path).1.last(), Some(DiffStep::Tongue(_)))
}

enum DiffStep {
    /// The key of a theme or political priority, which is shown by its name.
    Term,
    Field(&'static str, &'static str),
    Item(&'static str, &'static str, usize),
    Part(String),
    Tongue(String),
    Source,
    Provenance,
}

impl DiffStep {
    fn say(self, language: Language) -> String {
        match self {
            Self::Term => String::new(),
            Self::Field(group, field) => label(language, group, field),
            Self::Item(group, field, index) => format!("{} – {}", label(language, group, field), index + 1),
            Self::Part(name) => language.word(list!("office-part"), portulan_locales::to_kebab_case(&name)),
            Self::Tongue(tag) => tongue(&tag),
            Self::Source => label(language, "", "source"),
            Self::Provenance => language.text(key!("provenance-title")),
        }
    }
}

/// The shape at a path, and the steps to it.
fn at(kind: Kind, path: &str) -> (Option<FieldSchema>, Vec<DiffStep>) {
    let (mut shape, mut place, mut steps) = (Some(kind.shape()), ("", ""), Vec::new());
    for step in path.split('/').skip(1) {
        while let Some(FieldSchema::Optional(inner)) = shape {
            shape = Some(inner());
        }
        shape = match shape {
            Some(FieldSchema::Group(group)) => match group.fields.iter().find(|f| f.name == step) {
                Some(field) => {
                    place = (group.name, field.name);
                    steps.push(match field.format {
                        FieldFormat::Term => DiffStep::Term,
                        _ => DiffStep::Field(group.name, field.name),
                    });
                    Some((field.shape)())
                }
                None => source(step, &mut steps),
            },
            Some(FieldSchema::List(inner)) => {
                let index = step.parse().unwrap_or_default();
                // The name of a list is less specific than that of its item.
                steps.pop();
                steps.push(DiffStep::Item(place.0, place.1, index));
                Some(inner())
            }
            Some(FieldSchema::Text) => {
                steps.push(DiffStep::Tongue(step.to_owned()));
                None
            }
            Some(FieldSchema::Period | FieldSchema::Point | FieldSchema::Money | FieldSchema::Quantity) => {
                steps.push(DiffStep::Part(step.to_owned()));
                None
            }
            // The value of a fact is not a separate step.
            Some(FieldSchema::Fact(inner)) if step == "value" => Some(inner()),
            Some(FieldSchema::Fact(_)) => source(step, &mut steps),
            other => other,
        };
    }
    while let Some(FieldSchema::Optional(inner)) = shape {
        shape = Some(inner());
    }
    (shape, steps)
}

fn source(step: &str, steps: &mut Vec<DiffStep>) -> Option<FieldSchema> {
    steps.push(if step == "source" { DiffStep::Source } else { DiffStep::Provenance });
    (step == "source").then_some(FieldSchema::Reference(Kind::Document))
}

#[cfg(test)]
mod tests {
    use portulan_model::kinds::{Budget, Project};
    use portulan_model::{Currency, Money};

    use super::*;

    #[test]
    fn values_are_said_in_words() {
        let names = HashMap::from([
            ((Kind::Organisation, "afd".to_owned()), "Agence".to_owned()),
            ((Kind::Authority, "eau".to_owned()), "Eau potable".to_owned()),
        ]);
        let say = |kind, path: &str, value: &str| shown(kind, path, value, &names, Language::FRENCH);
        assert_eq!(
            say(Kind::Partnership, "/kind/value", "decentralised-cooperation"),
            "Coopération décentralisée"
        );
        assert_eq!(say(Kind::Territory, "/country", "SN"), "Sénégal");
        assert_eq!(say(Kind::Project, "/transactions/0/kind", "3"), "Décaissement");
        assert_eq!(say(Kind::Partnership, "/since/provenance", "inferred"), "déduit");
        assert_eq!(say(Kind::Partnership, "/participations/0/organisation", "afd"), "Agence");
        assert_eq!(say(Kind::Organisation, "/acronym", "AFD"), "AFD");
        assert_eq!(say(Kind::Authority, "/languages/0", "ar"), "arabe");
        assert_eq!(say(Kind::Authority, "/licence", "etalab-2.0"), "Licence Ouverte 2.0");
        let register = say(Kind::Organisation, "/identifiers/0/scheme", "FR-RNA");
        assert_eq!(register, "Répertoire national des associations");
        assert_eq!(say(Kind::Partnership, "/themes/0/key", "eau"), "Eau potable");
        assert_eq!(replaced("Ville".into(), String::new()), [("gone", "Ville".to_owned())]);
        let both = [("gone", "a".to_owned()), ("same", " → ".to_owned()), ("new", "b".to_owned())];
        assert_eq!(replaced("a".into(), "b".into()), both);
    }

    #[test]
    fn an_amount_of_money_is_one_line() {
        let body = |amount: i64, currency: &str| {
            let value = Money {
                amount: amount.into(),
                currency: Currency(currency.to_owned()),
                value_date: "2025".parse().expect("a year"),
            };
            let budget = Budget { value: Some(value), ..Budget::default() };
            Body::Project(Box::new(Project { budgets: vec![budget], ..Project::default() }))
        };
        let (old, new) = (body(45_000, "EUR"), body(1_250_000, "XOF"));
        let said = |old: Option<&Body>, new: &Body| -> Vec<String> {
            let changes = changes(old, new, &HashMap::new(), Language::FRENCH);
            let said = |changed: Changed| {
                let texts: Vec<String> = changed.pieces.into_iter().map(|(_, text)| text).collect();
                format!("{}: {}", changed.label, texts.concat())
            };
            changes.into_iter().filter(|changed| changed.label.contains("Budget")).map(said).collect()
        };
        let label = "Budgets – 1 › Montant";
        assert!(
            said(None, &old).contains(&format!("{label}: 45\u{202f}000\u{a0}€ (2025)")),
            "{:?}",
            said(None, &old)
        );
        let both = format!("{label}: 45\u{202f}000\u{a0}€ (2025) → 1\u{202f}250\u{202f}000\u{a0}XOF (2025)");
        assert_eq!(said(Some(&old), &new), [both]);
    }

    #[test]
    fn paths_are_said_in_words() {
        let say = |path: &str| title(Kind::Partnership, path, Language::FRENCH);
        assert_eq!(say("/title/fr"), "Titre › Français");
        assert_eq!(say("/since/value"), "Début");
        assert_eq!(say("/since/source"), "Début › Source");
        assert_eq!(say("/themes/0/key"), "Thèmes – 1");
        assert_eq!(say("/summary/value/en"), "Résumé › English");
        assert_eq!(say("/objectives/1/value/fr"), "Objectifs – 2 › Français");
        assert_eq!(say("/participations/0/role"), "Organisations participantes – 1 › Rôle");
        assert_eq!(say("/figures/0/quantity/qualifier"), "Chiffres clés – 1 › Nombre › Précision");
    }
}
