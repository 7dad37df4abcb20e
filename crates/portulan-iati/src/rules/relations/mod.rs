//! Rules of the class `relations`.
pub(super) mod related_activity_spaces;
