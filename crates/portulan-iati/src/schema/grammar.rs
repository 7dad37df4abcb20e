//! The form of the tables of the official schemas.
use super::simple::Simple;

/// The number of an element name in `NAMES`.
pub(crate) type Name = u16;

/// In a particle: any element of another namespace. As a name: a name that no schema knows.
pub(crate) const ANY: Name = Name::MAX;

/// A position in a sequence.
#[derive(Debug)]
pub(crate) struct Particle {
    pub name: Name,
    /// The index into `TYPES`.
    pub ty: u16,
    pub required: bool,
    pub many: bool,
}

/// An attribute that a type declares.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub name: &'static str,
    /// The key of the name.
    pub key: u64,
    pub simple: Simple,
    pub required: bool,
}

impl Attribute {
    /// An attribute as the generated tables declare it.
    pub const fn new(name: &'static str, simple: Simple, required: bool) -> Self {
        Self { name, key: crate::xml::key(name), simple, required }
    }
}

/// The content model of an element.
#[derive(Debug)]
pub(crate) enum Content {
    /// Text, any elements, any attributes (`xsd:anyType`).
    Any,
    /// Text only.
    Simple(Simple),
    /// Elements in this order, without text.
    Sequence(&'static [Particle]),
}

/// The type of an element. `open` types accept attributes of other namespaces.
#[derive(Debug)]
pub(crate) struct Type {
    pub attributes: &'static [Attribute],
    pub content: Content,
    pub open: bool,
}

/// The schema of one version and one kind of file.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub version: &'static str,
    pub root: &'static str,
    /// Elements that match a lax wildcard: name and type.
    pub globals: &'static [(Name, u16)],
}
