//! The public API without its transport: its description, representations and problems.
//!
//! All functions are pure. The public site serves requests for published records; the office serves requests
//! with a token. Both use this crate, so their responses are the same.
mod answers;
mod document;
mod fault;
mod json;
mod patterns;
mod query;
mod schema;
mod validate;
mod view;

pub use document::{OPERATIONS, Operation, document};
pub use fault::{ApiFault, FaultDetail};
pub use json::parse;
pub use query::{ApiQuery, Order};
pub use schema::{merge, read};
pub use validate::{ApiInput, MAX_REASON_CHARS, validate};
pub use view::{API_BASE_PATH, Listed, list, list_published, record, register};
