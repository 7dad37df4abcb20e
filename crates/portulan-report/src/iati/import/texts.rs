//! Makes explicit what a file leaves to its defaults, so that elements can be compared and stand alone.
use std::collections::BTreeSet;

use portulan_iati::tree::{Child, Element};

/// Gives narratives their language and amounts their currency, and takes away the white space around narratives.
pub(super) fn make_explicit(record: &mut Element, lang: &str) {
    let lang = record.get("xml:lang").unwrap_or(lang).to_owned();
    let currency = record.get("default-currency").map(str::to_owned);
    visit(record, &mut |element| match &*element.name {
        "narrative" => {
            if element.get("xml:lang").is_none() {
                element.attributes.push(("xml:lang".into(), lang.clone()));
            }
            for child in &mut element.children {
                if let Child::Text(text) = child {
                    *text = text.trim().to_owned();
                }
            }
        }
        "value" if element.get("currency").is_none() && element.get("value-date").is_some() => {
            if let Some(currency) = &currency {
                element.attributes.insert(0, ("currency".into(), currency.clone()));
            }
        }
        _ => {}
    });
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
