//! The content of a record to be read: its fields in words, section by section; lists of structured items as tables.
use std::collections::HashMap;

use portulan_codelists::CodeList;
use portulan_locales::{Language, dates, key, list};
use portulan_model::kinds::Authority;
use portulan_model::{Body, Field, FieldFormat, FieldGroup, FieldSchema, Kind, Period};

use super::codes::TypedList;
use super::labels::{choice, is_derived_key, label};
use super::layout::sections;
use super::{FormData, write};
use crate::reach::{mail_link, phone_link};

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
}

/// The content of a field.
#[derive(Debug, PartialEq, Eq)]
pub enum ReadoutContent {
    /// One value, or several of the same kind.
    Values(Vec<ReadoutValue>),
    /// A list of items with the same fields: the headings, and a row for each item.
    Table(Vec<String>, Vec<Vec<ReadoutValue>>),
}

/// A field with content.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadoutField {
    /// Its label.
    pub label: String,
    /// Its content, never empty.
    pub content: ReadoutContent,
    /// The source and the provenance that all its values have; empty if they differ or have none.
    pub note: String,
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

/// The sections of a record that have content.
pub fn sections_of(
    body: &Body,
    records: &ReferredRecords,
    authority: Option<&Authority>,
    language: Language,
) -> Vec<ReadoutSection> {
    let kind = body.kind();
    let FieldSchema::Group(group) = kind.shape() else { return Vec::new() };
    let readout = Readout::of(body, records, authority, language);
    let section = |&(key, names): &(&'static str, &[&str])| {
        let fields = names.iter().filter_map(|name| group.fields.iter().find(|field| field.name == *name));
        let fields = fields.filter_map(|field| readout.field(&group, field)).collect();
        ReadoutSection { key, title: language.word(list!("section"), key), fields }
    };
    let mut all: Vec<ReadoutSection> = sections(kind).iter().map(section).collect();
    all.retain(|section| !section.fields.is_empty());
    all
}

/// A body in the form's representation, with what its words need.
pub(super) struct Readout<'a> {
    sheet: FormData,
    records: &'a ReferredRecords,
    authority: Option<&'a Authority>,
    language: Language,
}

impl<'a> Readout<'a> {
    /// The words of a body.
    pub fn of(
        body: &Body,
        records: &'a ReferredRecords,
        authority: Option<&'a Authority>,
        language: Language,
    ) -> Self {
        Self { sheet: write::sheet(body, language), records, authority, language }
    }

    /// The words of some fields of a body.
    pub fn of_fields(
        body: &Body,
        names: &[&str],
        records: &'a ReferredRecords,
        authority: Option<&'a Authority>,
        language: Language,
    ) -> Self {
        Self { sheet: write::fields(body, names, language), records, authority, language }
    }

    /// The content of a field; `None` if it has none.
    pub fn field(&self, group: &FieldGroup, field: &Field) -> Option<ReadoutField> {
        // The page shows the file itself.
        if field.format == FieldFormat::FileName {
            return None;
        }
        let path = format!("/{}", field.name);
        let mut content = match unwrapped((field.shape)()) {
            FieldSchema::List(inner) => self.list(inner(), &path, field)?,
            shape => ReadoutContent::Values(vec![self.value(shape, &path, field)?]),
        };
        let note = common_note(&mut content);
        Some(ReadoutField { label: label(self.language, group.name, field.name), content, note })
    }

    /// The content of a list: a table for items with several fields, else their values.
    fn list(&self, inner: FieldSchema, path: &str, field: &Field) -> Option<ReadoutContent> {
        let items = (0..self.sheet.len(path)).map(|index| format!("{path}/{index}"));
        let items: Vec<String> = items.filter(|item| !self.sheet.is_blank(item)).collect();
        if let FieldSchema::Group(group) = inner
            && !is_tag(&group)
        {
            return self.table(&group, &items);
        }
        let values: Vec<_> = items.iter().filter_map(|item| self.value(inner, item, field)).collect();
        (!values.is_empty()).then_some(ReadoutContent::Values(values))
    }

