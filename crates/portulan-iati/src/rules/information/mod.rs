//! Rules of the class `information`.
pub(super) mod activity_language;
pub(super) mod activity_updated;
pub(super) mod actual_dates;
pub(super) mod actual_end_future;
pub(super) mod actual_start_future;
pub(super) mod aid_type_oecd;
pub(super) mod description_text;
pub(super) mod organisation_updated;
pub(super) mod owner_org_named;
pub(super) mod planned_dates;
pub(super) mod sector_oecd;
pub(super) mod start_date;
pub(super) mod title_text;
