//! The bodies of records, one file for each kind.
//!
//! Every field is optional to the reader, so that a draft may be incomplete; [`crate::check`] says what is missing.

macro_rules! shape {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }

        shaped!($name false $($field: $type,)*;);
    )*};
}

/// The struct's own description, for forms.
macro_rules! shaped {
    ($name:ident $sourced:literal $($field:ident: $type:ty,)*; $($source:ident)?) => {
        impl crate::HasSchema for $name {
            fn shape() -> crate::FieldSchema {
                const FIELDS: &[crate::Field] = &[
                    $(crate::Field { name: stringify!($field), shape: <$type as crate::HasSchema>::shape },)*
                ];
                crate::FieldSchema::Group(crate::FieldGroup { name: stringify!($name), fields: FIELDS, sourced: $sourced })
            }

            fn each_ref(&mut self, change: &mut dyn FnMut(&mut String)) {
                $(crate::HasSchema::each_ref(&mut self.$field, change);)*
                $(crate::HasSchema::each_ref(&mut self.$source, change);)?
            }
        }
    };
}

/// As `shape!`, with a source and a provenance.
macro_rules! sourced {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type,)*
            /// Where this was read.
            pub source: Option<crate::Ref<crate::kinds::Document>>,
            /// How this is known.
            #[serde(skip_serializing_if = "crate::Provenance::is_stated")]
            pub provenance: crate::Provenance,
        }

        shaped!($name true $($field: $type,)*; source);
    )*};
}

macro_rules! words {
    ($($(#[$doc:meta])* pub enum $name:ident { $first:ident $($rest:ident)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)]
        pub enum $name { #[default] $first, $($rest),* }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$rest),*];

            /// The word in kebab-case, as files and addresses write it.
            pub fn name(self) -> String {
                let camel = format!("{self:?}");
                let hyphen = |(i, c): (usize, char)| (i > 0 && c.is_uppercase()).then_some('-').into_iter().chain(c.to_lowercase());
                camel.chars().enumerate().flat_map(hyphen).collect()
            }
        }

        impl crate::HasSchema for $name {
            fn shape() -> crate::FieldSchema {
                crate::FieldSchema::Choice(stringify!($name), || Self::ALL.iter().map(|word| word.name()).collect())
            }
        }
    )*};
}

mod agreement;
mod authority;
mod event;
mod media;
mod mission;
mod organisation;
mod page;
mod partnership;
mod person;
mod project;
mod shared;
mod territory;

pub use agreement::{Agreement, Signatory};
pub use authority::{Authority, ServiceBudget, SitePart, Term};
pub use event::{Attendance, Event, EventKind, Group, Place, Speaker};
pub use media::{Document, DocumentKind, Focus, Media};
pub use mission::{Cost, CostKind, CostStage, Direction, Errand, Mission, Participant, Reply, Step};
pub use organisation::{Identifier, Membership, Network, NetworkKind, Organisation};
pub use page::{Page, PageRole};
pub use partnership::{
    Component, Milestone, Partnership, PartnershipKind, Section, Service, Status, StatusChange,
};
pub use person::{Consent, ConsentTo, ContactPart, LegalBasis, Person};
pub use project::{
    Budget, Funding, FundingStage, InKind, InKindKind, Indicator, IndicatorPeriod, Location, Marker,
    MarkerScore, Mechanism, OdaKind, PartGroup, PeriodPart, Project, ProjectKind, ReportDue, ResultEntry,
    SectorShare, Transaction,
};
pub use shared::{Figure, Instrument, Link, Participation, Role, SdgTag, Tag};
pub use territory::{Population, Territory, TerritoryKind};
