//! Items that have lists of items themselves, such as results with their indicators.
use portulan_model::{Field, FieldFormat, FieldGroup, FieldSchema};

use super::super::labels::label;
use super::{Readout, ReadoutContent, ReadoutField, ReadoutItem, ReadoutValue, is_tag, unwrapped};

/// The largest number of levels of items; the lists of the last are tables.
pub(super) const MAX_ITEM_DEPTH: usize = 2;

/// The number of items that a path leads through.
pub(super) fn depth(path: &str) -> usize {
    path.split('/').filter(|step| step.parse::<usize>().is_ok()).count()
}

/// True for items that have a text of their own, by which they are known.
pub(super) fn is_named(group: &FieldGroup) -> bool {
    group.fields.iter().any(|field| matches!(unwrapped((field.shape)()), FieldSchema::Text))
}

impl Readout<'_> {
    /// An item in one line; numbers and dates have their label. `None` without content.
    pub(super) fn item_line(&self, group: &FieldGroup, path: &str) -> Option<String> {
        let fields = group.fields.iter().filter(|field| field.format != FieldFormat::Residual);
        let part = |field: &Field| {
            let shape = unwrapped((field.shape)());
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
    pub(super) fn has_inner_items(&self, group: &FieldGroup, items: &[String]) -> bool {
        let lists = group.fields.iter().filter(|field| inner_group(field).is_some());
        lists.into_iter().any(|list| {
            items.iter().any(|item| {
                let path = format!("{item}/{}", list.name);
                (0..self.sheet.len(&path)).any(|index| !self.sheet.is_blank(&format!("{path}/{index}")))
            })
        })
    }

    /// The items at some paths, each followed by those of its lists.
    pub(super) fn items(&self, group: &FieldGroup, items: &[String]) -> Vec<ReadoutItem> {
        items.iter().flat_map(|item| self.item(group, item)).collect()
    }

    fn item(&self, group: &FieldGroup, path: &str) -> Vec<ReadoutItem> {
        let fields = group.fields.iter().filter(|field| field.format != FieldFormat::Residual);
        let read = |field: &Field| {
            let content = self.field_of(group, field, path)?;
            Some((matches!(unwrapped((field.shape)()), FieldSchema::Text), content))
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
    match unwrapped((field.shape)()) {
        FieldSchema::List(inner) => match inner() {
            FieldSchema::Group(group) if !is_tag(&group) => Some(group),
            _ => None,
        },
        _ => None,
    }
}
