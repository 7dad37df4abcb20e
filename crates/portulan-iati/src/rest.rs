//! Rests: the content of a whole element that a part of it lacks, and merging of part and rest.
//!
//! A system that stores some of a record stores the [`rest`] with it, and [`merge`]s both when it writes. As
//! long as the part is unchanged, the result equals the whole element, to the last attribute. If the part has
//! changed in between, its values take precedence, and content of the rest about removed items is dropped.
//!
//! The markers of a rest are attributes of its elements, which no IATI element has:
//!
//! - `portulan-partial="2"`: the element completes the second element of the part with the key in
//!   `portulan-key`.
//! - `portulan-absent="1"`: the part has this element, the whole does not.
//! - `portulan-was-code="4"`: the part has this value, the whole another one or none. `portulan-was` is for
//!   texts.
mod markers;
mod merge;
mod pairing;

use std::collections::{HashMap, VecDeque};

use crate::read::ReadError;
use crate::schema::{Content, TYPES, Type};
use crate::tree::{Element, ElementChild};
use crate::xml::is_blank;

use markers::{ABSENT, KEY, PARTIAL, WAS, attribute_of, unmarked, was};
use pairing::{alike, is_in, is_single, key, key_of, particle, slot, sort, type_at};

pub use markers::{is_absent, is_marker};
pub use pairing::{canonical, same};

/// Attributes that only the part determines: the time of writing, and the language of texts without one.
const OWN: &[(&str, &str)] = &[
    ("iati-activity", "last-updated-datetime"),
    ("iati-activity", "xml:lang"),
    ("iati-organisation", "last-updated-datetime"),
    ("iati-organisation", "xml:lang"),
];

/// The prefix of the elements of Portulan, which a document declares at its root.
const OWN_PREFIX: &str = "portulan";
/// The namespace of these elements.
pub const OWN_NAMESPACE: &str = "urn:portulan:iati:1";

/// The reason why a text is not a rest.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The text is not exactly one XML element.
    #[error(transparent)]
    Xml(#[from] ReadError),
    /// An element without prefix has a default namespace, so that it would replace an element of the standard.
    #[error("the element {0} has a default namespace")]
    DefaultNamespace(String),
    /// A prefix that is not declared, is declared as nothing, or is that of Portulan for another namespace.
    #[error("the prefix of {0} is not declared, or not as it must be")]
    Prefix(String),
}

/// Checks that a text is a rest which a document can contain: one XML element, whose names without prefix are those of
/// the standard, and whose prefixes are declared. The rest of an item may use those that the rest of its record declares
/// ([`prefixes`]), since its element is inside that of the record.
///
/// # Errors
///
/// Returns the first reason why it is not.
pub fn check(text: &str, of_record: &[String]) -> Result<(), RestError> {
    let of_record = of_record.iter().map(String::as_str);
    let mut declared: Vec<&str> = ["xml", OWN_PREFIX].into_iter().chain(of_record).collect();
    check_names(&crate::element(text)?, false, &mut declared)
}

/// The prefixes that the element of a rest declares; none if the text is not XML, which [`check`] reports.
pub fn prefixes(text: &str) -> Vec<String> {
    let element = crate::element(text).unwrap_or_default();
    declared_by(&element).map(str::to_owned).collect()
}

/// The prefixes that an element declares.
fn declared_by(element: &Element) -> impl Iterator<Item = &str> {
    element.attributes.iter().filter_map(|(name, _)| name.strip_prefix("xmlns:"))
}

/// Checks the names of an element and of those inside. `is_foreign` is true inside a default namespace, `declared` are the
/// prefixes declared around the element.
fn check_names<'a>(
    element: &'a Element,
    mut is_foreign: bool,
    declared: &mut Vec<&'a str>,
) -> Result<(), RestError> {
    let outside = declared.len();
    declared.extend(declared_by(element));
    if let Some(uri) = element.attribute("xmlns") {
        is_foreign = !uri.is_empty();
    }
    if is_foreign && !element.name.contains(':') {
        return Err(RestError::DefaultNamespace(element.name.to_string()));
    }
    let is_declared = |name: &str| match name.split_once(':') {
        Some((prefix, local)) => declared.contains(&prefix) && !local.contains(':'),
        None => true,
    };
    let is_right = |name: &str, value: &str| match name.strip_prefix("xmlns:") {
        Some(OWN_PREFIX) => value == OWN_NAMESPACE,
        Some(_) => !value.is_empty(),
        None => name == "xmlns" || is_declared(name),
    };
    let wrong = element.attributes.iter().find(|(name, value)| !is_right(name, value)).map(|(name, _)| name);
    if let Some(name) = wrong.or(Some(&element.name).filter(|name| !is_declared(name))) {
        return Err(RestError::Prefix(name.to_string()));
    }
    for child in element.elements() {
        check_names(child, is_foreign, declared)?;
    }
    declared.truncate(outside);
    Ok(())
}

