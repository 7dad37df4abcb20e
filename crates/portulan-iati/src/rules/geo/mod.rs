//! Rules of the class `geo`.
pub(super) mod country_percentages;
pub(super) mod country_single;
pub(super) mod country_sum;
pub(super) mod recipient_all_transactions;
pub(super) mod recipient_percentage_positive;
pub(super) mod recipient_percentage_range;
pub(super) mod recipient_somewhere;
pub(super) mod region_percentages;
pub(super) mod region_single;
pub(super) mod region_sum;
