//! Names that cells show in place of codes, keys and slugs. Each is a name that an import reads back as the same value; where none
//! is, the cell shows the value itself.
use std::collections::HashMap;

use portulan_locales::Language;
use portulan_model::kinds::Authority;
use portulan_model::{FieldFormat, FieldSchema, Kind};

use super::cells::{is_unknown_in, terms_of, typed};
use super::columns::Column;
use crate::form::labels::choice;

/// The names of values, in a language.
pub struct ValueNames<'a> {
    language: Language,
    authority: Option<&'a Authority>,
    /// The names of records by kind and slug: names that mean one record.
    records: &'a HashMap<(Kind, String), String>,
    /// Names that were looked up, by path and value.
    known: HashMap<(String, String), String>,
}

impl<'a> ValueNames<'a> {
    /// The names in a language, with those of some records.
    pub fn new(
        language: Language,
        authority: Option<&'a Authority>,
        records: &'a HashMap<(Kind, String), String>,
    ) -> Self {
        Self { language, authority, records, known: HashMap::new() }
    }

    /// The display of a value of the form.
    pub fn of(&mut self, column: &Column, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        match column.shape {
            FieldSchema::Flag if value == "true" => return "x".to_owned(),
            FieldSchema::Reference(kind) => return self.record(kind, value),
            FieldSchema::Choice(_) | FieldSchema::Code(_) => {}
            _ if column.format == FieldFormat::Term => {}
            _ => return value.to_owned(),
        }
        let key = (column.path.clone(), value.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let name = self.name(column, value);
        let is_read_back = |name: &String| {
            is_one_cell(name)
                && !is_unknown_in(column, name)
                && typed(column, name, self.authority).as_deref() == Some(value)
        };
        let shown = name.filter(is_read_back).unwrap_or_else(|| value.to_owned());
        self.known.insert(key, shown.clone());
        shown
    }

    /// The name of a record; its slug if the name cannot be read back.
    pub fn record(&self, kind: Kind, slug: &str) -> String {
        let name = self.records.get(&(kind, slug.to_owned()));
        let is_read_back = |name: &&String| is_one_cell(name) && !super::cells::is_unknown(name);
        name.filter(is_read_back).map_or_else(|| slug.to_owned(), Clone::clone)
    }

    /// The name of an entry of a list.
    fn name(&self, column: &Column, value: &str) -> Option<String> {
        let tag = self.language.tag();
        match column.shape {
            FieldSchema::Choice(list) => Some(choice(self.language, list, value)),
            FieldSchema::Code(list) => list.get(value).map(|entry| entry.name(tag).to_owned()),
            _ => {
                let terms = terms_of(self.authority, column);
                terms.iter().find(|term| term.key == value).map(|term| term.name.text(tag).to_owned())
            }
        }
    }

    /// The names of all entries that a column can contain; empty for a column without a list.
    pub fn all(&mut self, column: &Column) -> Vec<String> {
        let values: Vec<String> = match column.shape {
            FieldSchema::Choice(list) => list.variants.iter().map(|variant| (*variant).to_owned()).collect(),
            FieldSchema::Code(list) => list.entries().iter().map(|entry| entry.code.to_owned()).collect(),
            _ if column.format == FieldFormat::Term => {
                terms_of(self.authority, column).iter().map(|term| term.key.clone()).collect()
            }
            _ => Vec::new(),
        };
        values.iter().map(|value| self.of(column, value)).collect()
    }
}

/// True for a text that a cell with several values does not divide.
fn is_one_cell(name: &str) -> bool {
    !name.trim().is_empty() && name.trim() == name && !name.contains([';', '\n'])
}
