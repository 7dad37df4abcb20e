//! Automatic corrections that cannot change the meaning: white space around values, case of codes, format of
//! dates, order of elements. All other bytes stay unchanged.
mod fixed;
mod spans;
mod values;

use crate::finding::{Message, SchemaFault};
use crate::schema::Simple;
use crate::xml::{Tokenizer, XmlFault};
use spans::{Fixer, Identifiers};

pub use fixed::{FixKind, Fixed};

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
