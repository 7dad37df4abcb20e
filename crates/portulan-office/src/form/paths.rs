//! The paths of forms in words: the labels of the fields that they lead through.
use portulan_locales::{Language, key, list};
use portulan_model::{FieldFormat, FieldSchema, Kind};

use super::labels::{inner_shape, label, tongue};

/// The label of a path.
pub fn title(kind: Kind, path: &str, language: Language) -> String {
    words(at(kind, path).1, language)
}

/// The labels of some steps.
pub(super) fn words(steps: impl IntoIterator<Item = PathStep>, language: Language) -> String {
    let words = steps.into_iter().map(|step| step.say(language));
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    // The amount of an amount is said once.
    words.dedup();
    words.join(" › ")
}

/// True if a path leads to a text in one language.
pub fn is_text(kind: Kind, path: &str) -> bool {
    matches!(at(kind, path).1.last(), Some(PathStep::Tongue(_)))
}

/// A step of a path.
pub(super) enum PathStep {
    /// The key of a theme or political priority, which is shown by its name.
    Term,
    Field(&'static str, &'static str),
    Item(&'static str, &'static str, usize),
    Part(String),
    Tongue(String),
    Source,
    Provenance,
}

impl PathStep {
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
pub(super) fn at(kind: Kind, path: &str) -> (Option<FieldSchema>, Vec<PathStep>) {
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
                        FieldFormat::Term => PathStep::Term,
                        _ => PathStep::Field(group.name, field.name),
                    });
                    Some((field.shape)())
                }
                None => source(step, &mut steps),
            },
            Some(FieldSchema::List(inner)) => {
                let index = step.parse().unwrap_or_default();
                // The name of a list is less specific than that of its item.
                steps.pop();
                steps.push(PathStep::Item(place.0, place.1, index));
                Some(inner())
            }
            Some(FieldSchema::Text) => {
                steps.push(PathStep::Tongue(step.to_owned()));
                None
            }
            Some(FieldSchema::Period | FieldSchema::Point | FieldSchema::Money | FieldSchema::Quantity) => {
                steps.push(PathStep::Part(step.to_owned()));
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

fn source(step: &str, steps: &mut Vec<PathStep>) -> Option<FieldSchema> {
    steps.push(if step == "source" { PathStep::Source } else { PathStep::Provenance });
    (step == "source").then_some(FieldSchema::Reference(Kind::Document))
}

/// The format of the field at a path, or of the one that the path leads into.
pub(super) fn format_of(kind: Kind, path: &str) -> FieldFormat {
    let mut shape = kind.shape();
    let mut format = FieldFormat::Plain;
    for step in path.split('/').skip(1) {
        if let FieldSchema::Group(group) = inner_shape(shape)
            && let Some(field) = group.fields.iter().find(|field| field.name == step)
        {
            (shape, format) = ((field.shape)(), field.format);
        }
    }
    format
}

/// The place of a value in the schema: the position of each step among the fields of its struct, or in its list.
pub(super) fn schema_order(kind: Kind, path: &str) -> Vec<usize> {
    let mut shape = Some(kind.shape());
    let mut order = Vec::new();
    for step in path.split('/').skip(1) {
        while let Some(FieldSchema::Optional(inner)) = shape {
            shape = Some(inner());
        }
        let (position, next) = match shape {
            Some(FieldSchema::Group(group)) => {
                match group.fields.iter().position(|field| field.name == step) {
                    Some(index) => (index, Some((group.fields[index].shape)())),
                    None => (usize::MAX, None),
                }
            }
            Some(FieldSchema::List(inner)) => (step.parse().unwrap_or(usize::MAX), Some(inner())),
            Some(FieldSchema::Fact(inner)) if step == "value" => (0, Some(inner())),
            _ => (usize::MAX, None),
        };
        order.push(position);
        shape = next;
    }
    order
}
