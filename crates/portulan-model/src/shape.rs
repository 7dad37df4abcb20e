//! What bodies are made of, as data: forms are generated from it, and what people post is read by it.
//!
//! The types themselves are the only description. A field added to a record has a shape, so it has a place in the
//! office's form, without a line of code.
use portulan_codelists::CodeList;
use rust_decimal::Decimal;

use crate::{
    ActivityStatus, AidType, Channel, Country, Currency, Fact, Kind, Money, OrganisationType, PartialDate,
    Period, Point, Quantity, Ref, Referable, ResultType, Sector, Subdivision, Text, TransactionType, Web,
};

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text in one or several languages.
    Text,
    /// A plain string.
    Line,
    /// Yes or no.
    Flag,
    /// A whole number between two others, these included.
    Integer(i32, i32),
    /// A decimal number.
    Decimal,
    /// A date known to the year, the month or the day.
    Date,
    /// Start and end.
    Period,
    /// Latitude and longitude.
    Point,
    /// An amount, its currency and its value date.
    Money,
    /// A number and how exact it is.
    Quantity,
    /// A code of a list.
    Code(CodeList),
    /// An address of the web.
    Web,
    /// One of the words of an enumeration, by the name of its type.
    Choice(&'static str, fn() -> Vec<String>),
    /// Another record.
    Reference(Kind),
    /// A value with source and provenance.
    Fact(fn() -> Shape),
    /// A value that may be missing.
    Optional(fn() -> Shape),
    /// Any number of values, in order.
    List(fn() -> Shape),
    /// Fields.
    Group(Group),
}

/// A struct of a body.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// The type's name.
    pub name: &'static str,
    /// Its fields, in order; without source and provenance.
    pub fields: &'static [Field],
    /// Whether it has a source and a provenance of its own.
    pub sourced: bool,
}

/// A field of a group.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name, as in files.
    pub name: &'static str,
    /// What it holds.
    pub shape: fn() -> Shape,
}

/// A type that can say its shape.
pub trait Shaped {
    /// Its shape.
    fn shape() -> Shape;

    /// Hands over what each reference within names, in order, to be changed.
    fn each_ref(&mut self, _: &mut dyn FnMut(&mut String)) {}
}

macro_rules! shapes {
    ($($type:ty => $shape:expr),* $(,)?) => {$(
        impl Shaped for $type {
            fn shape() -> Shape {
                $shape
            }
        }
    )*};
}

shapes! {
    Text => Shape::Text,
    String => Shape::Line,
    bool => Shape::Flag,
    u8 => Shape::Integer(u8::MIN.into(), u8::MAX.into()),
    u16 => Shape::Integer(u16::MIN.into(), u16::MAX.into()),
    i16 => Shape::Integer(i16::MIN.into(), i16::MAX.into()),
    Decimal => Shape::Decimal,
    PartialDate => Shape::Date,
    Period => Shape::Period,
    Point => Shape::Point,
    Money => Shape::Money,
    Quantity => Shape::Quantity,
    Country => Shape::Code(CodeList::Country),
    Subdivision => Shape::Code(CodeList::Subdivision),
    Currency => Shape::Code(CodeList::Currency),
    Sector => Shape::Code(CodeList::Sector),
    OrganisationType => Shape::Code(CodeList::OrganisationType),
    ActivityStatus => Shape::Code(CodeList::ActivityStatus),
    TransactionType => Shape::Code(CodeList::TransactionType),
    ResultType => Shape::Code(CodeList::ResultType),
    AidType => Shape::Code(CodeList::AidType),
    Channel => Shape::Code(CodeList::Channel),
    Web => Shape::Web,
}

impl<T: Shaped> Shaped for Fact<T> {
    fn shape() -> Shape {
        Shape::Fact(T::shape)
    }

    fn each_ref(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.value.each_ref(change);
        self.source.each_ref(change);
    }
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        Shape::Optional(T::shape)
    }

    fn each_ref(&mut self, change: &mut dyn FnMut(&mut String)) {
        if let Some(one) = self {
            one.each_ref(change);
        }
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }

    fn each_ref(&mut self, change: &mut dyn FnMut(&mut String)) {
        for one in self {
            one.each_ref(change);
        }
    }
}

impl<T: Referable> Shaped for Ref<T> {
    fn shape() -> Shape {
        Shape::Reference(T::KIND)
    }

    fn each_ref(&mut self, change: &mut dyn FnMut(&mut String)) {
        change(&mut self.slug);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder;

    /// Follows the shape beside the value: what is written is what the shape says.
    fn agree(shape: Shape, value: &serde_json::Value, path: &str) {
        match shape {
            Shape::Group(group) => {
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
            Shape::Fact(inner) => agree(inner(), &value["value"], &format!("{path}/value")),
            Shape::Optional(inner) => {
                if !value.is_null() {
                    agree(inner(), value, path);
                }
            }
            Shape::List(inner) => {
                for (i, item) in value.as_array().expect("a list").iter().enumerate() {
                    agree(inner(), item, &format!("{path}/{i}"));
                }
            }
            Shape::Integer(least, most) => {
                assert!(value.as_i64().is_some_and(|n| (least.into()..=most.into()).contains(&n)), "{path}");
            }
            Shape::Flag => assert!(value.is_boolean(), "{path}"),
            Shape::Text | Shape::Period | Shape::Point | Shape::Money | Shape::Quantity => {
                assert!(value.is_object(), "{path}");
            }
            Shape::Choice(_, words) => {
                assert!(words().contains(&value.as_str().expect("a word").to_owned()), "{path}");
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
