//! The parts of a contribution that the office takes.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::OfficeError;

/// The parts of a contribution that the user selected.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelectedParts {
    /// The positions of the expenses.
    pub expenses: BTreeSet<usize>,
    /// The positions of the values.
    pub values: BTreeSet<usize>,
    /// The positions of the pictures.
    pub pictures: BTreeSet<u32>,
}

impl SelectedParts {
    /// The stored parts of an accepted contribution; `None` before.
    pub fn stored(json: &str) -> Result<Option<Self>, OfficeError> {
        match json {
            "" => Ok(None),
            json => serde_json::from_str(json).map(Some).map_err(OfficeError::failed),
        }
    }

    /// The parts as JSON.
    pub fn to_json(&self) -> Result<String, OfficeError> {
        serde_json::to_string(self).map_err(OfficeError::failed)
    }

    /// The ticked boxes of a form: fields `expense`, `value` and `picture`.
    pub fn posted(pairs: &[(String, String)]) -> Self {
        fn all<T: std::str::FromStr + Ord>(pairs: &[(String, String)], name: &str) -> BTreeSet<T> {
            pairs.iter().filter(|(key, _)| key == name).filter_map(|(_, value)| value.parse().ok()).collect()
        }
        Self { expenses: all(pairs, "expense"), values: all(pairs, "value"), pictures: all(pairs, "picture") }
    }
}
