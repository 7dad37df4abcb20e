//! Start tags that were found good before, at the same place: their attributes need not be judged again.
use super::schema::Ty;
use crate::paths::Node;
use crate::schema::{ANY, Name, Type};
use crate::xml::{SLOTS, StartTag};

/// What was found of a tag that comes again and again.
#[derive(Debug, Clone, Copy)]
struct JudgedTag {
    /// The number of the tag's text.
    id: u32,
    name: Name,
    node: Node,
    ty: Option<&'static Type>,
}

/// By the place that the tokenizer keeps the tag at.
#[derive(Debug)]
pub(super) struct JudgedTags(Vec<JudgedTag>);

impl JudgedTags {
    pub fn new() -> Self {
        Self(vec![JudgedTag { id: 0, name: ANY, node: 0, ty: None }; SLOTS])
    }

    fn find(&self, tag: &StartTag<'_>) -> Option<&JudgedTag> {
        let (slot, id) = tag.known?;
        Some(&self.0[slot]).filter(|found| found.id == id)
    }

    /// The number of the tag's name, where it is known; such a tag declares no namespace.
    pub fn name(&self, tag: &StartTag<'_>) -> Option<Name> {
        self.find(tag).map(|found| found.name)
    }

    /// Whether the tag was found good under this type and path.
    pub fn is_good(&self, tag: &StartTag<'_>, ty: Ty, node: Node) -> bool {
        let Ty::Known(ty) = ty else { return false };
        self.find(tag)
            .is_some_and(|found| found.node == node && found.ty.is_some_and(|t| std::ptr::eq(t, ty)))
    }

    /// Remembers a tag under a name of the standard; whether it is `good` for ever at this type and path.
    pub fn add(&mut self, tag: &StartTag<'_>, name: Name, (ty, node): (Ty, Node), good: bool) {
        let Some((slot, id)) = tag.known else { return };
        // What prefixes mean may change.
        let prefixed = tag.names().any(|name| name.contains(':') && name != "xml:lang");
        if name == ANY || prefixed || tag.declares() {
            return;
        }
        let ty = match ty {
            Ty::Known(ty) if good => Some(ty),
            _ => None,
        };
        self.0[slot] = JudgedTag { id, name, node, ty };
    }
}
