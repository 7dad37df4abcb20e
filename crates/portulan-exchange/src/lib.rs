//! The register in the formats that other programs read: IATI, tables, DCAT, iCalendar, and the reports of the validator.
pub mod data;
pub mod dcat;
pub mod iati;
pub mod ical;
pub mod validation;
mod versions;

pub use versions::versions;
