//! Rules of the class `advice`.
pub(super) mod century;
pub(super) mod identifier_inner_spaces;
pub(super) mod language;
pub(super) mod later_future;
pub(super) mod location_point;
pub(super) mod markers;
pub(super) mod no_currency;
pub(super) mod organisation_inner_spaces;
pub(super) mod position;
pub(super) mod recipient;
pub(super) mod related;
pub(super) mod sdg;
pub(super) mod shares;
pub(super) mod short_description;
pub(super) mod withdrawn;
