//! Errors of the validation as messages with a place and a remedy.
use portulan_locales::{key, list};
use portulan_model::FieldSchema;
use serde_json::Value;

use super::{Expected, MAX_ERRORS, MAX_REASON_CHARS, Member, PointerStep, Validator};
use crate::FaultDetail;

/// The largest number of characters of an unknown field's name in a message.
const MAX_NAME_CHARS: usize = 60;

impl Validator<'_> {
    /// Adds an error at the current place, unless there are enough.
    pub(super) fn report(&mut self, code: &str, detail: String, remedy: String) {
        if self.errors.len() < MAX_ERRORS {
            let pointer = pointer(&self.path);
            self.errors.push(FaultDetail { pointer, code: code.to_owned(), detail, remedy });
        }
    }

    pub(super) fn wrong_type(&mut self, expected: Expected, value: &Value) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let [found, wanted] =
            [found, expected.type_name()].map(|name| self.language.word(list!("api-json"), name));
        let arguments = [("found", found.as_str().into()), ("expected", wanted.as_str().into())];
        let detail = self.language.format(key!("api-shape-type"), &arguments);
        self.report("type", detail, self.remedy(expected));
    }

    pub(super) fn missing(&mut self, member: &Member) {
        let arguments = [("field", member.name.into())];
        let detail = self.language.format(key!("api-shape-required"), &arguments);
        let remedy = self.language.format(key!("api-shape-required.remedy"), &arguments);
        self.report("required", detail, remedy);
    }

    pub(super) fn unknown(&mut self, name: &str, members: &[Member]) {
        let name: String = name.chars().take(MAX_NAME_CHARS).collect();
        let detail = self.language.format(key!("api-shape-unknown"), &[("field", name.as_str().into())]);
        let fields = names(members);
        let remedy =
            self.language.format(key!("api-shape-unknown.remedy"), &[("fields", fields.as_str().into())]);
        self.report("additionalProperties", detail, remedy);
    }

    /// The value to send.
    pub(super) fn remedy(&self, expected: Expected) -> String {
        let language = self.language;
        let range = |least: i32, most: i32| {
            let [least, most] = [least, most].map(|limit| limit.to_string());
            let arguments = [("min", least.as_str().into()), ("max", most.as_str().into())];
            language.format(key!("api-send-number"), &arguments)
        };
        let one_of = |words: &[&str]| {
            language.format(key!("api-send-choice"), &[("values", words.join(", ").as_str().into())])
        };
        match expected {
            Expected::Field(FieldSchema::Optional(inner)) => self.remedy(Expected::Field(inner())),
            Expected::Field(FieldSchema::Text) => language.text(key!("api-send-text")),
            Expected::Field(FieldSchema::Line) => language.text(key!("api-send-line")),
            Expected::Field(FieldSchema::Flag) => language.text(key!("api-send-flag")),
            Expected::Field(FieldSchema::Integer(least, most)) => {
                format!("{} {}", language.text(key!("api-send-integer")), range(least, most))
            }
            Expected::Degrees(least, most) => range(least, most),
            Expected::Field(FieldSchema::Decimal) => language.text(key!("api-send-decimal")),
            Expected::Field(FieldSchema::Date) => language.text(key!("api-send-date")),
            Expected::Field(FieldSchema::Code(list)) => {
                language.format(key!("api-send-code"), &[("list", format!("{list:?}").as_str().into())])
            }
            Expected::Currency => language.text(key!("api-send-currency")),
            Expected::Field(FieldSchema::Web) => language.text(key!("api-send-url")),
            Expected::Field(FieldSchema::Choice(list)) => one_of(list.variants),
            Expected::Word(words) => one_of(words),
            Expected::Field(FieldSchema::Reference(kind)) => {
                language.format(key!("api-send-reference"), &[("kind", kind.singular().into())])
            }
            Expected::Slug => language.text(key!("api-send-slug")),
            Expected::Reason => {
                language.format(key!("api-send-reason"), &[("limit", MAX_REASON_CHARS.into())])
            }
            Expected::Field(FieldSchema::List(_)) => language.text(key!("api-send-list")),
            Expected::AnyObject => language.text(key!("api-send-patch")),
            Expected::Field(
                FieldSchema::Period
                | FieldSchema::Point
                | FieldSchema::Money
                | FieldSchema::Quantity
                | FieldSchema::Fact(_)
                | FieldSchema::Group(_),
            )
            | Expected::Input(_) => {
                let fields = names(&expected.members());
                language.format(key!("api-send-object"), &[("fields", fields.as_str().into())])
            }
        }
    }
}

/// The names of fields, separated by commas.
fn names(members: &[Member]) -> String {
    members.iter().map(|member| member.name).collect::<Vec<_>>().join(", ")
}

/// A JSON pointer (RFC 6901, sections 3 and 4).
fn pointer(path: &[PointerStep<'_>]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            PointerStep::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            PointerStep::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}
