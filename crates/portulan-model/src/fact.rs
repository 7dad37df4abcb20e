//! A value with its source and provenance.
use serde::{Deserialize, Serialize};

use crate::kinds::Document;
use crate::reference::Ref;

/// The way in which the register knows a fact.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::VariantNames,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Provenance {
    /// Stated by the source.
    #[default]
    Stated,
    /// Computed from other data of the register.
    Computed,
    /// Inferred by an editor, or taken from general knowledge.
    Inferred,
}

crate::impl_names!(Provenance);

impl Provenance {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
    pub(crate) fn is_stated(&self) -> bool {
        *self == Self::Stated
    }
}

/// A value with its source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// The value itself.
    pub value: T,
    /// The document that the value comes from.
    #[serde(default = "none")]
    pub source: Option<Ref<Document>>,
    /// The way in which the register knows the value.
    #[serde(default, skip_serializing_if = "Provenance::is_stated")]
    pub provenance: Provenance,
}

fn none<T>() -> Option<T> {
    None
}
