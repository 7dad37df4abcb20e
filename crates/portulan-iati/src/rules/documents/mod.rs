//! Rules of the class `documents`.
pub(super) mod version;
