//! Arguments of messages.
use fluent_bundle::FluentValue;

/// An argument of a message.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// A text.
    Word(&'a str),
    /// A count: chooses the plural form, and is formatted with separators.
    Count(usize),
}

impl<'a> Argument<'a> {
    pub(crate) fn fluent(self) -> FluentValue<'a> {
        match self {
            Self::Word(w) => FluentValue::from(w),
            Self::Count(n) => FluentValue::from(n),
        }
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(w: &'a str) -> Self {
        Self::Word(w)
    }
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Self::from(usize::try_from(number).unwrap_or(usize::MAX))
    }
}

impl From<usize> for Argument<'_> {
    fn from(n: usize) -> Self {
        Self::Count(n)
    }
}
