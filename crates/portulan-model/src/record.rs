//! Records: an identity, a slug, a state and a typed body.
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::kind::{Kind, with_kinds};
use crate::kinds;
use crate::reference::Ref;
use crate::shape::{FieldSchema, HasSchema};
use crate::value::Text;
use crate::visit::{FieldPath, FieldValue, ReferenceChange, VisitValues, Visitor};

macro_rules! declare_bodies {
    ($($(#[$doc:meta])* $name:ident, $singular:literal, $plural:literal;)*) => {
        impl Kind {
            /// The schema of its bodies.
            pub fn shape(self) -> FieldSchema {
                match self { $(Self::$name => kinds::$name::shape()),* }
            }
        }

        /// The content of a record, by kind.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Body { $($(#[$doc])* $name(Box<kinds::$name>)),* }

        impl Body {
            /// The kind of the record.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name),* }
            }

            /// A body of the given kind without content.
            pub fn empty(kind: Kind) -> Self {
                match kind { $(Kind::$name => Self::$name(Box::default())),* }
            }

            /// Reads a body of the given kind from any format.
            pub fn read<'de, D: Deserializer<'de>>(kind: Kind, d: D) -> Result<Self, D::Error> {
                match kind { $(Kind::$name => kinds::$name::deserialize(d).map(|b| Self::$name(Box::new(b)))),* }
            }
        }

        impl VisitValues for Body {
            fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
                match self { $(Self::$name(body) => body.visit(path, visitor)),* }
            }

            fn change_references(&mut self, change: &mut ReferenceChange<'_>) {
                match self { $(Self::$name(body) => body.change_references(change)),* }
            }
        }

        $(impl Referable for kinds::$name {
            const KIND: Kind = Kind::$name;
            fn from_body(body: &Body) -> Option<&Self> {
                if let Body::$name(b) = body { Some(b) } else { None }
            }
        })*
    };
}

with_kinds!(declare_bodies);

impl Body {
    /// The name of the record in lists: its title or name; for a picture its caption, or else its
    /// alternative text.
    pub fn name(&self) -> &Text {
        match self {
            Self::Authority(b) => &b.name,
            Self::Territory(b) => &b.name,
            Self::Partnership(b) => &b.title,
            Self::Project(b) => &b.title,
            Self::Organisation(b) => &b.name,
            Self::Agreement(b) => &b.title,
            Self::Event(b) => &b.title,
            Self::Network(b) => &b.name,
            Self::Media(b) if b.caption.is_empty() => &b.alt,
            Self::Media(b) => &b.caption,
            Self::Document(b) => &b.title,
            Self::Page(b) => &b.title,
            Self::Person(b) => &b.name,
            Self::Mission(b) => &b.title,
        }
    }
}

/// A body that other records can refer to.
pub trait Referable: Sized {
    /// Its kind.
    const KIND: Kind;
    /// The body of this kind, or `None` if `body` is of another kind.
    fn from_body(body: &Body) -> Option<&Self>;
}

impl<T: Referable> VisitValues for Ref<T> {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        visitor(path, FieldValue::Reference(T::KIND, &self.slug));
    }

    fn change_references(&mut self, change: &mut ReferenceChange<'_>) {
        change(&mut self.slug);
    }
}

impl<T: Referable> HasSchema for Ref<T> {
    fn shape() -> FieldSchema {
        FieldSchema::Reference(T::KIND)
    }
}

/// The publication state of a record.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    /// Draft.
    #[default]
    Draft,
    /// In review.
    InReview,
    /// Published.
    Published,
    /// Withdrawn from the public; work on it continues.
    Unpublished,
    /// Withdrawn from the public; work on it has ended.
    Archived,
}

crate::impl_names!(State);

impl State {
    /// True if entering this state withdraws a published record from the public. A draft does not: the
    /// published revision remains.
    pub fn is_withdrawn(self) -> bool {
        matches!(self, Self::Unpublished | Self::Archived)
    }
}

/// One record of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The permanent identity (UUID version 7).
    pub id: Uuid,
    /// The name in web addresses and files, unique within its kind.
    pub slug: String,
    /// The publication state.
    pub state: State,
    /// The content.
    pub body: Body,
}

impl Record {
    /// The kind of the record.
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }
}

/// The largest number of characters of a slug.
pub const MAX_SLUG_CHARS: usize = 80;

/// True if a text is a slug: ASCII lower-case letters, digits and single hyphens between them, 1 to 80 bytes.
pub fn is_slug(s: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    s.len() <= MAX_SLUG_CHARS && s.split('-').all(word)
}

/// A publication of a record, or its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The kind of the record.
    pub kind: Kind,
    /// Its slug at that time.
    pub slug: String,
    /// The revision that was published, or that withdrew the record.
    pub number: i64,
    /// The time.
    pub made: Timestamp,
    /// True for a withdrawal.
    pub withdrawn: bool,
}
