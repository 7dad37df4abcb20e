//! A corrected document with the kinds of its corrections.
use std::ops::Range;

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
