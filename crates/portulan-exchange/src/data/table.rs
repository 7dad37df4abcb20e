//! A table of open data with its cells.
use std::fmt;

use portulan_model::PartialDate;
use rust_decimal::Decimal;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// An unknown value.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// An amount of money, with two decimals.
    Amount(Decimal),
    /// A date, with its precision.
    Date(PartialDate),
    /// Several names, separated by semicolons.
    Words(Vec<String>),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDataTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<TableCell>>,
}

impl TableCell {
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    pub(super) fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }
}

impl fmt::Display for TableCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(n) => n.fmt(f),
            Self::Amount(n) => write!(f, "{n:.2}"),
            Self::Date(date) => date.fmt(f),
            Self::Words(words) => f.write_str(&words.join("; ")),
        }
    }
}
