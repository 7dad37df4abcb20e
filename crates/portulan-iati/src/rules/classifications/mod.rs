//! Rules of the class `classifications`.
pub(super) mod marker_significance;
pub(super) mod own_marker_named;
pub(super) mod own_sector_named;
pub(super) mod sector_all_transactions;
pub(super) mod sector_one_level;
pub(super) mod sector_percentage_positive;
pub(super) mod sector_percentage_range;
pub(super) mod sector_percentages;
pub(super) mod sector_single;
pub(super) mod sector_somewhere;
pub(super) mod sector_sum;
