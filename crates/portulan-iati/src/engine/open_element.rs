//! An open element, and the way in which it is validated.
use crate::paths::{ElementRole, Node};
use crate::schema::{Content, Name, Simple, Type};

/// An open element.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are facts of their own")]
pub(super) struct OpenElement {
    pub name: Name,
    pub ty: Ty,
    /// The position in the sequence of its type, and whether an element was read there.
    pub place: usize,
    pub seen: bool,
    /// The content is invalid: the rest of it is not checked.
    pub broken: bool,
    /// Misplaced text has been reported.
    pub text_reported: bool,
    pub node: Node,
    pub role: ElementRole,
    pub line: u64,
    pub narratives: u32,
    /// One of its narratives contains text.
    pub has_narrative: bool,
    /// Its text is needed.
    pub collect: bool,
}

/// The way in which an element is validated.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ty {
    /// Against a type of the schema.
    Known(&'static Type),
    /// Laxly: only elements that the schema declares.
    Lax,
    /// Not at all.
    Skip,
}

impl Ty {
    /// True if its text must be collected.
    pub fn collects(self) -> bool {
        matches!(self, Self::Known(Type { content: Content::Simple(simple), .. }) if *simple != Simple::Text)
    }
}
