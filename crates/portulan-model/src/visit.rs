//! Visits the typed values inside a body, with their paths.
//!
//! The macros that declare record types implement [`VisitValues`], so checks, references, the search index and
//! number limits cover a new field without further code.
use std::fmt::{self, Display, Write as _};

use portulan_codelists::CodeList;
use rust_decimal::Decimal;

use crate::kinds::SdgTag;
use crate::{
    ActivityStatus, AidType, Channel, Country, Currency, Fact, IatiRest, Kind, Money, OrganisationType,
    PartialDate, Period, Point, Qualifier, Quantity, ResultType, Sector, Subdivision, Text, TransactionType,
    Web, WorkingDays,
};

/// A value inside a body.
#[derive(Debug, Clone, Copy)]
pub enum FieldValue<'a> {
    /// A text in one or several languages.
    Text(&'a Text),
    /// A string of one line, or of a paragraph.
    Line(&'a str),
    /// A code, and the list that it belongs to.
    Code(CodeList, &'a str),
    /// A web address.
    Web(&'a str),
    /// Parts of an IATI element, as XML.
    Rest(&'a str),
    /// A number, also the one inside an amount or a quantity.
    Number(Decimal),
    /// A number of working days.
    Days(Decimal),
    /// A period with start and end.
    Period(&'a Period),
    /// A point on the Earth.
    Point(&'a Point),
    /// A Sustainable Development Goal. Its source is visited separately.
    Sdg(&'a SdgTag),
    /// A reference: the kind of the record referred to, and its slug (its id in stored rows).
    Reference(Kind, &'a str),
}

/// A function that receives each value and its path.
pub type Visitor<'a> = dyn FnMut(&FieldPath, FieldValue<'_>) + 'a;

/// A function that may replace the slug (or id) of a reference.
pub type ReferenceChange<'a> = dyn FnMut(&mut String) + 'a;

/// The path of a value inside a body: a JSON pointer (RFC 6901) such as `/participations/0/organisation`.
#[derive(Debug, Default)]
pub struct FieldPath(String);

impl FieldPath {
    /// The path as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Calls `visit` with the path of a field (or item) below this one.
    pub fn nest(&mut self, segment: impl Display, visit: impl FnOnce(&mut Self)) {
        let length = self.0.len();
        // Writing to a string does not fail. Names of fields contain no character that RFC 6901 escapes.
        let _ = write!(self.0, "/{segment}");
        visit(self);
        self.0.truncate(length);
    }
}

impl Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A type whose values can be visited. The default methods are those of a type without values of interest.
pub trait VisitValues {
    /// Calls `visitor` with each value inside, in the order of the fields.
    fn visit(&self, _path: &mut FieldPath, _visitor: &mut Visitor<'_>) {}

    /// Calls `change` with the slug (or id) of each reference inside, in the order of the fields.
    fn change_references(&mut self, _change: &mut ReferenceChange<'_>) {}
}

/// Calls `visitor` with the path and the value of each value inside `body`.
pub fn visit_values(body: &impl VisitValues, visitor: &mut Visitor<'_>) {
    body.visit(&mut FieldPath::default(), visitor);
}

macro_rules! without_values {
    ($($type:ty),* $(,)?) => {
        $(impl VisitValues for $type {})*
    };
}

without_values!(bool, u8, u16, i16, PartialDate, Qualifier);

macro_rules! visit_codes {
    ($($type:ident),* $(,)?) => {$(
        impl VisitValues for $type {
            fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
                visitor(path, FieldValue::Code(CodeList::$type, &self.0));
            }
        }
    )*};
}

visit_codes!(
    ActivityStatus,
    AidType,
    Channel,
    Country,
    Currency,
    OrganisationType,
    ResultType,
    Sector,
    Subdivision,
    TransactionType,
);

macro_rules! visit_whole {
    ($($type:ty: $value:ident => $variant:expr),* $(,)?) => {$(
        impl VisitValues for $type {
            fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
                let $value = self;
                visitor(path, $variant);
            }
        }
    )*};
}

visit_whole! {
    Text: text => FieldValue::Text(text),
    String: line => FieldValue::Line(line),
    Web: web => FieldValue::Web(&web.0),
    IatiRest: rest => FieldValue::Rest(&rest.0),
    Decimal: number => FieldValue::Number(*number),
    WorkingDays: days => FieldValue::Days(days.0),
    Period: period => FieldValue::Period(period),
    Point: point => FieldValue::Point(point),
}

impl VisitValues for Money {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        path.nest("amount", |path| self.amount.visit(path, visitor));
        path.nest("currency", |path| self.currency.visit(path, visitor));
    }
}

impl VisitValues for Quantity {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        path.nest("value", |path| self.value.visit(path, visitor));
    }
}

impl<T: VisitValues> VisitValues for Fact<T> {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        path.nest("value", |path| self.value.visit(path, visitor));
        path.nest("source", |path| self.source.visit(path, visitor));
    }

    fn change_references(&mut self, change: &mut ReferenceChange<'_>) {
        self.value.change_references(change);
        self.source.change_references(change);
    }
}

impl<T: VisitValues> VisitValues for Option<T> {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        if let Some(value) = self {
            value.visit(path, visitor);
        }
    }

    fn change_references(&mut self, change: &mut ReferenceChange<'_>) {
        if let Some(value) = self {
            value.change_references(change);
        }
    }
}

impl<T: VisitValues> VisitValues for Vec<T> {
    fn visit(&self, path: &mut FieldPath, visitor: &mut Visitor<'_>) {
        for (index, value) in self.iter().enumerate() {
            path.nest(index, |path| value.visit(path, visitor));
        }
    }

    fn change_references(&mut self, change: &mut ReferenceChange<'_>) {
        for value in self {
            value.change_references(change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ref;
    use crate::kinds::{Project, Transaction};

    #[test]
    fn values_are_visited_with_their_paths() {
        let mut project = Project { partnership: Some(Ref::new("kendari")), ..Default::default() };
        project.title.0.insert("fr".into(), "Eau".into());
        let transaction = Transaction {
            value: Some(Money {
                amount: Decimal::TEN,
                currency: Currency("IDR".into()),
                value_date: "2024".parse().expect("a date"),
            }),
            ..Default::default()
        };
        project.transactions.push(transaction);
        let mut visited = Vec::new();
        visit_values(&project, &mut |path, value| {
            visited.push(format!("{path} {value:?}"));
        });
        for line in [
            r#"/title Text(Text({"fr": "Eau"}))"#,
            r#"/partnership Reference(Partnership, "kendari")"#,
            "/transactions/0/value/amount Number(10)",
            r#"/transactions/0/value/currency Code(Currency, "IDR")"#,
        ] {
            assert!(visited.iter().any(|v| v == line), "{line} is not in {visited:#?}");
        }
    }
}
