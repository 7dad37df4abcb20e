//! The content of a record to be read: its fields in words, section by section; lists of structured items as tables.
use portulan_codelists::CodeList;
use portulan_locales::{Language, key, list};
use portulan_model::kinds::Authority;
use portulan_model::{Body, Field, FieldFormat, FieldGroup, FieldSchema, Kind};
use portulan_web::markdown;

use super::codes::TypedList;
use super::columns::required_shape;
use super::labels::{choice, label};
use super::layout::sections;
use super::readout_content::{
    ReadoutContent, ReadoutField, ReadoutItem, ReadoutSection, ReadoutValue, ReferredRecords,
};
use super::whole_values::whole_value_words;
use super::{FormData, write};
use crate::reach::{mail_link, phone_link};

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
    pub(super) sheet: FormData,
    records: &'a ReferredRecords,
    pub(super) authority: Option<&'a Authority>,
    pub(super) language: Language,
    pub(super) kind: Kind,
}

impl<'a> Readout<'a> {
    /// The words of a body.
    pub fn of(
        body: &Body,
        records: &'a ReferredRecords,
        authority: Option<&'a Authority>,
        language: Language,
    ) -> Self {
        Self { sheet: write::sheet(body, language), records, authority, language, kind: body.kind() }
    }

    /// The words of some fields of a body.
    pub fn of_fields(
        body: &Body,
        names: &[&str],
        records: &'a ReferredRecords,
        authority: Option<&'a Authority>,
        language: Language,
    ) -> Self {
        Self { sheet: write::fields(body, names, language), records, authority, language, kind: body.kind() }
    }

    /// The content of a field of the record; `None` if it has none.
    pub fn field(&self, group: &FieldGroup, field: &Field) -> Option<ReadoutField> {
        self.field_of(group, field, "")
    }

    /// The content of a field of a struct at a path; `None` if it has none.
    fn field_of(&self, group: &FieldGroup, field: &Field, parent: &str) -> Option<ReadoutField> {
        // The page shows the file itself.
        if field.format == FieldFormat::FileName {
            return None;
        }
        let path = format!("{parent}/{}", field.name);
        let mut content = match required_shape((field.shape)()).0 {
            FieldSchema::List(inner) => self.list(inner(), &path, field)?,
            shape => ReadoutContent::Values(vec![self.value(shape, &path, field)?]),
        };
        let note = content.take_common_note();
        let label = label(self.language, group.name, field.name);
        Some(ReadoutField { name: field.name, label, content, note })
    }

    /// The content of a list: a table for items with several fields, else their values.
    fn list(&self, inner: FieldSchema, path: &str, field: &Field) -> Option<ReadoutContent> {
        let items = (0..self.sheet.len(path)).map(|index| format!("{path}/{index}"));
        let items: Vec<String> = items.filter(|item| !self.sheet.is_blank(item)).collect();
        if let FieldSchema::Group(group) = inner
            && !is_tag(&group)
        {
            if is_named(&group) && depth(path) < MAX_ITEM_DEPTH && self.has_inner_items(&group, &items) {
                return Some(ReadoutContent::Items(
                    items.iter().flat_map(|item| self.item(&group, item)).collect(),
                ));
            }
            return self.table(&group, path, items);
        }
        let values: Vec<_> = items.iter().filter_map(|item| self.value(inner, item, field)).collect();
        (!values.is_empty()).then_some(ReadoutContent::Values(values))
    }