/// The content of `whole` that `part` lacks; `None` if there is none. `path` leads from a record to the
/// element, such as `["iati-activity", "result"]`.
pub fn rest(path: &[&str], whole: &Element, part: &Element) -> Option<Element> {
    rest_of(type_at(path), whole, part)
}

/// Merges a part with its rest, in the order of the schema.
pub fn merge(path: &[&str], part: Element, rest: &Element) -> Element {
    merge::merge(type_at(path), part, rest)
}

/// True if a rest has independent elements with this name that replace those a part would generate.
pub fn replaces(rest: &Element, name: &str) -> bool {
    let is_marked = |e: &Element| e.attributes.iter().any(|(name, _)| is_marker(name));
    let made_up = rest.children_named(name).any(is_absent);
    made_up
        && rest.children_named(name).all(|e| e.attribute(PARTIAL).is_none())
        && rest.children_named(name).any(|e| !is_marked(e))
}

/// True if a rest has an independent element with this name.
pub fn holds(rest: &Element, name: &str) -> bool {
    rest.children_named(name).any(|e| !e.attributes.iter().any(|(name, _)| is_marker(name)))
}

/// True if the part is still the one for which an element of its rest was computed.
pub fn fits(rest: &Element, part: &[Element]) -> bool {
    if rest.attribute(ABSENT).is_some() {
        let plain = unmarked(rest.clone());
        return part.iter().any(|e| same(e, &plain));
    }
    if rest.attribute(PARTIAL).is_none() {
        return true;
    }
    let key = key_of(rest);
    let agrees = |e: &Element| {
        rest.attributes.iter().all(|(name, value)| match attribute_of(name) {
            Some(attribute) => e.attribute(&attribute) == Some(value),
            None => true,
        })
    };
    part.iter().any(|e| e.name == rest.name && key_of(e) == key && agrees(e))
}

fn holds_elements(ty: Option<&Type>) -> bool {
    ty.is_some_and(|t| matches!(t.content, Content::Sequence(_)))
}

fn rest_of(ty: Option<&'static Type>, whole: &Element, part: &Element) -> Option<Element> {
    let mut out = Element::new(whole.name.clone());
    rest_of_attributes(whole, part, &mut out);
    rest_of_elements(ty, whole, part, &mut out);
    let (text, before) = (whole.text(), part.text());
    if text.trim() != before.trim() {
        if !holds_elements(ty) {
            out.attributes.push((WAS.into(), before));
            out.push_text(&text);
        } else if !is_blank(&text) {
            out.push_text(&text);
        }
    }
    sort(ty, &mut out, true);
    (!out.attributes.is_empty() || !out.children.is_empty()).then_some(out)
}

fn rest_of_attributes(whole: &Element, part: &Element, out: &mut Element) {
    let theirs = |name: &str| !is_in(OWN, whole, name);
    for (name, value) in &whole.attributes {
        match part.attribute(name) {
            None => out.attributes.push((name.clone(), value.clone())),
            Some(before) if before != value && theirs(name) => {
                out.attributes.push((was(name).into(), before.to_owned()));
                out.attributes.push((name.clone(), value.clone()));
            }
            Some(_) => {}
        }
    }
    let gone = part.attributes.iter().filter(|(name, _)| whole.attribute(name).is_none() && theirs(name));
    out.attributes.extend(gone.map(|(name, before)| (was(name).into(), before.clone())));
}

fn rest_of_elements(ty: Option<&'static Type>, whole: &Element, part: &Element, out: &mut Element) {
    let before: Vec<&Element> = part.elements().collect();
    let mut free = vec![true; before.len()];
    let mut equal: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (place, element) in before.iter().enumerate() {
        equal.entry(canonical(element)).or_default().push_back(place);
    }
    let mut left = Vec::new();
    // Equal elements are paired first, so that the others are paired with similar ones.
    for child in whole.elements() {
        match equal.get_mut(&canonical(child)).and_then(VecDeque::pop_front) {
            Some(place) => free[place] = false,
            None => left.push(child),
        }
    }
    let mut like = alike(ty, before.iter().copied());
    for child in left {
        let found = particle(ty, &child.name);
        let alike = slot(found, child).and_then(|slot| like.get_mut(&slot));
        let Some((ordinal, place)) = alike.and_then(|alike| alike.first(|place| free[place])) else {
            out.children.push(ElementChild::Element(child.clone()));
            continue;
        };
        free[place] = false;
        let ty = found.map(|(_, p)| &TYPES[usize::from(p.ty)]);
        if let Some(mut left) = rest_of(ty, child, before[place]) {
            if !is_single(found) {
                let marks = [(PARTIAL, (ordinal + 1).to_string()), (KEY, key(child).unwrap_or_default())];
                let marks = marks.map(|(name, value)| (name.into(), value));
                left.attributes.splice(0..0, marks);
            }
            out.children.push(ElementChild::Element(left));
        }
    }
    let gone = before.into_iter().zip(free).filter(|(_, free)| *free);
    out.children.extend(gone.map(|(element, _)| ElementChild::Element(element.clone().with(ABSENT, "1"))));
}

#[cfg(test)]
mod tests;
