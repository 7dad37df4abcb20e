//! The reason for a value.
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The reason for a value: a code and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The code of the message `eapd-why-<code>`.
    pub code: String,
    /// The arguments, separated by `|`.
    pub of: String,
}

impl Why {
    pub(super) fn new(code: &str, of: impl Into<String>) -> Self {
        Self { code: code.to_owned(), of: of.into() }
    }

    /// The reason, with the value of contributions in kind added; its code then ends with [`IN_KIND`].
    pub(super) fn and_in_kind(self, amount: Decimal) -> Self {
        if amount.is_zero() {
            return self;
        }
        Self { code: self.code + IN_KIND, of: format!("{}|{}", self.of, euros(amount)) }
    }
}

/// The suffix of the code of an amount that includes contributions in kind; their value is the last argument.
pub(crate) const IN_KIND: &str = "+in-kind";

/// A value and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained<T> {
    /// The value.
    pub value: T,
    /// The reason.
    pub why: Why,
}

/// Formats an amount for a reason; messages format it in the reader's language.
pub(super) fn euros(amount: Decimal) -> String {
    format!("{amount:.2} EUR")
}
