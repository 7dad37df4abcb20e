//! The content of a table that is edited in place, as its template shows it.
use askama::Template;
use portulan_locales::{Language, key};

use super::columns::FoundField;
use super::message::FieldMessage;

/// A table that is edited in place.
pub struct Table {
    pub columns: Vec<TableColumn>,
    pub rows: Vec<TableRow>,
    pub sums: TableSums,
    /// The columns before that of the amount.
    pub before_amount: usize,
    /// The help for the dates of all rows; empty if the table has no dates.
    pub date_help: String,
}

/// The sums of a table.
pub struct TableSums {
    /// The label and the amount of each sum: one for each currency, of each value of the field that separates them.
    pub lines: Vec<(String, String)>,
    /// The note about items with amounts that cannot be read; empty if there are none.
    pub unread: String,
}

/// A column of a table.
pub struct TableColumn {
    /// The path in an item.
    pub(super) path: String,
    pub(super) field: FoundField,
    pub class: &'static str,
    pub title: String,
    /// The note that a record cannot be published without the field; empty for other fields.
    pub required: String,
}

/// A row of a table: an item of the list.
pub struct TableRow {
    /// The path of the item.
    pub path: String,
    /// The index in the whole list.
    pub index: usize,
    /// True for the last item of the whole list.
    pub last: bool,
    /// The HTML of the cells.
    pub cells: Vec<String>,
    /// The messages of the fields in cells.
    pub said: Vec<RowMessage>,
    /// The content of the fields in the details, in a line.
    pub told: String,
    /// The HTML of the details.
    pub details: String,
    /// True if the details are open, because a field in them has a problem.
    pub is_open: bool,
}

/// A message of a field in a cell.
pub struct RowMessage {
    /// The `id` attribute, which the control names.
    pub id: String,
    /// The heading of the column; empty for messages of the whole item.
    pub title: String,
    pub message: FieldMessage,
}

/// The content of a cell that cannot be edited.
#[derive(Template)]
#[template(path = "parts/table_text.html")]
pub(super) struct CellText<'a> {
    pub(super) title: &'a str,
    pub(super) value: String,
}

impl Table {
    /// The number of columns, with those of the numbers and the buttons of rows.
    pub fn width(&self) -> usize {
        self.columns.len() + 2
    }
}

impl TableRow {
    /// The name of the row's details.
    pub fn details_name(&self, language: Language) -> String {
        row_name(language, &language.text(key!("office-table-details")), self.index)
    }
}

/// The name of a thing in a row, such as "Amount, row 3".
pub fn row_name(language: Language, name: &str, index: usize) -> String {
    let row = (index + 1).to_string();
    language.format(key!("office-table-cell"), &[("name", name.into()), ("row", row.as_str().into())])
}
