//! Errors of the validation as messages with a place and a remedy.
use portulan_model::FieldSchema;
use serde_json::Value;

use super::{Expected, MAX_ERRORS, MAX_REASON_LENGTH, Member, PointerStep, Validator};
use crate::FaultDetail;

/// The largest number of characters of an unknown field's name in a message.
const MAX_NAME_LENGTH: usize = 60;

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
        let [found, wanted] = [found, expected.type_name()].map(|name| self.type_text(name));
        let arguments = [("found", found.as_str().into()), ("expected", wanted.as_str().into())];
        let detail = self.language.format("api-shape-type", &arguments);
        self.report("type", detail, self.remedy(expected));
    }

    pub(super) fn missing(&mut self, member: &Member) {
        let arguments = [("field", member.name.into())];
        let detail = self.language.format("api-shape-required", &arguments);
        let remedy = self.language.format("api-shape-required.mend", &arguments);
        self.report("required", detail, remedy);
    }

    pub(super) fn unknown(&mut self, name: &str, members: &[Member]) {
        let name: String = name.chars().take(MAX_NAME_LENGTH).collect();
        let detail = self.language.format("api-shape-unknown", &[("field", name.as_str().into())]);
        let fields = names(members);
        let remedy = self.language.format("api-shape-unknown.mend", &[("fields", fields.as_str().into())]);
        self.report("additionalProperties", detail, remedy);
    }

    /// The name of a JSON type.
    fn type_text(&self, name: &str) -> String {
        let key = match name {
            "null" => "api-json-null",
            "boolean" => "api-json-boolean",
            "integer" => "api-json-integer",
            "number" => "api-json-number",
            "string" => "api-json-string",
            "array" => "api-json-array",
            _ => "api-json-object",
        };
        self.language.text(key)
    }

    /// The value to send.
    pub(super) fn remedy(&self, expected: Expected) -> String {
        let language = self.language;
        let range = |least: i32, most: i32| {
            let [least, most] = [least, most].map(|limit| limit.to_string());
            let arguments = [("min", least.as_str().into()), ("max", most.as_str().into())];
            language.format("api-send-number", &arguments)
        };
        let one_of = |words: &[String]| {
            language.format("api-send-choice", &[("values", words.join(", ").as_str().into())])
        };
        match expected {
            Expected::Field(FieldSchema::Optional(inner)) => self.remedy(Expected::Field(inner())),
            Expected::Field(FieldSchema::Text) => language.text("api-send-text"),
            Expected::Field(FieldSchema::Line) => language.text("api-send-line"),
            Expected::Field(FieldSchema::Flag) => language.text("api-send-flag"),
            Expected::Field(FieldSchema::Integer(least, most)) => {
                format!("{} {}", language.text("api-send-integer"), range(least, most))
            }
            Expected::Degrees(least, most) => range(least, most),
            Expected::Field(FieldSchema::Decimal) => language.text("api-send-decimal"),
            Expected::Field(FieldSchema::Date) => language.text("api-send-date"),
            Expected::Field(FieldSchema::Code(list)) => {
                language.format("api-send-code", &[("list", format!("{list:?}").as_str().into())])
            }
            Expected::Currency => language.text("api-send-currency"),
            Expected::Field(FieldSchema::Web) => language.text("api-send-url"),
            Expected::Field(FieldSchema::Choice(_, words)) => one_of(&words()),
            Expected::Word(words) => one_of(&words.iter().map(ToString::to_string).collect::<Vec<_>>()),
            Expected::Field(FieldSchema::Reference(kind)) => {
                language.format("api-send-reference", &[("kind", kind.singular().into())])
            }
            Expected::Slug => language.text("api-send-slug"),
            Expected::Reason => language.format("api-send-reason", &[("limit", MAX_REASON_LENGTH.into())]),
            Expected::Field(FieldSchema::List(_)) => language.text("api-send-list"),
            Expected::AnyObject => language.text("api-send-patch"),
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
                language.format("api-send-object", &[("fields", fields.as_str().into())])
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