    /// A table without the columns in which no item has content; the values alone if one column remains.
    fn table(&self, group: &FieldGroup, items: &[String]) -> Option<ReadoutContent> {
        let mut columns: Vec<(String, Vec<ReadoutValue>)> = Vec::new();
        for field in group.fields.iter().filter(|field| field.format != FieldFormat::Residual) {
            if is_derived_key(group, field) {
                continue;
            }
            let cell = |item: &String| {
                let path = format!("{item}/{}", field.name);
                self.value((field.shape)(), &path, field).unwrap_or_default()
            };
            let cells: Vec<ReadoutValue> = items.iter().map(cell).collect();
            if cells.iter().any(|cell| !cell.text.is_empty()) {
                columns.push((label(self.language, group.name, field.name), cells));
            }
        }
        if group.sourced
            && let Some((_, cells)) = columns.first_mut()
        {
            for (cell, item) in cells.iter_mut().zip(items) {
                cell.note = self.note(item);
            }
        }
        match columns.len() {
            0 => None,
            1 => columns.pop().map(|(_, cells)| {
                ReadoutContent::Values(cells.into_iter().filter(|cell| !cell.text.is_empty()).collect())
            }),
            _ => {
                let rows = (0..items.len()).map(|row| {
                    columns.iter_mut().map(|(_, cells)| std::mem::take(&mut cells[row])).collect()
                });
                let rows = rows.collect();
                Some(ReadoutContent::Table(columns.into_iter().map(|(label, _)| label).collect(), rows))
            }
        }
    }

    /// A value in words; `None` if there is none.
    fn value(&self, shape: FieldSchema, path: &str, field: &Field) -> Option<ReadoutValue> {
        let text = match shape {
            FieldSchema::Optional(inner) => return self.value(inner(), path, field),
            FieldSchema::Fact(inner) => {
                let value = self.value(inner(), &format!("{path}/value"), field)?;
                return Some(ReadoutValue { note: self.note(path), ..value });
            }
            FieldSchema::Group(group) if is_tag(&group) => self.term(path, field),
            FieldSchema::Group(group) => {
                let parts = group.fields.iter().filter(|part| part.format != FieldFormat::Residual);
                let parts = parts.filter_map(|part| {
                    self.value((part.shape)(), &format!("{path}/{}", part.name), part).map(|value| value.text)
                });
                parts.collect::<Vec<_>>().join(" · ")
            }
            FieldSchema::List(inner) => {
                let items = (0..self.sheet.len(path)).map(|index| format!("{path}/{index}"));
                let items =
                    items.filter_map(|item| self.value(inner(), &item, field).map(|value| value.text));
                items.collect::<Vec<_>>().join("\n")
            }
            FieldSchema::Reference(kind) => return self.reference(kind, path),
            FieldSchema::Web => {
                let address = self.sheet.get(path).trim().to_owned();
                let is_web = portulan_model::check::is_web(&address);
                let address_to = is_web.then(|| address.clone());
                return (!address.is_empty()).then(|| ReadoutValue {
                    text: address,
                    address: address_to,
                    ..ReadoutValue::default()
                });
            }
            _ => self.simple(shape, path, field),
        };
        let is_number = matches!(shape, FieldSchema::Decimal | FieldSchema::Money | FieldSchema::Quantity);
        let address = match field.name {
            "email" => mail_link(&text),
            "phone" => phone_link(&text),
            _ => None,
        };
        (!text.trim().is_empty()).then(|| ReadoutValue {
            text,
            address,
            is_number,
            ..ReadoutValue::default()
        })
    }

