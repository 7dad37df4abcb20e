//! Makes explicit what a file leaves to its defaults, so that elements can be compared and stand alone.
use std::collections::BTreeMap;

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};

use super::languages::language;

/// Values of `xml:lang` that name no language are counted for so many of them.
const MAX_UNKNOWN: usize = 100;
/// So much is shown of each.
const MAX_SHOWN_CHARS: usize = 40;

/// Makes a record of a file ready: no markers of rests, and languages in the form of the register. `lang` is the language
/// by default; values of `xml:lang` that are not language tags are counted.
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

/// The language in force at an element.
#[derive(Debug, Clone)]
struct InForce {
    tag: String,
    /// The file does not state it: it is the default, or stands for a value that is not a language tag.
    is_assumed: bool,
}

impl InForce {
    /// The language at an element, given that of the elements around it.
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

/// Names the language of every narrative: its own, else that of the elements around it. Narratives whose language is only
/// assumed come after those that state it, which so have precedence. Returns whether the language is assumed.
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

/// Makes explicit what the register writes: narratives name their language.
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

/// Gives amounts the currency of their activity where they have none.
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

/// Counts what the root has that no record takes along.
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
