//! Labels of fields: `field-<group>-<field>` if that message exists, or else `field-<field>`.
use portulan_codelists::CodeList;
use portulan_locales::{Language, MessageKey, dates, list, to_kebab_case};
use portulan_model::{ChoiceList, FieldSchema, Kind};

use super::codes::TypedList;

/// True for the key of a theme or political priority, which the program derives from its name and which nobody reads.
pub fn is_derived_key(group: &str, field: &str) -> bool {
    (group, field) == ("Term", "key")
}

/// The field's name.
pub fn label(language: Language, group: &str, field: &str) -> String {
    language.field(group, field)
}

/// The help text of a field; empty if the label suffices.
pub fn help(language: Language, group: &str, field: &str) -> String {
    attribute(language, group, field, "help")
}

/// One item of a list, with its article: "a link".
pub fn one(language: Language, group: &str, field: &str) -> String {
    attribute(language, group, field, "one")
}

fn attribute(language: Language, group: &str, field: &str, name: &str) -> String {
    let key = Language::field_key(group, field).and_then(|key| key.attribute(name));
    key.map_or_else(String::new, |key| language.text(key))
}

/// The name of a variant of an enum of records: the message `role-funding` for the variant `funding` of `Role`.
pub fn choice(language: Language, list: ChoiceList, variant: &str) -> String {
    let key = MessageKey::find(&format!("{}-{variant}", to_kebab_case(list.name)));
    key.map_or_else(|| variant.to_owned(), |key| language.text(key))
}

/// The name of a language: in that language if the office supports it, so that users find theirs.
pub fn tongue(tag: &str) -> String {
    tag.parse::<Language>()
        .map_or_else(|_| CodeList::Language.name(tag, "en").to_owned(), |l| l.endonym().to_owned())
}

/// The text of a problem as a sentence, and its remedy, with the labels that forms give to fields.
pub fn problem(
    language: Language,
    (kind, path): (Kind, &str),
    code: &str,
    arguments: &[(&'static str, String)],
) -> (String, String) {
    // Parts of amounts, periods and places have no field of their own.
    let field =
        |value: &str| Language::field_key(owner(kind, path, value), value).or_else(|| part_key(value));
    let named = arguments.iter().map(|(name, value)| match *name {
        "field" => (*name, field(value).map_or_else(|| value.clone(), |key| language.text(key))),
        // Dates and languages in the reader's words, not as the register stores them.
        "start" | "end" => {
            (*name, dates::parse(value).map_or_else(|| value.clone(), |date| dates::date(language, date)))
        }
        "language" | "tag" => (*name, language_name(language, value)),
        "country" => (*name, CodeList::Country.name(value, language.tag()).to_owned()),
        "code" if code == "subdivision-country" => (*name, TypedList::Subdivision.code_name(value, language)),
        _ => (*name, value.clone()),
    });
    // The codes of these lists are typed by name.
    let list = arguments.iter().find(|(name, _)| *name == "list").map(|(_, key)| key.as_str());
    let list = CodeList::ALL.into_iter().find(|known| Some(known.key()) == list);
    let is_typed = list.and_then(TypedList::of_codes).is_some();
    let code = if code == "code" && is_typed { "code-name" } else { code };
    let (text, remedy) = language.problem_text(code, &named.collect::<Vec<_>>());
    (Language::sentence(text), remedy)
}

/// The name of the struct that has a field: the one at a path, or the last on the way to it.
fn owner(kind: Kind, path: &str, field: &str) -> &'static str {
    let has = |shape: FieldSchema| match shape {
        FieldSchema::Group(group) => {
            group.fields.iter().any(|known| known.name == field).then_some(group.name)
        }
        _ => None,
    };
    let mut shape = inner_shape(kind.shape());
    let mut owner = has(shape).unwrap_or_default();
    for step in path.split('/').skip(1) {
        if let FieldSchema::Group(group) = shape
            && let Some(found) = group.fields.iter().find(|known| known.name == step)
        {
            shape = inner_shape((found.shape)());
            owner = has(shape).unwrap_or(owner);
        }
    }
    owner
}

/// The type of a value, or of the items of a list.
pub(super) fn inner_shape(shape: FieldSchema) -> FieldSchema {
    match shape {
        FieldSchema::Optional(inner) | FieldSchema::Fact(inner) | FieldSchema::List(inner) => {
            inner_shape(inner())
        }
        shape => shape,
    }
}

/// The name of a language in another one; the tag itself if the list does not have it.
fn language_name(language: Language, tag: &str) -> String {
    let code = tag.split('-').next().unwrap_or_default();
    let name = CodeList::Language.get(code).map(|entry| entry.name(language.tag()));
    name.filter(|_| code == tag).map_or_else(|| tag.to_owned(), str::to_lowercase)
}

fn part_key(part: &str) -> Option<MessageKey> {
    list!("office-part").key(&part.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All groups of a schema, with the names of their fields and whether they are lists.
    fn fields(shape: FieldSchema, out: &mut Vec<(String, String, bool)>) {
        match shape {
            FieldSchema::Group(group) => {
                for f in group.fields {
                    let shape = (f.shape)();
                    out.push((
                        group.name.to_owned(),
                        f.name.to_owned(),
                        matches!(shape, FieldSchema::List(_)),
                    ));
                    fields(shape, out);
                }
            }
            FieldSchema::Fact(inner) | FieldSchema::Optional(inner) | FieldSchema::List(inner) => {
                fields(inner(), out);
            }
            _ => {}
        }
    }

    #[test]
    fn problems_name_dates_and_languages_as_people_do() {
        let said = |code, arguments: &[(&'static str, &str)]| {
            let arguments: Vec<_> =
                arguments.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            problem(Language::FRENCH, (Kind::Project, ""), code, &arguments)
                .0
                .replace(['\u{a0}', '\u{202f}'], " ")
        };
        let period = said("period", &[("start", "2024-03"), ("end", "2023-01-01")]);
        assert!(period.contains("1er janvier 2023") && period.contains("mars 2024"), "{period}");
        let untranslated = said("untranslated", &[("language", "en")]);
        assert!(untranslated.contains("anglais") && !untranslated.contains("« en »"), "{untranslated}");
    }

    #[test]
    fn a_missing_field_has_the_name_that_its_struct_gives_it() {
        let said = |path: &str| {
            let arguments = [("field", "kind".to_owned())];
            problem(Language::FRENCH, (Kind::Project, path), "missing", &arguments).0
        };
        assert!(said("/kind").contains("Type d’action"), "{}", said("/kind"));
        for path in ["/results/0", "/results/0/kind"] {
            assert!(!said(path).contains("Type d’action"), "{path}: {}", said(path));
        }
    }

    #[test]
    fn every_field_has_a_name_and_every_list_a_word_for_its_items() {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            fields(kind.shape(), &mut all);
        }
        for language in Language::complete().iter().copied() {
            for (group, field, is_list) in &all {
                assert!(Language::field_key(group, field).is_some(), "{group} {field}");
                assert!(!is_list || !one(language, group, field).is_empty(), "{language}: {group} {field}");
            }
        }
    }
}
