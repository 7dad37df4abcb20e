//! Rules of the class `schema`.
pub(super) mod structure;