    /// The text of a value that is in one place and names no record.
    fn simple(&self, shape: FieldSchema, path: &str, field: &Field) -> String {
        let part = |name: &str| self.sheet.get(&format!("{path}/{name}")).trim().to_owned();
        let value = self.sheet.get(path).trim();
        match shape {
            FieldSchema::Text => self.text(path),
            FieldSchema::Period => {
                let [start, end] = ["start", "end"].map(|name| dates::parse(&part(name)));
                dates::period(self.language, &Period { start, end })
            }
            FieldSchema::Point => joined([part("lat"), part("lon")], " ; "),
            FieldSchema::Quantity => {
                let qualifier = part("qualifier");
                let words = if qualifier.is_empty() || qualifier == "exactly" {
                    String::new()
                } else {
                    self.language.word(list!("qualifier"), &qualifier)
                };
                joined([words, part("value")], " ")
            }
            FieldSchema::Money => {
                let (amount, currency) = (part("amount"), part("currency"));
                match self.language.read_decimal(&amount) {
                    Some(number) => self.language.money(number, &currency),
                    None => joined([amount, currency], " "),
                }
            }
            FieldSchema::Choice(list) if !value.is_empty() => choice(self.language, list, value),
            FieldSchema::Code(list) if !value.is_empty() => self.code(list, value),
            FieldSchema::Flag if value == "true" => self.language.text(key!("office-yes")),
            FieldSchema::Flag => String::new(),
            FieldSchema::Integer(..) if field.format == FieldFormat::SdgGoal => self.goal(value),
            FieldSchema::Line if field.format == FieldFormat::SdgTarget => {
                self.code(CodeList::SdgTarget, value)
            }
            FieldSchema::Line => match TypedList::of_format(field.format) {
                Some(list) => list.code_name(value, self.language),
                None => value.to_owned(),
            },
            _ => value.to_owned(),
        }
    }

    /// A text in the reader's language, or else in the first that it has.
    fn text(&self, path: &str) -> String {
        let own = self.sheet.get(&format!("{path}/{}", self.language.tag()));
        if !own.trim().is_empty() {
            return own.to_owned();
        }
        let others = self.sheet.under(path).map(|(_, text)| text);
        others.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().to_owned()
    }

    fn code(&self, list: CodeList, code: &str) -> String {
        list.get(code).map_or_else(|| code.to_owned(), |_| self.language.code_name(list, code).1.to_owned())
    }

    fn goal(&self, number: &str) -> String {
        let goal = number.parse().ok().and_then(portulan_codelists::goal);
        goal.map_or_else(|| number.to_owned(), |goal| format!("{number} · {}", self.language.goal_name(goal)))
    }

    /// A theme or a political priority of the authority, by its name.
    fn term(&self, path: &str, field: &Field) -> String {
        let key = self.sheet.get(&format!("{path}/key"));
        let terms = self.authority.map_or(&[][..], |authority| authority.terms(field.name));
        let term = terms.iter().find(|term| term.key == key);
        term.map_or(key, |term| term.name.text(self.language.tag())).to_owned()
    }

    fn reference(&self, kind: Kind, path: &str) -> Option<ReadoutValue> {
        let slug = self.sheet.get(path).trim();
        let record = self.records.get(&(kind, slug.to_owned()));
        let text = record.map_or(slug, |record| record.name.as_str()).to_owned();
        let address = record.map(|record| record.address.clone());
        let file = record.and_then(|record| record.file.clone());
        (!slug.is_empty()).then(|| ReadoutValue { text, address, file, ..ReadoutValue::default() })
    }

    /// The provenance of a fact, unless it is stated, and its source.
    fn note(&self, path: &str) -> String {
        let provenance = self.sheet.get(&format!("{path}/provenance"));
        let provenance = match provenance {
            "" | "stated" => String::new(),
            other => self.language.word(list!("provenance"), other),
        };
        let source = self.reference(Kind::Document, &format!("{path}/source"));
        let source =
            source.map(|source| self.language.labelled(&label(self.language, "", "source"), source.text));
        joined([provenance, source.unwrap_or_default()], " · ")
    }
}

/// Moves the note that all values of a field have to the field itself.
fn common_note(content: &mut ReadoutContent) -> String {
    let values: Vec<&mut ReadoutValue> = match content {
        ReadoutContent::Values(values) => values.iter_mut().collect(),
        // The first cell of a row has the note of the row.
        ReadoutContent::Table(_, rows) => rows.iter_mut().filter_map(|row| row.first_mut()).collect(),
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

fn unwrapped(mut shape: FieldSchema) -> FieldSchema {
    while let FieldSchema::Optional(inner) = shape {
        shape = inner();
    }
    shape
}

/// True for a theme or a political priority, which is its name alone.
fn is_tag(group: &FieldGroup) -> bool {
    group.fields.iter().any(|field| field.format == FieldFormat::Term)
}

fn joined(parts: [String; 2], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}

#[cfg(test)]
mod tests;
