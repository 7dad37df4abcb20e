//! IATI, the standard in which aid is reported: reading and validating activity and organisation files of version 2.
//!
//! [`validate`] reads a stream once, in bounded memory, and decides schema, code lists and rules together. Nothing here
//! opens a file or writes to one.
pub mod codes;
mod cross_file;
mod decoded;
mod engine;
mod facts;
mod finding;
pub mod fix;
pub mod model;
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
pub use finding::{Finding, FindingPlace, Message, SchemaFault, Severity};
pub use position::position;
pub use read::{ReadError, element, records, records_within};
pub use run::{Outcome, ValidationOptions, validate};
pub use xml::{FaultKind, XmlFault};
