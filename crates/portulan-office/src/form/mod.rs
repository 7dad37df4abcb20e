//! Forms out of the model's own shapes: one description for each kind, which the model is.
pub mod diff;
pub mod labels;
pub mod layout;
pub mod read;
pub mod refs;
mod sheet;
mod told;
pub mod view;
mod widget;
pub mod window;
pub mod write;

use portulan_locales::Language;
use portulan_model::{Body, Kind, Shape};

pub use read::Fault;
pub use refs::Names;
pub use sheet::{MAX_FIELDS, MAX_PATH_BYTES, Sheet};
pub use window::Windows;

/// A record of its name alone, as far as its kind has one.
pub fn named(kind: Kind, name: &str, tongue: &str, language: Language) -> Option<Body> {
    let Shape::Group(group) = kind.shape() else { return None };
    let field = match kind {
        Kind::Media => "alt",
        _ if group.fields.iter().any(|f| f.name == "title") => "title",
        _ => "name",
    };
    let mut sheet = Sheet::default();
    sheet.set(format!("/{field}/{tongue}"), name);
    read::body(kind, &sheet, language).0
}
