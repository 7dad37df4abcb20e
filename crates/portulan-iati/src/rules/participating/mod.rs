//! Rules of the class `participating`.
pub(super) mod participating_activity_spaces;
pub(super) mod participating_org_named;
pub(super) mod participating_org_spaces;
pub(super) mod participating_org_symbols;
