//! A cache of valid start tags: at the same place in the schema, their attributes need no second check.
use super::open_element::Ty;
use crate::paths::Node;
use crate::schema::{ANY, Name, Type};
use crate::xml::{SLOTS, StartTag};

/// The result for a tag that occurs repeatedly.
#[derive(Debug, Clone, Copy)]
struct ValidTag {
    /// The number of the tag's text.
    id: u32,
    name: Name,
    node: Node,
    ty: Option<&'static Type>,
}

/// Results by the slot of the tag in the tokenizer's cache.
#[derive(Debug)]
pub(super) struct ValidTagCache(Vec<ValidTag>);

impl ValidTagCache {
    pub fn new() -> Self {
        Self(vec![ValidTag { id: 0, name: ANY, node: 0, ty: None }; SLOTS])
    }

    fn find(&self, tag: &StartTag<'_>) -> Option<&ValidTag> {
        let (slot, id) = tag.known?;
        Some(&self.0[slot]).filter(|found| found.id == id)
    }

    /// The number of the tag's name, if known; such a tag declares no namespace.
    pub fn name(&self, tag: &StartTag<'_>) -> Option<Name> {
        self.find(tag).map(|found| found.name)
    }

    /// True if the tag was valid with this type and path.
    pub fn is_valid(&self, tag: &StartTag<'_>, ty: Ty, node: Node) -> bool {
        let Ty::Known(ty) = ty else { return false };
        self.find(tag)
            .is_some_and(|found| found.node == node && found.ty.is_some_and(|t| std::ptr::eq(t, ty)))
    }

    /// Stores the result for a tag with a standard name: `good` if it is valid at this type and path in all
    /// cases.
    pub fn add(&mut self, tag: &StartTag<'_>, name: Name, (ty, node): (Ty, Node), good: bool) {
        let Some((slot, id)) = tag.known else { return };
        // The meaning of prefixes can change.
        let prefixed = tag.names().any(|name| name.contains(':') && name != "xml:lang");
        if name == ANY || prefixed || tag.declares() {
            return;
        }
        let ty = match ty {
            Ty::Known(ty) if good => Some(ty),
            _ => None,
        };
        self.0[slot] = ValidTag { id, name, node, ty };
    }
}
