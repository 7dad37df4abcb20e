//! Makes the default values of a file explicit, so that elements can be compared and stored separately.
use std::collections::BTreeMap;

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};

use super::languages::language;

/// The largest number of different invalid values of `xml:lang` that are counted.
const MAX_UNKNOWN: usize = 100;
/// The largest number of characters of each in a message.
const MAX_SHOWN_CHARS: usize = 40;

/// Prepares a record of a file: removes markers of rests, and converts languages to the form of the register.
/// `lang` is the default language; values of `xml:lang` that are not language tags are counted.
pub(super) fn prepare(
    record: &mut Element,
    root_lang: Option<&str>,
    lang: &str,
    unknown: &mut BTreeMap<String, usize>,
) {
    let of_root = root_lang.and_then(language);
    let around = InForce { is_assumed: of_root.is_none(), tag: of_root.unwrap_or_else(|| lang.to_owned()) };
    bring_into_form(record, &around, unknown);
    explain_currency(record);
}

/// The language in scope at an element.
#[derive(Debug, Clone)]
struct InForce {
    tag: String,
    /// True if the file does not state it: it is the default, or replaces an invalid value.
    is_assumed: bool,
}

impl InForce {
    /// The language of an element, given that of its parent.
    fn at(element: &Element, around: &Self, unknown: &mut BTreeMap<String, usize>) -> Self {
        let Some(written) = element.attribute("xml:lang") else { return around.clone() };
        if let Some(tag) = language(written) {
            return Self { tag, is_assumed: false };
        }
        let shown: String = written.chars().take(MAX_SHOWN_CHARS).collect();
        if unknown.len() < MAX_UNKNOWN || unknown.contains_key(&shown) {
            *unknown.entry(shown).or_default() += 1;
        }
        Self { tag: around.tag.clone(), is_assumed: true }
    }
}

/// Sets the language of every narrative: its own, or else that of its parent. Narratives with an assumed
/// language come after those that state it, which take precedence. Returns true if the language is assumed.
fn bring_into_form(element: &mut Element, around: &InForce, unknown: &mut BTreeMap<String, usize>) -> bool {
    element.attributes.retain(|(name, _)| !rest::is_marker(name));
    let lang = InForce::at(element, around, unknown);
    if element.name == "narrative" {
        match element.attributes.iter_mut().find(|(name, _)| name == "xml:lang") {
            Some((_, value)) => value.clone_from(&lang.tag),
            None => element.attributes.push(("xml:lang".into(), lang.tag.clone())),
        }
        trim(element);
    }
    let (mut stated, mut assumed) = (Vec::new(), Vec::new());
    for mut child in std::mem::take(&mut element.children) {
        let is_assumed = match &mut child {
            ElementChild::Element(child) => {
                bring_into_form(child, &lang, unknown) && child.name == "narrative"
            }
            ElementChild::Text(_) => false,
        };
        if is_assumed { &mut assumed } else { &mut stated }.push(child);
    }
    stated.append(&mut assumed);
    element.children = stated;
    lang.is_assumed
}

fn trim(narrative: &mut Element) {
    for child in &mut narrative.children {
        if let ElementChild::Text(text) = child {
            *text = text.trim().to_owned();
        }
    }
}

/// Makes the defaults of the register's own elements explicit: narratives get their language.
pub(super) fn make_explicit(record: &mut Element, lang: &str) {
    let lang = record.attribute("xml:lang").unwrap_or(lang).to_owned();
    visit(record, &mut |element| {
        if element.name == "narrative" {
            if element.attribute("xml:lang").is_none() {
                element.attributes.push(("xml:lang".into(), lang.clone()));
            }
            trim(element);
        }
    });
    explain_currency(record);
}

/// Sets the currency of amounts without one to that of their activity.
fn explain_currency(record: &mut Element) {
    let Some(currency) = record.attribute("default-currency").map(str::to_owned) else { return };
    visit(record, &mut |element| {
        if element.name == "value"
            && element.attribute("currency").is_none()
            && element.attribute("value-date").is_some()
        {
            element.attributes.insert(0, ("currency".into(), currency.clone()));
        }
    });
}

/// Counts content of the root that no record contains.
pub(super) fn count_root(root: &Element, left_out: &mut BTreeMap<String, usize>) {
    const TAKEN: &[&str] = &["version", "generated-datetime", "xml:lang", "xmlns"];
    for (name, _) in &root.attributes {
        let prefixed = name.starts_with("xmlns:") || name.starts_with("xsi:");
        if !prefixed && !TAKEN.contains(&&**name) {
            *left_out.entry(format!("@{name}")).or_default() += 1;
        }
    }
}

fn visit(element: &mut Element, act: &mut impl FnMut(&mut Element)) {
    act(element);
    for child in &mut element.children {
        if let ElementChild::Element(child) = child {
            visit(child, act);
        }
    }
}
