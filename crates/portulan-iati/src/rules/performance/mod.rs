//! Rules of the class `performance`.
pub(super) mod actual_number;
pub(super) mod actual_omitted;
pub(super) mod actual_value;
pub(super) mod baseline_number;
pub(super) mod baseline_omitted;
pub(super) mod baseline_value;
pub(super) mod indicator_period;
pub(super) mod reference_one_level;
pub(super) mod target_number;
pub(super) mod target_omitted;
pub(super) mod target_value;
