//! Mends what is safe to mend, and leaves every other byte as it is: white space around values, the case of codes, the
//! form of dates, the order of elements.
mod spans;
mod values;

use std::ops::Range;

use crate::finding::{Message, SchemaFault};
use crate::schema::Simple;
use crate::xml::{Tokenizer, XmlFault};
use spans::{Fixer, Identifiers};

/// What was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixKind {
    /// White space around a value was taken away.
    Trim,
    /// A code was given the case that its list has.
    Code,
    /// A date, a moment or a yes or no was written as the schema asks.
    Form,
    /// Elements were put in the schema's order.
    Order,
}

impl FixKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Trim, Self::Code, Self::Form, Self::Order];

    /// A short name, under which messages are found.
    pub fn key(self) -> &'static str {
        match self {
            Self::Trim => "trim",
            Self::Code => "code",
            Self::Form => "form",
            Self::Order => "order",
        }
    }
}

/// A document after mending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The whole document.
    pub text: String,
    /// What was done, in the order of the document.
    pub fixes: Vec<FixKind>,
    /// Activities and organisations that changed: their bytes before and after.
    pub changed: Vec<(Range<usize>, Range<usize>)>,
}

/// Mends a document of version 2; one of another kind comes back as it is.
///
/// # Errors
/// When the document is not XML.
pub fn fix(document: &str) -> Result<Fixed, XmlFault> {
    let mut identifiers = Identifiers::default();
    let mut tokenizer = Tokenizer::new();
    tokenizer.feed(document.as_bytes(), &mut identifiers)?;
    tokenizer.finish(&mut identifiers)?;
    let mut fixer = Fixer::new(document, identifiers);
    let mut tokenizer = Tokenizer::new();
    tokenizer.feed(document.as_bytes(), &mut fixer)?;
    tokenizer.finish(&mut fixer)?;
    Ok(fixer.finish())
}

/// Whether [`fix`] can correct what a finding reports. For an element out of place this depends on its neighbours: `true`.
pub fn is_mendable(message: &Message) -> bool {
    match message {
        Message::Code { near, .. } => near.is_some(),
        Message::Schema(SchemaFault::Unexpected { .. }) => true,
        Message::Schema(
            SchemaFault::AttributeValue { value, expected, .. } | SchemaFault::Value { value, expected, .. },
        ) => Simple::of_name(expected).is_some_and(|simple| values::is_mendable(simple, value)),
        _ => false,
    }
}