    /// A value in words; `None` if there is none.
    pub(super) fn value(&self, shape: FieldSchema, path: &str, field: &Field) -> Option<ReadoutValue> {
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
                let items = items.filter_map(|item| match inner() {
                    FieldSchema::Group(group) if !is_tag(&group) => self.item_line(&group, &item),
                    inner => self.value(inner, &item, field).map(|value| value.text),
                });
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
        let tag = match shape {
            FieldSchema::Text => self.sheet.text_in(path, self.language).1,
            _ => self.language.tag(),
        };
        let is_markdown = matches!(shape, FieldSchema::Text) && field.format == FieldFormat::Chapter;
        let html = is_markdown.then(|| markdown::render(&text, tag));
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
            html,
            language: (tag != self.language.tag()).then(|| tag.to_owned()),
            ..ReadoutValue::default()
        })
    }

    /// The text of a value that is in one place and names no record.
    fn simple(&self, shape: FieldSchema, path: &str, field: &Field) -> String {
        let part = |name: &str| self.sheet.get(&format!("{path}/{name}")).trim().to_owned();
        let value = self.sheet.get(path).trim();
        match shape {
            FieldSchema::Text => self.sheet.text_in(path, self.language).0.to_owned(),
            FieldSchema::Period | FieldSchema::Point | FieldSchema::Quantity => {
                whole_value_words(shape, &self.sheet, path, self.language)
            }
            FieldSchema::Money => {
                let (amount, currency) = (part("amount"), part("currency"));
                match self.language.read_decimal(&amount) {
                    Some(number) => self.language.money(number, &currency),
                    None => joined([amount, currency], " "),
                }
            }
            FieldSchema::Decimal => match self.language.read_decimal(value) {
                Some(number) => self.language.decimal(number),
                None => value.to_owned(),
            },
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
        let picture = record.and_then(|record| record.picture.clone());
        (!slug.is_empty()).then(|| ReadoutValue { text, address, file, picture, ..ReadoutValue::default() })
    }

    /// The provenance of a fact, unless it is stated, and its source.
    pub(super) fn note(&self, path: &str) -> String {
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

    /// An item in one line; numbers and dates have their label. `None` without content.
    fn item_line(&self, group: &FieldGroup, path: &str) -> Option<String> {
        let fields = group.fields.iter().filter(|field| field.format != FieldFormat::Residual);
        let part = |field: &Field| {
            let shape = required_shape((field.shape)()).0;
            let text = self.value(shape, &format!("{path}/{}", field.name), field)?.text;
            let is_labelled =
                matches!(shape, FieldSchema::Decimal | FieldSchema::Integer(..) | FieldSchema::Date);
            let label = label(self.language, group.name, field.name);
            Some(if is_labelled { self.language.labelled(&label, text) } else { text })
        };
        let parts: Vec<String> = fields.filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// True if an item of a list has a list of structs with content.
    fn has_inner_items(&self, group: &FieldGroup, items: &[String]) -> bool {
        let mut lists = group.fields.iter().filter(|field| inner_group(field).is_some());
        lists.any(|list| {
            items.iter().any(|item| {
                let path = format!("{item}/{}", list.name);
                (0..self.sheet.len(&path)).any(|index| !self.sheet.is_blank(&format!("{path}/{index}")))
            })
        })
    }

    /// An item, followed by those of its lists.
    fn item(&self, group: &FieldGroup, path: &str) -> Vec<ReadoutItem> {
        let fields = group.fields.iter().filter(|field| field.format != FieldFormat::Residual);
        let read = |field: &Field| {
            let content = self.field_of(group, field, path)?;
            Some((matches!(required_shape((field.shape)()).0, FieldSchema::Text), content))
        };
        let mut fields: Vec<(bool, ReadoutField)> = fields.filter_map(read).collect();
        let mut title = take_title(&mut fields);
        if group.sourced {
            title.note = self.note(path);
        }
        let mut own = Vec::new();
        let mut inner = Vec::new();
        for (_, field) in fields {
            match field.content {
                ReadoutContent::Items(items) => inner.extend(items.into_iter().map(|item| {
                    let label = if item.depth == 0 { field.label.clone() } else { item.label };
                    ReadoutItem { depth: item.depth + 1, label, ..item }
                })),
                _ => own.push(field),
            }
        }
        let item = ReadoutItem { depth: 0, label: String::new(), title, fields: own };
        [item].into_iter().chain(inner).collect()
    }
}

/// True for a theme or a political priority, which is its name alone.
fn is_tag(group: &FieldGroup) -> bool {
    group.fields.iter().any(|field| field.format == FieldFormat::Term)
}

fn joined(parts: [String; 2], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}

/// Takes the value that names an item: its first text, or else its first value.
fn take_title(fields: &mut Vec<(bool, ReadoutField)>) -> ReadoutValue {
    let is_single =
        |field: &ReadoutField| matches!(&field.content, ReadoutContent::Values(v) if v.len() == 1);
    let text = fields.iter().position(|(is_text, field)| *is_text && is_single(field));
    let place = text.or_else(|| fields.iter().position(|(_, field)| is_single(field)));
    let content = place.map(|place| fields.remove(place).1.content);
    match content {
        Some(ReadoutContent::Values(mut values)) => values.pop().unwrap_or_default(),
        _ => ReadoutValue::default(),
    }
}

/// The struct that the items of a list are; `None` for other fields.
fn inner_group(field: &Field) -> Option<FieldGroup> {
    match required_shape((field.shape)()).0 {
        FieldSchema::List(inner) => match inner() {
            FieldSchema::Group(group) if !is_tag(&group) => Some(group),
            _ => None,
        },
        _ => None,
    }
}

/// The largest number of levels of items; the lists of the last are tables.
const MAX_ITEM_DEPTH: usize = 2;

/// The number of items that a path leads through.
fn depth(path: &str) -> usize {
    path.split('/').filter(|step| step.parse::<usize>().is_ok()).count()
}

/// True for items that have a text, by which they are known.
fn is_named(group: &FieldGroup) -> bool {
    group.fields.iter().any(|field| matches!(required_shape((field.shape)()).0, FieldSchema::Text))
}

#[cfg(test)]
mod tests;
