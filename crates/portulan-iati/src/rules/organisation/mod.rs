//! Rules of the class `organisation`.
pub(super) mod organisation_language;
pub(super) mod organisation_spaces;
pub(super) mod organisation_symbols;
pub(super) mod recipient_org_spaces;
