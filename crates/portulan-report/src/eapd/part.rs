//! Parts of a line that officers can decide, and their decisions.
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A part of a line that an officer can decide.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    /// The inclusion of the project: `yes` or `no`.
    Counted,
    /// The recipient code.
    Recipient,
    /// The channel code.
    Channel,
    /// The purpose code.
    Purpose,
    /// The type of aid code.
    AidType,
    /// The method that determines the share of other funders: `received` or `plan`.
    Basis,
    /// For refugees: the percentage of the costs within the first twelve months of each stay.
    FirstYear,
    /// The amount, in euros.
    Amount,
}

portulan_model::impl_names!(Part);

/// Decisions of officers, by project and part.
pub type Overrides = HashMap<(Uuid, Part), String>;

/// Converts stored decisions; unknown parts are dropped.
pub fn choices(stored: Vec<(Uuid, String, String)>) -> Overrides {
    stored.into_iter().filter_map(|(id, name, value)| Some(((id, Part::from_name(&name)?), value))).collect()
}
