//! Labels of fields: `field-<group>-<field>` if that message exists, or else `field-<field>`.
use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::{FieldSchema, Kind};

/// The field's name.
pub fn label(language: Language, group: &str, field: &str) -> String {
    language.text(&Language::field_key(group, field))
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
    let key = format!("{}.{name}", Language::field_key(group, field));
    if language.has_message(&key) { language.text(&key) } else { String::new() }
}

/// The prefix of the message keys of an enum's variants.
pub fn choice_key(list: &str) -> &'static str {
    match list {
        "PartnershipKind" => "layer-one",
        "ProjectKind" => "project",
        "EventKind" => "event",
        "NetworkKind" => "network",
        "DocumentKind" => "document",
        "TerritoryKind" => "territory-kind",
        "PageRole" => "page-role",
        "SitePart" => "site-part",
        "Qualifier" => "office-qualifier",
        "Direction" => "direction",
        "Reply" => "reply",
        "CostKind" => "cost",
        "CostStage" => "cost-stage",
        "LegalBasis" => "legal-basis",
        "ConsentTo" => "consent-to",
        "ContactPart" => "contact-part",
        "OdaKind" => "oda",
        "Marker" => "marker",
        "Mechanism" => "mechanism",
        "FundingStage" => "funding",
        "InKindKind" => "in-kind",
        "PartGroup" => "part",
        "Role" => "role",
        "Status" => "status",
        _ => "instrument",
    }
}

/// The name of a language: in that language if the office supports it, so that users find theirs.
pub fn tongue(tag: &str) -> String {
    tag.parse::<Language>()
        .map_or_else(|_| CodeList::Language.name(tag, "en").to_owned(), |l| l.endonym().to_owned())
}

/// The text of a problem and its remedy, with the labels that forms give to fields.
pub fn problem(
    language: Language,
    kind: Kind,
    code: &str,
    arguments: &[(&'static str, String)],
) -> (String, String) {
    let FieldSchema::Group(group) = kind.shape() else { return Default::default() };
    let named = arguments.iter().map(|(name, value)| match *name {
        "field" if language.has_message(&Language::field_key(group.name, value)) => {
            (*name, label(language, group.name, value))
        }
        // Parts of amounts, periods and places have no field of their own.
        "field" if language.has_message(&part_key(value)) => (*name, language.text(&part_key(value))),
        _ => (*name, value.clone()),
    });
    language.problem_text(code, &named.collect::<Vec<_>>())
}

fn part_key(part: &str) -> String {
    format!("office-part-{}", part.replace('_', "-"))
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
    fn every_field_has_a_name_and_every_list_a_word_for_its_items() {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            fields(kind.shape(), &mut all);
        }
        for language in Language::ALL {
            for (group, field, is_list) in &all {
                assert!(
                    language.has_message(&Language::field_key(group, field)),
                    "{language}: {group} {field}"
                );
                assert!(!is_list || !one(language, group, field).is_empty(), "{language}: {group} {field}");
            }
        }
    }
}
