//! Schemas of bodies, as data: forms, import columns and API schemas are generated from them.
//!
//! They are generated from the types themselves, so a new field appears in forms, imports and the API without
//! further code.
use portulan_codelists::CodeList;
use rust_decimal::Decimal;

use crate::{
    ActivityStatus, AidType, Channel, Country, Currency, Fact, IatiRest, Kind, Money, OrganisationType,
    PartialDate, Period, Point, Qualifier, Quantity, ResultType, Sector, Subdivision, Text, TransactionType,
    VisitValues, Web, WorkingDays,
};

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum FieldSchema {
    /// A text in one or several languages.
    Text,
    /// A string of one line.
    Line,
    /// A boolean.
    Flag,
    /// An integer between two bounds, inclusive.
    Integer(i32, i32),
    /// A decimal number.
    Decimal,
    /// A date known to the year, the month or the day.
    Date,
    /// A period with start and end.
    Period,
    /// A point: latitude and longitude.
    Point,
    /// An amount with currency and value date.
    Money,
    /// A number with its precision.
    Quantity,
    /// A code of a code list.
    Code(CodeList),
    /// A web address.
    Web,
    /// A variant of an enum.
    Choice(ChoiceList),
    /// A reference to a record of this kind.
    Reference(Kind),
    /// A value with source and provenance.
    Fact(fn() -> FieldSchema),
    /// A value that may be missing.
    Optional(fn() -> FieldSchema),
    /// Any number of values, in order.
    List(fn() -> FieldSchema),
    /// A struct with fields.
    Group(FieldGroup),
}

/// An enum in a body.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceList {
    /// The name of the type.
    pub name: &'static str,
    /// The names of the variants, in order.
    pub variants: &'static [&'static str],
    /// True if a form must not preselect the first variant.
    pub is_explicit: bool,
}

/// A struct in a body.
#[derive(Debug, Clone, Copy)]
pub struct FieldGroup {
    /// The name of the type.
    pub name: &'static str,
    /// The fields in order, without `source` and `provenance`.
    pub fields: &'static [Field],
    /// True if it also has the fields `source` and `provenance`.
    pub sourced: bool,
}

/// A field of a struct.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name, as in files.
    pub name: &'static str,
    /// The type of its value.
    pub shape: fn() -> FieldSchema,
    /// The meaning or length of its text or number.
    pub format: FieldFormat,
}

/// The meaning or length of a field's text or number, as forms and imports need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFormat {
    /// A value that its type describes; a text of one line.
    Plain,
    /// A text of a paragraph.
    Paragraph,
    /// A text of several paragraphs, in Markdown.
    Chapter,
    /// A BCP 47 language tag.
    Language,
    /// The number of a Sustainable Development Goal.
    SdgGoal,
    /// A target of a Sustainable Development Goal.
    SdgTarget,
    /// The key of a theme or political priority of the authority.
    Term,
    /// A public register of organisations: an `org-id.guide` prefix.
    Register,
    /// The SPDX identifier of a licence, or another text.
    Licence,
    /// The name of a time zone in the IANA database.
    TimeZone,
    /// The name of a file that is stored with the record. It is set when the file is uploaded, not typed.
    FileName,
    /// Parts of an imported IATI element that have no field, as XML. Forms show it only if it has content;
    /// imports do not offer it.
    Residual,
}

/// A type that has a schema.
pub trait HasSchema: VisitValues {
    /// The schema.
    fn shape() -> FieldSchema;
}

macro_rules! impl_schemas {
    ($($type:ty => $shape:expr),* $(,)?) => {$(
        impl HasSchema for $type {
            fn shape() -> FieldSchema {
                $shape
            }
        }
    )*};
}

