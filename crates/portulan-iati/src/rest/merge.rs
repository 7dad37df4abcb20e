//! Merging of a part with its rest.
use std::collections::HashMap;

use super::markers::{PARTIAL, WAS, attribute_of, is_absent, is_marker, unmarked, was};
use super::pairing::{alike, canonical, is_in, is_single, particle, slot, sort};
use crate::schema::{TYPES, Type};
use crate::tree::{Element, ElementChild};

/// Attributes for which a part writes the most likely value: without `portulan-was`, the value of the rest is
/// more reliable.
const GUESSED: &[(&str, &str)] = &[
    ("document-link", "format"),
    ("iati-activity", "hierarchy"),
    ("indicator", "measure"),
    ("recipient-country", "percentage"),
];

/// Merges a part with its rest, for elements of a type.
pub(super) fn merge(ty: Option<&'static Type>, mut part: Element, rest: &Element) -> Element {
    merge_attributes(&mut part, rest);
    merge_elements(ty, &mut part, rest);
    match rest.attribute(WAS) {
        Some(before) if part.text().trim() == before.trim() => {
            part.children.retain(|child| matches!(child, ElementChild::Element(_)));
            part.push_text(&rest.text());
        }
        Some(_) => {}
        None => part.push_text(&rest.text()),
    }
    sort(ty, &mut part, false);
    part
}

fn merge_attributes(part: &mut Element, rest: &Element) {
    for (marker, before) in &rest.attributes {
        let Some(name) = attribute_of(marker) else { continue };
        if rest.attribute(&name).is_none() {
            part.attributes.retain(|(n, value)| *n != name || value != before);
        }
    }
    for (name, value) in rest.attributes.iter().filter(|(name, _)| !is_marker(name)) {
        let expected = rest.attribute(&was(name));
        let guessed = expected.is_none() && is_in(GUESSED, part, name);
        match part.attributes.iter_mut().find(|(n, _)| n == name) {
            None if expected.is_none() => part.attributes.push((name.clone(), value.clone())),
            Some((_, before)) if guessed || expected == Some(before) => before.clone_from(value),
            _ => {}
        }
    }
}

fn merge_elements(ty: Option<&'static Type>, part: &mut Element, rest: &Element) {
    let mut before: Vec<Option<Element>> = Vec::new();
    let mut texts = Vec::new();
    for child in std::mem::take(&mut part.children) {
        match child {
            ElementChild::Element(element) => before.push(Some(element)),
            text @ ElementChild::Text(_) => texts.push(text),
        }
    }
    let mut like = alike(ty, before.iter().flatten());
    let stored: Vec<&Element> = rest.elements().filter(|e| !is_absent(e)).collect();
    // An element is completed once; a second similar one is separate. Elements at their former position come
    // first.
    let mut completed = vec![false; before.len()];
    let mut pairs: Vec<Option<usize>> = Vec::with_capacity(stored.len());
    for child in &stored {
        let found = particle(ty, &child.name);
        let ordinal = ordinal(child).or(is_single(found).then_some(0));
        let alike = ordinal.and_then(|_| like.get(&slot(found, child)?));
        let place = alike.zip(ordinal).and_then(|(alike, ordinal)| alike.places.get(ordinal).copied());
        let place = place.filter(|place| !completed[*place]);
        if let Some(place) = place {
            completed[place] = true;
        }
        pairs.push(place);
    }
    remove_absent(rest, &mut before, &completed);
    let mut added = Vec::new();
    for (child, exact) in stored.into_iter().zip(pairs) {
        let found = particle(ty, &child.name);
        let ordinal = ordinal(child);
        let alike = slot(found, child).filter(|_| ordinal.is_some() || is_single(found));
        let alike = alike.and_then(|slot| like.get_mut(&slot));
        let is_there = alike.as_ref().is_some_and(|a| a.places.iter().any(|p| before[*p].is_some()));
        let is_free = |place: usize| before[place].is_some() && !completed[place];
        let place = exact.or_else(|| alike?.first(is_free).map(|(_, place)| place));
        if let Some(place) = place {
            completed[place] = true;
            let ty = found.map(|(_, p)| &TYPES[usize::from(p.ty)]);
            before[place] = before[place].take().map(|element| merge(ty, element, child));
        } else if ordinal.is_none() && !is_there {
            added.push(unmarked(child.clone()));
        }
    }
    let elements = before.into_iter().flatten().chain(added).map(ElementChild::Element);
    part.children = elements.chain(texts).collect();
}

/// The number, from 0, of the element with the same key that an element of a rest completes.
fn ordinal(element: &Element) -> Option<usize> {
    element.attribute(PARTIAL).map(|n| n.parse::<usize>().unwrap_or(1).max(1) - 1)
}

/// Removes elements that the whole lacks, unless they are completed.
fn remove_absent(rest: &Element, before: &mut [Option<Element>], completed: &[bool]) {
    let mut absent: HashMap<String, usize> = HashMap::new();
    for child in rest.elements().filter(|e| is_absent(e)) {
        *absent.entry(canonical(&unmarked(child.clone()))).or_default() += 1;
    }
    if absent.is_empty() {
        return;
    }
    for (place, _) in before.iter_mut().zip(completed).filter(|(_, completed)| !**completed) {
        let gone = place.as_ref().and_then(|e| absent.get_mut(&canonical(e))).filter(|n| **n > 0);
        if let Some(count) = gone {
            *count -= 1;
            *place = None;
        }
    }
}
