//! Validation of request bodies: accepts exactly what the published schemas accept (`schema.rs`).
//!
//! Messages are in the language of the request. They name fields and limits, but never repeat a value, because
//! a value may be personal data and clients write messages to their logs.
mod messages;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;

use portulan_locales::{Language, key};
use portulan_model::{FieldSchema, Kind, MAX_SLUG_CHARS, Provenance, Qualifier};
use serde_json::{Number, Value};
use strum::VariantNames as _;

use crate::patterns::Pattern;
use crate::{ApiFault, FaultDetail};

/// The largest number of errors that a response lists.
const MAX_ERRORS: usize = 50;

/// The largest number of characters of a reason.
pub const MAX_REASON_CHARS: usize = 500;

/// A type of request body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiInput {
    /// A whole record of a kind.
    Record(Kind),
    /// A merge patch.
    Patch,
    /// A decision to publish or archive.
    Decision,
}

/// Validates a request body. Returns `ApiFault::Shape` with at most 50 errors in the given language.
///
/// The depth of the recursion is bounded by the schemas, which are finite, and not by the value.
pub fn validate(input: ApiInput, value: &Value, language: Language) -> Result<(), ApiFault> {
    let mut validator = Validator { language, path: Vec::new(), errors: Vec::new() };
    validator.visit(Expected::Input(input), value);
    if validator.errors.is_empty() { Ok(()) } else { Err(ApiFault::Shape(validator.errors)) }
}

/// The content that a schema allows at one place of a body.
#[derive(Debug, Clone, Copy)]
enum Expected {
    /// The whole body.
    Input(ApiInput),
    /// A field of a record.
    Field(FieldSchema),
    /// An object with any fields.
    AnyObject,
    /// A number between two bounds in degrees, inclusive.
    Degrees(i32, i32),
    /// A slug.
    Slug,
    /// A text for the history.
    Reason,
    /// A code of a currency.
    Currency,
    /// One of a few words.
    Word(&'static [&'static str]),
}

/// A field of an object.
struct Member {
    name: &'static str,
    is_required: bool,
    expected: Expected,
}

impl Member {
    fn optional(name: &'static str, expected: Expected) -> Self {
        Self { name, is_required: false, expected }
    }

    fn required(name: &'static str, expected: Expected) -> Self {
        Self { name, is_required: true, expected }
    }
}

