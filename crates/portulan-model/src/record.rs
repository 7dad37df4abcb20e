//! Records: an identity, a slug, a state and a typed body.
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::{
    FieldPath, FieldSchema, HasSchema as _, ReferenceChange, Text, UnknownName, VisitValues, Visitor, kinds,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $singular:literal, $plural:literal;)*) => {
        /// The kind of a record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            /// Every kind, in the order of the folder form.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in the singular, as the store and the API use it.
            pub fn singular(self) -> &'static str {
                match self { $(Self::$name => $singular),* }
            }

            /// The schema of its bodies.
            pub fn shape(self) -> FieldSchema {
                match self { $(Self::$name => kinds::$name::shape()),* }
            }

            /// The name of its folder, in the plural.
            pub fn folder(self) -> &'static str {
                match self { $(Self::$name => $plural),* }
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

kinds! {
    /// The publisher of the register.
    Authority, "authority", "authorities";
    /// A partner territory.
    Territory, "territory", "territories";
    /// A lasting relation with territories abroad.
    Partnership, "partnership", "partnerships";
    /// A project under a partnership.
    Project, "project", "projects";
    /// An organisation: funder, operator, partner, laboratory…
    Organisation, "organisation", "organisations";
    /// An agreement.
    Agreement, "agreement", "agreements";
    /// An event with a date.
    Event, "event", "events";
    /// A network of authorities or other organisations.
    Network, "network", "networks";
    /// A picture.
    Media, "media", "media";
    /// A source or another document.
    Document, "document", "documents";
    /// A page of free text.
    Page, "page", "pages";
    /// A contact person.
    Person, "person", "persons";
    /// A trip or a hosted delegation, as it is prepared.
    Mission, "mission", "missions";
}

impl Kind {
    /// True if records of this kind are visible to users of the office only, except for fields published
    /// explicitly.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Person | Self::Mission)
    }
}

impl FromStr for Kind {
    type Err = UnknownName;

    fn from_str(s: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.iter().find(|k| k.singular() == s || k.folder() == s);
        found.copied().ok_or_else(|| UnknownName::new(s, Self::ALL.iter().map(|kind| kind.singular())))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.singular())
    }
}

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

/// A typed reference to another record by its slug; by its id in stored rows.
pub struct Ref<T> {
    pub(crate) slug: String,
    kind: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A reference to the record of that slug.
    pub fn new(slug: impl Into<String>) -> Self {
        Self { slug: slug.into(), kind: PhantomData }
    }

    /// The slug of the record referred to.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl<T> Default for Ref<T> {
    fn default() -> Self {
        Self::new("")
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self::new(self.slug.clone())
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slug.fmt(f)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.slug)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self::new)
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
