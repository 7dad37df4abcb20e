//! Forms generated from the schemas of the model.
pub mod amounts;
pub mod cells;
mod columns;
mod data;
pub mod diff;
pub mod labels;
pub mod layout;
mod leaf;
pub mod list_cells;
pub mod message;
pub mod place;
pub mod read;
pub mod readout;
pub mod refs;
mod repeater;
pub mod select;
mod summary;
mod sums;
mod table;
pub mod tables;
pub mod units;
pub mod view;
mod widget;
pub mod window;
pub mod write;

use portulan_locales::Language;
use portulan_model::{Body, FieldSchema, Kind};

pub use data::{FormData, MAX_FIELDS, MAX_PATH_BYTES, SheetError};
pub use read::FieldFault;
pub use refs::RecordNames;
pub use widget::Thumb;
pub use window::Windows;

/// A record of its name alone, as far as its kind has one.
pub fn named(kind: Kind, name: &str, tongue: &str, language: Language) -> Option<Body> {
    let FieldSchema::Group(group) = kind.shape() else { return None };
    let field = match kind {
        Kind::Media => "alt",
        _ if group.fields.iter().any(|f| f.name == "title") => "title",
        _ => "name",
    };
    let mut sheet = FormData::default();
    sheet.set(format!("/{field}/{tongue}"), name);
    read::body(kind, &sheet, language).0
}
