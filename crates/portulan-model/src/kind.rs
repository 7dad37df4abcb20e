//! Kinds of records.
use std::fmt;
use std::str::FromStr;

use crate::names::UnknownName;

/// Calls a macro with every kind: its documentation, its name, and its names in the singular and in the plural.
macro_rules! with_kinds {
    ($macro:ident) => {
        $macro! {
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
    };
}
pub(crate) use with_kinds;

macro_rules! declare_kinds {
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

            /// The name of its folder, in the plural.
            pub fn folder(self) -> &'static str {
                match self { $(Self::$name => $plural),* }
            }
        }
    };
}

with_kinds!(declare_kinds);

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
