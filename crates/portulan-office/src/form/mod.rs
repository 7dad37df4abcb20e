//! Forms out of the model's own shapes: one description for each kind, which the model is.
pub mod diff;
pub mod labels;
pub mod layout;
pub mod merge;
pub mod read;
pub mod refs;
mod sheet;
mod told;
pub mod view;
mod widget;
pub mod write;

pub use read::Fault;
pub use refs::Names;
pub use sheet::Sheet;
