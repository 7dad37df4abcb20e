//! Makes explicit what a file leaves to its defaults, so that elements can be compared and stand alone.
use std::collections::{BTreeMap, BTreeSet};

use portulan_iati::rest;
use portulan_iati::tree::{Child, Element};

use super::languages::language;

/// Values of `xml:lang` that name no language are counted for so many of them.
const MAX_UNKNOWN: usize = 100;
/// So much is shown of each.
const MAX_SHOWN_CHARS: usize = 40;

/// Makes a record of a file ready: no markers of rests, and languages in the form of the register. `lang` is the language
/// by default; values of `xml:lang` that name none are counted.
pub(super) fn prepare(
    record: &mut Element,
    root_lang: Option<&str>,
    lang: &str,
    unknown: &mut BTreeMap<String, usize>,
) {
    let of_root = root_lang.and_then(language);
    bring_into_form(record, of_root.as_deref().unwrap_or(lang), unknown);
    explain_currency(record);
}

/// Names the language of every narrative: its own, else that of the elements around it.
fn bring_into_form(element: &mut Element, around: &str, unknown: &mut BTreeMap<String, usize>) {
    element.attributes.retain(|(name, _)| !rest::is_marker(name));
    let stated = element.get("xml:lang").map(|written| {
        language(written).unwrap_or_else(|| {
            if unknown.len() < MAX_UNKNOWN || unknown.contains_key(written) {
                *unknown.entry(written.chars().take(MAX_SHOWN_CHARS).collect()).or_default() += 1;
            }
            around.to_owned()
        })
    });
    let lang = stated.as_deref().unwrap_or(around);
    if element.name == "narrative" {
        match element.attributes.iter_mut().find(|(name, _)| name == "xml:lang") {
            Some((_, value)) => lang.clone_into(value),
            None => element.attributes.push(("xml:lang".into(), lang.to_owned())),
        }
        trim(element);
    }
    for child in &mut element.children {
        if let Child::Element(child) = child {
            bring_into_form(child, lang, unknown);
        }
    }
}

fn trim(narrative: &mut Element) {
    for child in &mut narrative.children {
        if let Child::Text(text) = child {
            *text = text.trim().to_owned();
        }
    }
}

/// Makes explicit what the register writes: narratives name their language.
pub(super) fn make_explicit(record: &mut Element, lang: &str) {
    let lang = record.get("xml:lang").unwrap_or(lang).to_owned();
    visit(record, &mut |element| {
        if element.name == "narrative" {
            if element.get("xml:lang").is_none() {
                element.attributes.push(("xml:lang".into(), lang.clone()));
            }
            trim(element);
        }
    });
    explain_currency(record);
}

/// Gives amounts the currency of their activity where they have none.
fn explain_currency(record: &mut Element) {
    let Some(currency) = record.get("default-currency").map(str::to_owned) else { return };
    visit(record, &mut |element| {
        if element.name == "value" && element.get("currency").is_none() && element.get("value-date").is_some()
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

/// Declares on a record the prefixes that it uses and the root declares.
pub(super) fn declare(record: &mut Element, root: &Element) {
    let mut used = BTreeSet::new();
    visit(record, &mut |element| {
        let names = std::iter::once(&element.name).chain(element.attributes.iter().map(|(name, _)| name));
        used.extend(
            names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| format!("xmlns:{prefix}")),
        );
    });
    for name in used {
        if let Some(value) = root.get(&name)
            && record.get(&name).is_none()
        {
            record.attributes.push((name.into(), value.to_owned()));
        }
    }
}

fn visit(element: &mut Element, act: &mut impl FnMut(&mut Element)) {
    act(element);
    for child in &mut element.children {
        if let Child::Element(child) = child {
            visit(child, act);
        }
    }
}
