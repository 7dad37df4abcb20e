//! IATI, the international standard for reporting aid: reading and validation of activity and organisation
//! files of version 2.
//!
//! [`validate`] reads a stream once, in bounded memory, and checks schema, code lists and rules together.
//! This crate does not access files.
pub mod codes;
mod cross_file;
mod decoded;
mod document_reader;
mod engine;
mod facts;
mod finding;
pub mod fix;
pub mod model;
mod outcome;
mod parallel;
mod paths;
mod position;
mod read;
pub mod rest;
pub mod rules;
mod run;
mod schema;
pub mod tree;
pub mod write;
mod xml;

pub use cross_file::Seen;
pub use decoded::decoded;
pub use document_reader::ValidationOptions;
pub use finding::{Finding, FindingPlace, Message, SchemaFault, Severity};
pub use outcome::Outcome;
pub use position::position;
pub use read::{ReadError, element, records, records_within};
pub use run::validate;
pub use xml::{FaultKind, XmlFault};
