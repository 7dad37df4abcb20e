//! A distinct value of a file that means a record or an entry of a list, and the choice of the user about it.
use std::collections::HashSet;

use portulan_codelists::CodeList;
use portulan_model::{ChoiceList, FieldFormat, FieldSchema, Kind, normalize_for_search};
use serde::{Deserialize, Serialize};

use super::columns::Column;
use crate::auth::digest;

/// The largest number of values of a file that are compared with the names of records.
pub const MAX_COMPARED: usize = 500;

/// A decision of the user about a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueChoice {
    /// It means this: the value of the form, such as a code or a slug.
    Means(String),
    /// A new record or theme of this name.
    Create,
    /// It is left empty.
    Empty,
}

/// The entries that a value can mean.
#[derive(Debug, Clone, Copy)]
pub enum ValueDomain {
    /// Records of a kind.
    Records(Kind),
    /// The codes of a list.
    Codes(CodeList),
    /// The variants of a list.
    Variants(ChoiceList),
    /// Themes or priorities of the authority.
    Terms,
}

impl ValueDomain {
    /// The entries that the values of a column can mean, if there are some.
    pub fn of(column: &Column) -> Option<Self> {
        match column.shape {
            _ if column.is_record() => None,
            FieldSchema::Reference(kind) => Some(Self::Records(kind)),
            FieldSchema::Code(list) => Some(Self::Codes(list)),
            FieldSchema::Choice(list) => Some(Self::Variants(list)),
            _ => (column.format == FieldFormat::Term).then_some(Self::Terms),
        }
    }

    /// True if two records of the same name are distinguished by the country of the row.
    pub fn has_country(self) -> bool {
        matches!(self, Self::Records(Kind::Territory | Kind::Partnership))
    }
}

/// The meaning that a value was found to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueMatch {
    /// Recognised: its name.
    Known(String),
    /// A record or theme that is created.
    New,
    /// Not recognised; the entry that it probably means.
    Near {
        /// The value of the form.
        value: String,
        /// The name.
        label: String,
    },
    /// The name of several records.
    Several,
    /// Not recognised.
    Unknown,
}

/// A distinct value of a column.
#[derive(Debug, Clone)]
pub struct FileValue {
    /// The identity of the value: a digest of column, country and text.
    pub key: String,
    /// The column.
    pub column: usize,
    /// The field.
    pub path: String,
    /// The text as it is first written, shortened.
    pub text: String,
    /// The code of the country that distinguishes it from another value of the same text.
    pub country: Option<String>,
    /// The number of rows with it.
    pub rows: usize,
    /// The first of these rows.
    pub line: usize,
    /// The entries that it can mean.
    pub domain: ValueDomain,
    /// Its meaning without a choice.
    pub found_as: ValueMatch,
    /// The choice of the user, if it is a possible one.
    pub choice: Option<ValueChoice>,
    /// The name of what the user chose; empty without a choice of an entry.
    pub label: String,
    /// True if the user may create what it names.
    pub can_create: bool,
}

impl FileValue {
    /// True if the user is asked about it.
    pub fn is_open(&self) -> bool {
        self.choice.is_none() && !matches!(self.found_as, ValueMatch::Known(_) | ValueMatch::New)
    }
}

/// The identity of a value of a field.
pub fn value_key(path: &str, country: Option<&str>, text: &str) -> String {
    digest(&format!("{path}\n{}\n{}", country.unwrap_or_default(), normalize_for_search(text)))
}

/// The values that a choice can be remembered for: names of contacts are not stored.
pub fn remembered(values: &[FileValue]) -> impl Iterator<Item = (String, ValueChoice)> + '_ {
    /// The largest number of choices that are remembered for a file.
    const MAX_REMEMBERED: usize = 500;
    let is_private = |domain: ValueDomain| matches!(domain, ValueDomain::Records(kind) if kind.is_private());
    let mut seen = HashSet::new();
    let chosen = values.iter().filter(move |value| !is_private(value.domain) && seen.insert(&value.key));
    chosen.filter_map(|value| Some((value.key.clone(), value.choice.clone()?))).take(MAX_REMEMBERED)
}
