//! Markers: the attributes by which elements of a rest refer to the part.
use crate::tree::{Element, ElementChild};

/// The prefix of all marker attributes.
const MARKER: &str = "portulan-";
pub(super) const PARTIAL: &str = "portulan-partial";
pub(super) const KEY: &str = "portulan-key";
pub(super) const ABSENT: &str = "portulan-absent";
pub(super) const WAS: &str = "portulan-was";

/// True if an attribute is a marker of a rest, which documents must not contain.
pub fn is_marker(attribute: &str) -> bool {
    attribute.starts_with(MARKER)
}

/// True if an element of a rest marks content that the whole lacks.
pub fn is_absent(element: &Element) -> bool {
    element.attribute(ABSENT).is_some()
}

/// The attribute of a marker: marker names cannot contain colons.
pub(super) fn attribute_of(marker: &str) -> Option<String> {
    Some(marker.strip_prefix(WAS)?.strip_prefix('-')?.replace('.', ":"))
}

pub(super) fn was(attribute: &str) -> String {
    format!("{WAS}-{}", attribute.replace(':', "."))
}

pub(super) fn unmarked(mut element: Element) -> Element {
    element.attributes.retain(|(name, _)| !is_marker(name));
    for child in &mut element.children {
        if let ElementChild::Element(child) = child {
            *child = unmarked(std::mem::take(child));
        }
    }
    element
}
