//! The bodies of records, one file for each kind.
//!
//! Every field may be absent from a file, so that a draft can be incomplete; [`crate::check`] reports missing fields.

/// Declares structs of a body: every field is optional to the reader, unknown fields are errors. With
/// `as Variant`, a visitor also receives the struct as a whole, as that variant of [`crate::FieldValue`].
/// After the type of a field, `as Paragraph` names its [`crate::FieldFormat`].
macro_rules! record_struct {
    ($($(#[$doc:meta])* pub struct $name:ident $(as $whole:ident)? {
        $($(#[$fdoc:meta])* pub $field:ident: $type:ty $(as $format:ident)?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }

        impl_has_schema!($name false $($field: $type $(as $format)?,)*);
        impl_visit_values!($name $($field)*; $($whole)?);
    )*};
}

/// The format of a field, `Plain` unless one is named.
macro_rules! field_format {
    () => {
        crate::FieldFormat::Plain
    };
    ($format:ident) => {
        crate::FieldFormat::$format
    };
}

/// Implements `HasSchema`: the description of the struct that forms and API schemas are generated from.
macro_rules! impl_has_schema {
    ($name:ident $sourced:literal $($field:ident: $type:ty $(as $format:ident)?,)*) => {
        impl crate::HasSchema for $name {
            fn shape() -> crate::FieldSchema {
                const FIELDS: &[crate::Field] = &[
                    $(crate::Field {
                        name: stringify!($field),
                        shape: <$type as crate::HasSchema>::shape,
                        format: field_format!($($format)?),
                    },)*
                ];
                let name = stringify!($name);
                crate::FieldSchema::Group(crate::FieldGroup { name, fields: FIELDS, sourced: $sourced })
            }
        }
    };
}

/// Implements `VisitValues`: visits the fields in order, then the struct as a whole if it is a variant of
/// `FieldValue`.
macro_rules! impl_visit_values {
    ($name:ident $($field:ident)*; $($whole:ident)?) => {
        impl crate::VisitValues for $name {
            fn visit(&self, path: &mut crate::FieldPath, visitor: &mut crate::Visitor<'_>) {
                $(path.nest(stringify!($field), |path| self.$field.visit(path, visitor));)*
                $(visitor(path, crate::FieldValue::$whole(self));)?
            }

            fn change_references(&mut self, change: &mut crate::ReferenceChange<'_>) {
                $(self.$field.change_references(change);)*
            }
        }
    };
}

/// Declares structs as `record_struct!` does, and adds the fields `source` and `provenance`.
macro_rules! sourced_struct {
    ($($(#[$doc:meta])* pub struct $name:ident $(as $whole:ident)? {
        $($(#[$fdoc:meta])* pub $field:ident: $type:ty $(as $format:ident)?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type,)*
            /// The document that this comes from.
            pub source: Option<crate::Ref<crate::kinds::Document>>,
            /// The way in which the register knows this.
            #[serde(skip_serializing_if = "crate::Provenance::is_stated")]
            pub provenance: crate::Provenance,
        }

        impl_has_schema!($name true $($field: $type $(as $format)?,)*);
        impl_visit_values!($name $($field)* source; $($whole)?);
    )*};
}

/// True if a list was declared with `: explicit`.
macro_rules! is_explicit {
    () => {
        false
    };
    (explicit) => {
        true
    };
}

/// Declares enums that are written as their names in kebab-case. The first variant is the default; with `: explicit`
/// a form does not preselect it.
macro_rules! string_enum {
    ($($(#[$doc:meta])* pub enum $name:ident $(: $explicit:tt)? {
        $(#[$first_doc:meta])* $first:ident, $($(#[$rest_doc:meta])* $rest:ident,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[derive(strum::IntoStaticStr, strum::VariantArray, strum::VariantNames)]
        #[serde(rename_all = "kebab-case")]
        #[strum(serialize_all = "kebab-case")]
        pub enum $name { $(#[$first_doc])* #[default] $first, $($(#[$rest_doc])* $rest),* }

        crate::impl_names!($name);

        impl crate::VisitValues for $name {}

        impl crate::HasSchema for $name {
            fn shape() -> crate::FieldSchema {
                crate::FieldSchema::Choice(crate::ChoiceList {
                    name: stringify!($name),
                    variants: <Self as strum::VariantNames>::VARIANTS,
                    is_explicit: is_explicit!($($explicit)?),
                })
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
mod project_lists;
mod shared;
mod territory;

pub use agreement::{Agreement, Signatory};
pub use authority::{Authority, ServiceBudget, SitePart, Term, usual_licence, usual_time_zone};
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
    Budget, Funding, InKind, Indicator, IndicatorPeriod, Instalment, Location, MarkerScore, PeriodPart,
    Project, ReportDue, ResultEntry, SectorShare, Transaction,
};
pub use project_lists::{
    CostHeading, FundingStage, InKindKind, Marker, Mechanism, OdaKind, PartGroup, ProjectKind,
};
pub use shared::{Figure, Instrument, Link, Participation, Role, SdgTag, Tag};
pub use territory::{Population, Territory, TerritoryKind};
