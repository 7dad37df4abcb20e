//! IATI, the standard in which aid is reported: reading and validating activity and organisation files of version 2.
//!
//! [`validate`] reads a stream once, in bounded memory, and decides schema, code lists and rules together. Nothing here
//! opens a file or writes to one.
pub mod codes;
mod engine;
mod facts;
mod finding;
mod parallel;
mod paths;
pub mod rules;
mod run;
mod schema;
mod seen;
pub mod write;
mod xml;

pub use finding::{Finding, Message, Place, SchemaFault, Severity};
pub use run::{Options, Outcome, validate};
pub use seen::Seen;
pub use xml::{Fault, FaultKind};
