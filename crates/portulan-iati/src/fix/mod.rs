//! Automatic corrections that cannot change the meaning: white space around values, case of codes, format of
//! dates, order of elements. All other bytes stay unchanged.
mod spans;
mod values;

use std::ops::Range;

use crate::finding::{Message, SchemaFault};
use crate::schema::Simple;
use crate::xml::{Tokenizer, XmlFault};
use spans::{Fixer, Identifiers};

/// The kind of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixKind {
    /// White space around a value was removed.
    Trim,
    /// The case of a code was changed to that of its list.
    Code,
    /// A date, date and time or boolean was written in the format of the schema.
    Form,
    /// Elements were put into the order of the schema.
    Order,
}

impl FixKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Trim, Self::Code, Self::Form, Self::Order];

    /// The name of the kind in message keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Trim => "trim",
            Self::Code => "code",
            Self::Form => "form",
            Self::Order => "order",
        }
    }
}

/// A corrected document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The whole document.
    pub text: String,
    /// The corrections, in document order.
    pub fixes: Vec<FixKind>,
    /// The changed activities and organisations: their byte ranges before and after.
    pub changed: Vec<(Range<usize>, Range<usize>)>,
}

/// Corrects a document of version 2; any other document is returned unchanged.
///
/// # Errors
///
/// Returns an error if the document is not XML.
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

/// True if [`fix`] can correct the reported finding. For a misplaced element this depends on its neighbours:
/// the result is `true`.
pub fn is_fixable(message: &Message) -> bool {
    match message {
        Message::Code { near, .. } => near.is_some(),
        Message::Schema(SchemaFault::Unexpected { .. }) => true,
        Message::Schema(
            SchemaFault::AttributeValue { value, expected, .. } | SchemaFault::Value { value, expected, .. },
        ) => Simple::of_name(expected).is_some_and(|simple| values::is_fixable(simple, value)),
        _ => false,
    }
}
