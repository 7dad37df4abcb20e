//! One-line summaries of list items, so that a long list is readable without opening them.
use portulan_model::{FieldFormat, FieldSchema};

use super::labels::{choice, is_derived_key};
use super::view::FormView;

/// The largest number of values in a summary.
const MAX_VALUES: usize = 4;

impl FormView<'_> {
    /// The first values at a path, formatted; empty if there are none yet.
    pub(super) fn told(&self, shape: FieldSchema, path: &str) -> String {
        let mut values = Vec::new();
        self.gather(shape, path, &mut values);
        values.truncate(MAX_VALUES);
        values.join(" · ")
    }

    fn gather(&self, shape: FieldSchema, path: &str, values: &mut Vec<String>) {
        let get = |part: &str| self.sheet.get(&format!("{path}/{part}")).trim().to_owned();
        let value = self.sheet.get(path).trim();
        let said = match shape {
            FieldSchema::Optional(inner) => return self.gather(inner(), path, values),
            FieldSchema::Fact(inner) => return self.gather(inner(), &format!("{path}/value"), values),
            FieldSchema::Group(group) => {
                for field in group.fields.iter().filter(|field| field.format != FieldFormat::Residual) {
                    if !is_derived_key(group.name, field.name) {
                        self.gather((field.shape)(), &format!("{path}/{}", field.name), values);
                    }
                }
                return;
            }
            FieldSchema::Text => {
                let texts = self.tongues.iter().map(|tongue| get(tongue));
                texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
            }
            FieldSchema::Period => joined([get("start"), get("end")], " – "),
            FieldSchema::Money => {
                let (amount, currency) = (get("amount"), get("currency"));
                match self.language.read_decimal(&amount) {
                    Some(number) => self.language.money(number, &currency),
                    None => joined([amount, currency], " "),
                }
            }
            FieldSchema::Quantity => get("value"),
            FieldSchema::Reference(kind) => self.reference(kind, path),
            FieldSchema::Choice(list) if !value.is_empty() => choice(self.language, list, value),
            FieldSchema::Code(list) => {
                let entry = list.get(value);
                entry.map_or(value, |entry| entry.name(self.language.tag())).to_owned()
            }
            FieldSchema::Flag | FieldSchema::Point | FieldSchema::List(_) => return,
            _ => value.to_owned(),
        };
        if !said.is_empty() {
            values.push(said);
        }
    }
}

fn joined(parts: [String; 2], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}
