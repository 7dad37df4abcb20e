//! Rules of the class `iati`.
pub(super) mod not_iati;
pub(super) mod not_xml;
