//! Pairing of elements: by their content, by the place in the schema, and by keys.
use std::collections::HashMap;

use super::markers::KEY;
use crate::schema::{ANY, Content, Grammar, NAMES, Particle, TYPES, Type};
use crate::tree::{Element, ElementChild};

/// Attributes that distinguish elements with the same name, with their default values. Elements without such
/// attributes are paired in order.
const KEYS: &[(&str, &[(&str, &str)])] = &[
    ("activity-date", &[("type", "")]),
    ("actual", &[("value", "")]),
    ("baseline", &[("year", "")]),
    ("category", &[("code", "")]),
    ("crs-add", &[]),
    ("default-aid-type", &[("vocabulary", "1")]),
    ("description", &[("type", "1")]),
    ("document-link", &[("url", "")]),
    ("language", &[("code", "")]),
    ("narrative", &[("xml:lang", "")]),
    ("participating-org", &[("ref", ""), ("role", "")]),
    ("policy-marker", &[("vocabulary", "1"), ("code", "")]),
    ("portulan:agreement", &[("ref", "")]),
    ("recipient-country", &[("code", "")]),
    ("recipient-region", &[("vocabulary", "1"), ("code", "")]),
    ("related-activity", &[("type", ""), ("ref", "")]),
    ("sector", &[("vocabulary", "1"), ("code", "")]),
    ("tag", &[("vocabulary", ""), ("code", "")]),
    ("target", &[("value", "")]),
];

/// True if two elements are equal, apart from the order of attributes and elements and white space around
/// texts.
pub fn same(a: &Element, b: &Element) -> bool {
    a.name == b.name && canonical(a) == canonical(b)
}

/// A text that is equal for two elements if they are the [`same`].
pub fn canonical(element: &Element) -> String {
    let mut attributes: Vec<_> = element.attributes.iter().map(|(n, v)| format!("{n:?}={v:?}")).collect();
    attributes.sort_unstable();
    let mut children: Vec<_> = element.elements().map(canonical).collect();
    children.sort_unstable();
    format!("({} {} {:?} {})", element.name, attributes.join(" "), element.text().trim(), children.concat())
}

pub(super) fn type_at(path: &[&str]) -> Option<&'static Type> {
    let (first, others) = path.split_first()?;
    let root = match *first {
        "iati-organisation" => "iati-organisations",
        _ => "iati-activities",
    };
    let grammar = Grammar::for_root(root, "2.03")?;
    let (_, ty) = grammar.globals.iter().find(|(name, _)| NAMES[usize::from(*name)] == *first)?;
    others.iter().try_fold(&TYPES[usize::from(*ty)], |ty, name| child_type(ty, name))
}

/// The particle for a child, with its position in the sequence of the parent.
pub(super) fn particle<'t>(ty: Option<&'t Type>, name: &str) -> Option<(usize, &'t Particle)> {
    let Content::Sequence(particles) = &ty?.content else { return None };
    let named = |p: &Particle| p.name != ANY && NAMES[usize::from(p.name)] == name;
    particles.iter().enumerate().find(|(_, p)| named(p))
}

fn child_type(ty: &'static Type, name: &str) -> Option<&'static Type> {
    particle(Some(ty), name).map(|(_, p)| &TYPES[usize::from(p.ty)])
}

/// The values that identify an element among others with its name; `None` if there are none.
pub(super) fn key(element: &Element) -> Option<String> {
    let (_, keys) = KEYS.iter().find(|(name, _)| *name == element.name)?;
    let values: Vec<_> =
        keys.iter().map(|(name, default)| element.attribute(name).unwrap_or(default)).collect();
    Some(values.join("|"))
}

/// The key of an element, or of the element that it completes.
pub(super) fn key_of(element: &Element) -> Option<String> {
    element.attribute(KEY).map(str::to_owned).or_else(|| key(element))
}

pub(super) fn is_in(table: &[(&str, &str)], element: &Element, attribute: &str) -> bool {
    table.iter().any(|(e, a)| *e == element.name && *a == attribute)
}

pub(super) fn is_single(found: Option<(usize, &Particle)>) -> bool {
    found.is_some_and(|(_, p)| !p.many)
}

/// The name and key by which elements are paired; `None` for elements without a key.
pub(super) fn slot(found: Option<(usize, &Particle)>, element: &Element) -> Option<(String, String)> {
    let key = if is_single(found) { String::new() } else { key_of(element)? };
    Some((element.name.to_string(), key))
}

/// The positions of elements with the same slot, in order.
#[derive(Default)]
pub(super) struct Alike {
    pub places: Vec<usize>,
    next: usize,
}

impl Alike {
    /// The first free position, with its number among these. Positions that are taken are skipped only once.
    pub fn first(&mut self, is_free: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        while let Some(place) = self.places.get(self.next) {
            if is_free(*place) {
                return Some((self.next, *place));
            }
            self.next += 1;
        }
        None
    }
}

/// The positions of elements by slot.
pub(super) fn alike<'e>(
    ty: Option<&'static Type>,
    elements: impl Iterator<Item = &'e Element>,
) -> HashMap<(String, String), Alike> {
    let mut out: HashMap<_, Alike> = HashMap::new();
    for (place, element) in elements.enumerate() {
        if let Some(slot) = slot(particle(ty, &element.name), element) {
            out.entry(slot).or_default().places.push(place);
        }
    }
    out
}

/// Sorts the elements into the order of the schema; elements with one name in their order, or by their keys,
/// so that equal rests are written alike.
pub(super) fn sort(ty: Option<&'static Type>, element: &mut Element, by_key: bool) {
    let Some(Content::Sequence(particles)) = ty.map(|t| &t.content) else { return };
    let wildcard = particles.iter().position(|p| p.name == ANY).unwrap_or(particles.len());
    let place = |child: &ElementChild| match child {
        ElementChild::Element(e) => {
            let keys = key_of(e).filter(|_| by_key);
            (particle(ty, &e.name).map_or(wildcard, |(place, _)| place), keys)
        }
        ElementChild::Text(_) => (wildcard, None),
    };
    element.children.sort_by_cached_key(place);
}