impl_schemas! {
    Text => FieldSchema::Text,
    String => FieldSchema::Line,
    bool => FieldSchema::Flag,
    u8 => FieldSchema::Integer(u8::MIN.into(), u8::MAX.into()),
    u16 => FieldSchema::Integer(u16::MIN.into(), u16::MAX.into()),
    i16 => FieldSchema::Integer(i16::MIN.into(), i16::MAX.into()),
    Decimal => FieldSchema::Decimal,
    WorkingDays => FieldSchema::Decimal,
    PartialDate => FieldSchema::Date,
    Period => FieldSchema::Period,
    Point => FieldSchema::Point,
    Money => FieldSchema::Money,
    Quantity => FieldSchema::Quantity,
    Qualifier => FieldSchema::Choice(ChoiceList {
        name: "Qualifier",
        variants: <Qualifier as strum::VariantNames>::VARIANTS,
        is_explicit: false,
    }),
    Country => FieldSchema::Code(CodeList::Country),
    Subdivision => FieldSchema::Code(CodeList::Subdivision),
    Currency => FieldSchema::Code(CodeList::Currency),
    Sector => FieldSchema::Code(CodeList::Sector),
    OrganisationType => FieldSchema::Code(CodeList::OrganisationType),
    ActivityStatus => FieldSchema::Code(CodeList::ActivityStatus),
    TransactionType => FieldSchema::Code(CodeList::TransactionType),
    ResultType => FieldSchema::Code(CodeList::ResultType),
    AidType => FieldSchema::Code(CodeList::AidType),
    Channel => FieldSchema::Code(CodeList::Channel),
    Web => FieldSchema::Web,
    IatiRest => FieldSchema::Line,
}

impl<T: HasSchema> HasSchema for Fact<T> {
    fn shape() -> FieldSchema {
        FieldSchema::Fact(T::shape)
    }
}

impl<T: HasSchema> HasSchema for Option<T> {
    fn shape() -> FieldSchema {
        FieldSchema::Optional(T::shape)
    }
}

impl<T: HasSchema> HasSchema for Vec<T> {
    fn shape() -> FieldSchema {
        FieldSchema::List(T::shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder;

    /// Compares a value with its schema: only what the schema allows is written.
    fn agree(shape: FieldSchema, value: &serde_json::Value, path: &str) {
        match shape {
            FieldSchema::Group(group) => {
                let object = value.as_object().unwrap_or_else(|| panic!("{path}: a group"));
                for (key, value) in object {
                    if group.sourced && matches!(key.as_str(), "source" | "provenance") {
                        continue;
                    }
                    let field = group.fields.iter().find(|f| f.name == key);
                    let field = field.unwrap_or_else(|| panic!("{path}/{key} has no shape"));
                    agree((field.shape)(), value, &format!("{path}/{key}"));
                }
            }
            FieldSchema::Fact(inner) => agree(inner(), &value["value"], &format!("{path}/value")),
            FieldSchema::Optional(inner) => {
                if !value.is_null() {
                    agree(inner(), value, path);
                }
            }
            FieldSchema::List(inner) => {
                for (i, item) in value.as_array().expect("a list").iter().enumerate() {
                    agree(inner(), item, &format!("{path}/{i}"));
                }
            }
            FieldSchema::Integer(min, max) => {
                assert!(value.as_i64().is_some_and(|n| (min.into()..=max.into()).contains(&n)), "{path}");
            }
            FieldSchema::Flag => assert!(value.is_boolean(), "{path}"),
            FieldSchema::Text
            | FieldSchema::Period
            | FieldSchema::Point
            | FieldSchema::Money
            | FieldSchema::Quantity => {
                assert!(value.is_object(), "{path}");
            }
            FieldSchema::Choice(list) => {
                assert!(list.variants.contains(&value.as_str().expect("a word")), "{path}");
            }
            _ => assert!(value.is_string(), "{path}"),
        }
    }

    #[test]
    fn every_kind_is_written_as_its_shape_says() {
        for kind in Kind::ALL {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/la-rochelle");
            for entry in std::fs::read_dir(folder.join(kind.folder())).into_iter().flatten().flatten() {
                let text = std::fs::read_to_string(entry.path()).expect("text");
                let record = folder::read(*kind, "x", &text).expect("a record");
                let value = serde_json::to_value(&record.body).expect("JSON");
                agree(kind.shape(), &value, &format!("{kind}"));
            }
        }
    }
}