impl Expected {
    /// The type of the value, as JSON Schema names it.
    fn type_name(self) -> &'static str {
        match self {
            Self::Field(FieldSchema::Optional(inner)) => Self::Field(inner()).type_name(),
            Self::Field(FieldSchema::List(_)) => "array",
            Self::Field(FieldSchema::Flag) => "boolean",
            Self::Field(FieldSchema::Integer(..)) => "integer",
            Self::Degrees(..) => "number",
            Self::Slug
            | Self::Reason
            | Self::Currency
            | Self::Word(_)
            | Self::Field(
                FieldSchema::Line
                | FieldSchema::Decimal
                | FieldSchema::Date
                | FieldSchema::Code(_)
                | FieldSchema::Web
                | FieldSchema::Choice(..)
                | FieldSchema::Reference(_),
            ) => "string",
            _ => "object",
        }
    }

    /// The fields of an object that has no others.
    fn members(self) -> Vec<Member> {
        use Expected::{Degrees, Field};
        let (date, decimal) = (Field(FieldSchema::Date), Field(FieldSchema::Decimal));
        match self {
            Self::Input(ApiInput::Record(kind)) => vec![
                Member::optional("slug", Self::Slug),
                Member::optional("reason", Self::Reason),
                Member::required("body", Field(kind.shape())),
            ],
            Self::Input(ApiInput::Patch) => vec![
                Member::optional("slug", Self::Slug),
                Member::optional("reason", Self::Reason),
                Member::optional("body", Self::AnyObject),
            ],
            Self::Input(ApiInput::Decision) => vec![Member::optional("reason", Self::Reason)],
            Field(FieldSchema::Period) => {
                vec![Member::optional("start", date), Member::optional("end", date)]
            }
            Field(FieldSchema::Point) => {
                vec![Member::required("lat", Degrees(-90, 90)), Member::required("lon", Degrees(-180, 180))]
            }
            Field(FieldSchema::Money) => vec![
                Member::required("amount", decimal),
                Member::required("currency", Self::Currency),
                Member::required("value_date", date),
            ],
            Field(FieldSchema::Quantity) => vec![
                Member::required("value", decimal),
                Member::optional("qualifier", Self::Word(Qualifier::VARIANTS)),
            ],
            Field(FieldSchema::Fact(inner)) => {
                let value = Member::required("value", Field(inner()));
                std::iter::once(value).chain(sources()).collect()
            }
            Field(FieldSchema::Group(group)) => {
                let fields = group.fields.iter().map(|f| Member::optional(f.name, Field((f.shape)())));
                fields.chain(sources().into_iter().filter(|_| group.sourced)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The fields of a sourced value.
fn sources() -> [Member; 2] {
    [
        Member::optional("source", Expected::Slug),
        Member::optional("provenance", Expected::Word(Provenance::VARIANTS)),
    ]
}

/// A step from a value to one inside it.
#[derive(Debug, Clone, Copy)]
enum PointerStep<'a> {
    Name(&'a str),
    Index(usize),
}

/// A validation in progress.
struct Validator<'a> {
    language: Language,
    path: Vec<PointerStep<'a>>,
    errors: Vec<FaultDetail>,
}

impl<'a> Validator<'a> {
    fn visit(&mut self, expected: Expected, value: &'a Value) {
        match (expected, value) {
            (Expected::Field(FieldSchema::Optional(inner)), _) => {
                self.visit(Expected::Field(inner()), value);
            }
            (Expected::Field(FieldSchema::List(inner)), Value::Array(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.visit_at(PointerStep::Index(i), Expected::Field(inner()), item);
                }
            }
            (Expected::Field(FieldSchema::Text), Value::Object(texts)) => {
                for (tag, text) in texts {
                    self.visit_at(PointerStep::Name(tag), Expected::Field(FieldSchema::Line), text);
                }
            }
            (Expected::AnyObject, Value::Object(_))
            | (Expected::Field(FieldSchema::Flag), Value::Bool(_))
            | (Expected::Field(FieldSchema::Line), Value::String(_)) => {}
            (Expected::Field(FieldSchema::Integer(..)), Value::Number(number)) if !is_integer(number) => {
                self.wrong_type(expected, value);
            }
            (
                Expected::Field(FieldSchema::Integer(least, most)) | Expected::Degrees(least, most),
                Value::Number(number),
            ) => self.visit_number(expected, number, (least, most)),
            (_, Value::String(text)) if expected.type_name() == "string" => self.visit_string(expected, text),
            (_, Value::Object(_)) if expected.type_name() == "object" => self.visit_object(expected, value),
            _ => self.wrong_type(expected, value),
        }
    }

    fn visit_at(&mut self, step: PointerStep<'a>, expected: Expected, value: &'a Value) {
        if self.errors.len() < MAX_ERRORS {
            self.path.push(step);
            self.visit(expected, value);
            self.path.pop();
        }
    }

    fn visit_number(&mut self, expected: Expected, number: &Number, (least, most): (i32, i32)) {
        // Every number beyond the precision of `f64` is also beyond the bounds.
        let value = number.as_f64().unwrap_or(f64::INFINITY);
        let mut refuse = |code, key, limit: i32| {
            let detail = self.language.format(key, &[("limit", limit.to_string().as_str().into())]);
            self.report(code, detail, self.remedy(expected));
        };
        if value < f64::from(least) {
            refuse("minimum", key!("api-shape-minimum"), least);
        } else if value > f64::from(most) {
            refuse("maximum", key!("api-shape-maximum"), most);
        }
    }

    fn visit_string(&mut self, expected: Expected, text: &str) {
        let pattern = match expected {
            Expected::Slug | Expected::Field(FieldSchema::Reference(_)) => Some(Pattern::Slug),
            Expected::Currency => Some(Pattern::Currency),
            Expected::Field(FieldSchema::Decimal) => Some(Pattern::Decimal),
            Expected::Field(FieldSchema::Date) => Some(Pattern::Date),
            Expected::Field(FieldSchema::Web) => Some(Pattern::Url),
            _ => None,
        };
        if let Some(pattern) = pattern.filter(|pattern| !pattern.is_match(text)) {
            let arguments = [("pattern", pattern.expression().into())];
            let detail = self.language.format(key!("api-shape-pattern"), &arguments);
            self.report("pattern", detail, self.remedy(expected));
        }
        let longest = match expected {
            Expected::Slug | Expected::Field(FieldSchema::Reference(_)) => Some(MAX_SLUG_CHARS),
            Expected::Reason => Some(MAX_REASON_CHARS),
            _ => None,
        };
        if let Some(limit) = longest.filter(|limit| text.chars().nth(*limit).is_some()) {
            let detail = self.language.format(key!("api-shape-long"), &[("limit", limit.into())]);
            self.report("maxLength", detail, self.remedy(expected));
        }
        if matches!(expected, Expected::Field(FieldSchema::Code(_))) && text.is_empty() {
            self.report("minLength", self.language.text(key!("api-shape-empty")), self.remedy(expected));
        }
        let is_known = match expected {
            Expected::Word(words) => words.contains(&text),
            Expected::Field(FieldSchema::Choice(list)) => list.variants.contains(&text),
            _ => true,
        };
        if !is_known {
            self.report("enum", self.language.text(key!("api-shape-choice")), self.remedy(expected));
        }
    }

    fn visit_object(&mut self, expected: Expected, value: &'a Value) {
        let Value::Object(object) = value else { return };
        let members = expected.members();
        for member in members.iter().filter(|member| member.is_required && !object.contains_key(member.name))
        {
            self.missing(member);
        }
        for (name, value) in object {
            if self.errors.len() >= MAX_ERRORS {
                return;
            }
            match members.iter().find(|member| member.name == name) {
                Some(member) => self.visit_at(PointerStep::Name(member.name), member.expected, value),
                None => self.unknown(name, &members),
            }
        }
    }
}

/// True if a number has no fraction. JSON Schema counts 1.0 as an integer.
fn is_integer(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|n| n.fract() == 0.0)
}
