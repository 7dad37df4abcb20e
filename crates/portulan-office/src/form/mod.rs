//! Forms generated from the schemas of the model.
pub mod amounts;
pub mod cells;
pub mod changed_fields;
pub mod codes;
mod columns;
mod data;
pub mod diff;
mod diff_items;
pub mod labels;
pub mod layout;
mod leaf;
pub mod list_cells;
pub mod list_form;
pub mod message;
pub mod near_name;
pub mod paths;
pub mod place;
pub mod read;
pub mod readout;
pub mod readout_content;
mod readout_table;
pub mod refs;
mod repeater;
pub mod select;
mod summary;
mod sums;
mod table;
pub mod tables;
pub mod units;
pub mod view;
mod whole_values;
mod widget;
pub mod window;
pub mod write;

use portulan_locales::Language;
use portulan_model::kinds::Authority;
use portulan_model::{Body, FieldSchema, Kind};

pub use data::{FormData, MAX_FIELDS, MAX_PATH_BYTES, SheetError};
pub use read::FieldFault;
pub use refs::RecordNames;
pub use widget::Thumb;
pub use window::Windows;

/// A record of its name alone, as far as its kind has one.
pub fn named(kind: Kind, name: &str, tongue: &str, language: Language) -> Option<Body> {
    let mut sheet = FormData::default();
    sheet.set(format!("/{}/{tongue}", name_field(kind)), name);
    read::body(kind, &sheet, language).0
}

/// The field with the name of a record of a kind.
pub fn name_field(kind: Kind) -> &'static str {
    match kind.shape() {
        _ if kind == Kind::Media => "alt",
        FieldSchema::Group(group) if group.fields.iter().any(|field| field.name == "title") => "title",
        _ => "name",
    }
}

/// The languages that the texts of a kind are written in, the first one first. Private records have one.
pub fn tongues(kind: Kind, authority: Option<&Authority>, language: Language) -> Vec<String> {
    let mut tongues = authority.map(|authority| authority.languages.clone()).unwrap_or_default();
    if tongues.is_empty() {
        tongues.push(language.tag().to_owned());
    }
    if kind.is_private() {
        tongues.truncate(1);
    }
    tongues
}
