//! The interface for programs: what it says of itself, how it shows records, what it answers when it cannot.
//!
//! All here is pure. The public site answers those who read what is published; the office answers those who come with
//! a token. Both show the same things, because both show them with this crate.
mod answers;
mod document;
mod fault;
mod json;
mod query;
mod schema;
mod view;

pub use document::{API, OPERATIONS, Operation, document};
pub use fault::{ApiFault, FaultDetail};
pub use json::parse;
pub use query::{ApiQuery, Order};
pub use schema::{ApiInput, accepts, merge, read};
pub use view::{Listed, list, pick, record, register};
