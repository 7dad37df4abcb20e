//! Rules of the class `identifiers`.
pub(super) mod identifier_not_org;
pub(super) mod identifier_prefix;
pub(super) mod identifier_prefix_hyphen;
pub(super) mod identifier_spaces;
pub(super) mod identifier_symbols;
pub(super) mod identifier_unique_in_file;
pub(super) mod organisation_reporting_agency;
pub(super) mod organisation_reporting_spaces;
pub(super) mod organisation_reporting_symbols;
pub(super) mod owner_org_spaces;
pub(super) mod owner_org_symbols;
pub(super) mod previous_activity_spaces;
pub(super) mod previous_org_spaces;
pub(super) mod reporting_org_agency;
pub(super) mod reporting_org_spaces;
pub(super) mod reporting_org_symbols;
