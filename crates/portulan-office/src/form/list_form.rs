//! The fields of a list that is edited in place: its columns and cells, and the texts that cells had.
use portulan_locales::{Language, list, to_kebab_case};
use portulan_model::{FieldSchema, Kind, Provenance};
use uuid::Uuid;

use super::cells::{CellText, RowMessage, TableColumn};
use super::codes::TypedList;
use super::columns::cell_fields;
use super::labels::{label, tongue};
use super::leaf::grouped;
use super::readout_content::ReadoutValue;
use super::view::{FormView, show};
use super::{FormData, name_field};

/// The prefix of the fields with the texts that cells had when the page was made.
pub const WAS: &str = "was:";

/// A column of a list that is edited in place.
pub struct ListColumn {
    pub title: String,
    pub class: &'static str,
    /// The field of its cells; `None` for a column that the list only displays.
    field: Option<TableColumn>,
    /// The path of the sourced value that the field belongs to; empty if there is none.
    fact: String,
    /// The position among the columns of the list; `None` for the name of the record.
    readout: Option<usize>,
}

/// A row of a list that is edited in place.
pub struct ListFormRow {
    /// The number of the row in the whole list, from 1.
    pub number: usize,
    pub cells: Vec<ListCell>,
    pub messages: Vec<RowMessage>,
}

/// A cell of a list that is edited in place.
pub struct ListCell {
    /// The HTML of the control, or of the text.
    pub html: String,
    /// The name of the field; `None` if the cell cannot be edited.
    pub field: Option<String>,
}

/// The columns of a list: the name of the record, and those of the list; a period has two.
pub fn list_columns(kind: Kind, names: &[&str], language: Language, tongues: &[String]) -> Vec<ListColumn> {
    let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
    let known = |name: &str| group.fields.iter().find(|field| field.name == name);
    let mut columns = Vec::new();
    let first = std::iter::once((name_field(kind), None));
    for (name, readout) in first.chain(names.iter().enumerate().map(|(at, name)| (*name, Some(at)))) {
        let Some(field) = known(name) else { continue };
        let heading = label(language, group.name, name);
        let fields = cell_fields(&group, field);
        if fields.is_empty() {
            columns.push(ListColumn {
                title: heading,
                class: "words",
                field: None,
                fact: String::new(),
                readout,
            });
            continue;
        }
        for (path, field) in fields {
            let title = match field.shape {
                FieldSchema::Text if tongues.len() > 1 => format!("{heading} ({})", tongue(&tongues[0])),
                FieldSchema::Date if field.is_part() => {
                    format!(
                        "{heading} – {}",
                        language.word(list!("office-part"), to_kebab_case(field.name)).to_lowercase()
                    )
                }
                _ => heading.clone(),
            };
            let fact = path.find("/value").map_or_else(String::new, |at| format!("/{}", &path[..at]));
            let class = field.class();
            let column = TableColumn { path, class, title: title.clone(), required: String::new(), field };
            columns.push(ListColumn { title, class, field: Some(column), fact, readout });
        }
    }
    columns
}

impl ListColumn {
    /// The path of the field in its record, which the form posts; `None` for a column that the list only displays.
    pub fn path(&self, tongues: &[String]) -> Option<String> {
        let column = self.field.as_ref()?;
        Some(match (column.field.shape, tongues.first()) {
            (FieldSchema::Text, Some(tongue)) => format!("/{}/{tongue}", column.path),
            _ => format!("/{}", column.path),
        })
    }

    /// The kind of record that the field refers to.
    pub fn target(&self) -> Option<Kind> {
        match self.field.as_ref()?.field.shape {
            FieldSchema::Reference(kind) => Some(kind),
            _ => None,
        }
    }

    /// The list of codes that the field completes.
    pub fn typed_list(&self) -> Option<TypedList> {
        self.field.as_ref()?.field.typed_list()
    }

    /// True if two versions of a record have different values with a source.
    pub fn is_other_value(&self, before: &FormData, after: &FormData) -> bool {
        let value = format!("{}/value", self.fact);
        let parts = |sheet: &FormData| {
            let parts = sheet.under(&value).map(|(part, text)| (part.to_owned(), text.to_owned()));
            (sheet.get(&value).to_owned(), parts.collect::<Vec<_>>())
        };
        !self.fact.is_empty() && parts(before) != parts(after)
    }

    /// Removes the source of the value from the form of a record, which does not apply to a new value. Returns true if there was one.
    pub fn remove_source(&self, sheet: &mut FormData) -> bool {
        if self.fact.is_empty() {
            return false;
        }
        let source = format!("{}/source", self.fact);
        let had_source = !sheet.is_blank(&source);
        sheet.set(source, "");
        // What an officer types is stated, even if the value before was inferred.
        sheet.set(format!("{}/provenance", self.fact), Provenance::Stated.name());
        had_source
    }
}

impl FormView<'_> {
    /// A row of a list, of which the form has the fields below `/` and the identity of the record. `readouts` are the cells in words.
    pub fn list_row(
        &self,
        columns: &[ListColumn],
        (id, index): (Uuid, usize),
        readouts: &[ReadoutValue],
        name: &str,
    ) -> Result<ListFormRow, askama::Error> {
        let record = format!("/{id}");
        let cell = |column: &ListColumn| match &column.field {
            Some(field) if !self.fixed => {
                let path = format!("{record}{}", column.path(&self.tongues).unwrap_or_default());
                Ok(ListCell { html: self.cell(field, &record, index, "")?, field: Some(path) })
            }
            field => {
                let readout = column.readout.map(|at| readouts.get(at).cloned().unwrap_or_default());
                let value = match (field, readout) {
                    // The first column has the name of the record.
                    (_, None) => name.to_owned(),
                    (Some(field), Some(_)) => {
                        self.told(field.field.shape, &format!("{record}/{}", field.path))
                    }
                    (None, Some(readout)) => readout.text,
                };
                Ok(ListCell { html: show(&CellText { title: &column.title, value })?, field: None })
            }
        };
        let cells = columns.iter().map(cell).collect::<Result<_, askama::Error>>()?;
        let said = self.row_messages(columns.iter().filter_map(|column| column.field.as_ref()), &record);
        Ok(ListFormRow {
            number: index + 1,
            cells,
            messages: said.into_iter().flat_map(|(_, messages)| messages).collect(),
        })
    }

    /// The value of a column in words, for the record of the form; empty if there is none.
    pub fn cell_words(&self, column: &ListColumn) -> String {
        column
            .field
            .as_ref()
            .map_or_else(String::new, |field| self.told(field.field.shape, &format!("/{}", field.path)))
    }

    /// The text that the control of a column has for a record; empty for a column that the list only displays.
    pub fn cell_text_of(&self, column: &ListColumn, record: &str) -> String {
        let (Some(path), Some(known)) = (column.path(&self.tongues), &column.field) else {
            return String::new();
        };
        let (path, field) = (format!("{record}{path}"), &known.field);
        let value = self.sheet.get(&path);
        if let Some(list) = field.typed_list() {
            return list.text(value, self.language);
        }
        match field.shape {
            FieldSchema::Reference(kind) => self.reference(kind, &path),
            FieldSchema::Decimal => grouped(self.language, value),
            FieldSchema::Choice(list) if !list.is_explicit && !list.variants.contains(&value) => {
                list.variants[0].to_owned()
            }
            _ => value.to_owned(),
        }
    }
}
