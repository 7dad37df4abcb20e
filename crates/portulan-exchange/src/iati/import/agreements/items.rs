//! Matching of agreements that transactions and funding lines name by their title only.
use std::collections::{HashMap, HashSet, VecDeque};

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};

use super::super::own;
use super::super::resolver::RecordResolver;
use super::index::{NAME, titles};
use super::near::Near;
use super::records::add;

/// Identifies the agreements that items of an activity name, by the item that the register wrote before, or
/// by title.
pub(super) fn identify(
    book: &mut RecordResolver<'_>,
    whole: &mut Element,
    old: Option<&Element>,
    near: &Near,
) {
    let names_some = |element: &&Element| element.name != NAME && names_agreement(element);
    let old: Vec<&Element> = old.into_iter().flat_map(Element::elements).filter(names_some).collect();
    let written: HashSet<_> = old.iter().map(|element| rest::canonical(element)).collect();
    let mut alike: HashMap<String, VecDeque<&Element>> = HashMap::new();
    for element in old {
        alike.entry(without_identifiers(element)).or_default().push_back(element);
    }
    for child in &mut whole.children {
        let ElementChild::Element(element) = child else { continue };
        if element.name == NAME || !names_agreement(element) || written.contains(&rest::canonical(element)) {
            continue;
        }
        let alike = alike.get_mut(&without_identifiers(element)).and_then(VecDeque::pop_front);
        if let Some(old) = alike {
            take_identifiers(element, old);
        }
        identify_within(book, element, near);
    }
}

fn names_agreement(element: &Element) -> bool {
    element.elements().any(|e| e.name == NAME || names_agreement(e))
}

/// The content of an item, without identifiers of agreements.
fn without_identifiers(element: &Element) -> String {
    fn strip(element: &mut Element) {
        if element.name == NAME {
            element.attributes.retain(|(name, _)| name != "ref");
        }
        for child in &mut element.children {
            if let ElementChild::Element(child) = child {
                strip(child);
            }
        }
    }
    let mut plain = element.clone();
    strip(&mut plain);
    rest::canonical(&plain)
}

/// Copies identifiers of agreements from an item with the same content.
fn take_identifiers(element: &mut Element, from: &Element) {
    fn gather<'e>(element: &'e Element, into: &mut VecDeque<Option<&'e str>>) {
        for child in element.elements() {
            if child.name == NAME {
                into.push_back(child.attribute("ref"));
            }
            gather(child, into);
        }
    }
    fn give(element: &mut Element, identifiers: &mut VecDeque<Option<&str>>) {
        for child in &mut element.children {
            let ElementChild::Element(child) = child else { continue };
            if child.name == NAME {
                let identifier =
                    identifiers.pop_front().flatten().filter(|_| child.attribute("ref").is_none());
                child.attributes.extend(identifier.map(|id| ("ref".into(), id.to_owned())));
            }
            give(child, identifiers);
        }
    }
    let mut identifiers = VecDeque::new();
    gather(from, &mut identifiers);
    give(element, &mut identifiers);
}

/// Identifies the agreements that elements of an activity name by title.
fn identify_within(book: &mut RecordResolver<'_>, element: &mut Element, near: &Near) {
    for child in &mut element.children {
        let ElementChild::Element(element) = child else { continue };
        if element.name != NAME {
            identify_within(book, element, near);
            continue;
        }
        let of_title = |slugs: &HashMap<String, String>| {
            let titles = titles(&own::words(element, "portulan:title"));
            titles.iter().find_map(|title| slugs.get(title)).cloned()
        };
        let has_reference = element.attribute("ref").is_some();
        let found = book.agreements.referenced_by(element).cloned();
        let found = found.or_else(|| of_title(&near.by_title));
        let found = found.or_else(|| of_title(&book.agreements.by_title).filter(|_| !has_reference));
        match found {
            Some(slug) => book.agreements.identify(element, &slug),
            None => {
                add(book, element);
            }
        }
    }
}
