//! The content of a record in words: sections, fields, values, tables and items.
use std::collections::HashMap;

use portulan_model::Kind;

use super::Thumb;

/// The name and the address of each record that the content refers to.
pub type ReferredRecords = HashMap<(Kind, String), ReferredRecord>;

/// A record that the content refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferredRecord {
    /// Its name.
    pub name: String,
    /// The address of its page.
    pub address: String,
    /// Its file, for a document: the address, and format and size in words.
    pub file: Option<(String, String)>,
    /// The picture that it is, small.
    pub picture: Option<Thumb>,
}

/// A value in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadoutValue {
    /// The text; paragraphs are separated by line ends.
    pub text: String,
    /// The address of the record that it names, or of the web page that it is.
    pub address: Option<String>,
    /// True for a number or an amount.
    pub is_number: bool,
    /// The source and the provenance of the value; empty for a stated value without source.
    pub note: String,
    /// The file of the document that it names: the address, and format and size in words.
    pub file: Option<(String, String)>,
    /// The picture that it names.
    pub picture: Option<Thumb>,
    /// The text as HTML, for a text in Markdown.
    pub html: Option<String>,
    /// The tag of the language of a text that the reader's language does not have.
    pub language: Option<String>,
}

/// A table: a row for each item.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadoutTable {
    /// The headings of the columns.
    pub headings: Vec<String>,
    /// The rows, with a value for each column; those without content are empty.
    pub rows: Vec<Vec<ReadoutValue>>,
    /// The label and the amount of each sum, if the items are amounts.
    pub sums: Vec<(String, String)>,
    /// The columns before that of the amounts.
    pub before_amount: usize,
    /// The note about amounts that the sums leave out; empty if there are none.
    pub left_out: String,
}

impl ReadoutTable {
    /// The number of columns after that of the amounts.
    pub fn after_amount(&self) -> usize {
        self.headings.len().saturating_sub(self.before_amount + 1)
    }
}

/// The content of a field.
#[derive(Debug, PartialEq, Eq)]
pub enum ReadoutContent {
    /// One value, or several of the same kind.
    Values(Vec<ReadoutValue>),
    /// A list of items with the same fields.
    Table(ReadoutTable),
    /// A list of items that have lists of items themselves, which follow them one level deeper.
    Items(Vec<ReadoutItem>),
}

impl ReadoutContent {
    /// Takes the note that all values have; empty if they differ.
    pub(super) fn take_common_note(&mut self) -> String {
        let values: Vec<&mut ReadoutValue> = match self {
            Self::Values(values) => values.iter_mut().collect(),
            // The first cell of a row has the note of the row.
            Self::Table(table) => table.rows.iter_mut().filter_map(|row| row.first_mut()).collect(),
            Self::Items(items) => items.iter_mut().map(|item| &mut item.title).collect(),
        };
        let note = values.first().map_or_else(String::new, |value| value.note.clone());
        if values.iter().any(|value| value.note != note) {
            return String::new();
        }
        for value in values {
            value.note.clear();
        }
        note
    }
}

/// An item with its own fields.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadoutItem {
    /// The level: 0 for the items of the field, 1 for those of one of its items.
    pub depth: usize,
    /// The label of the list that it is in; empty at level 0, where the field has it.
    pub label: String,
    /// The value that names the item.
    pub title: ReadoutValue,
    /// Its other fields that have content: values and tables.
    pub fields: Vec<ReadoutField>,
}

/// A field with content.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadoutField {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// Its content, never empty.
    pub content: ReadoutContent,
    /// The source and the provenance that all its values have; empty if they differ or have none.
    pub note: String,
}

impl ReadoutField {
    /// True if the content needs the whole width: a table, items, a text of several paragraphs.
    pub fn is_wide(&self) -> bool {
        match &self.content {
            ReadoutContent::Values(values) => values.iter().any(|value| value.html.is_some()),
            ReadoutContent::Table(..) | ReadoutContent::Items(_) => true,
        }
    }
}

/// A section with content.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadoutSection {
    /// The key, which is the anchor of the section in the form.
    pub key: &'static str,
    /// The title.
    pub title: String,
    /// The fields that have content, in the order of the form.
    pub fields: Vec<ReadoutField>,
}
