//! Values as written, valid or not, with typed access.
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A type with a text representation in the standard.
pub trait Lexical: Sized {
    /// Parses a text.
    fn parse(text: &str) -> Option<Self>;
    /// Formats a value in its canonical form.
    fn format(&self) -> String;
}

/// A text that should represent a `T`. It is stored as written, so that invalid values are preserved.
pub struct TypedValue<T> {
    written: String,
    kind: PhantomData<fn() -> T>,
}

impl<T: Lexical> TypedValue<T> {
    /// Creates a value in its canonical form.
    #[allow(clippy::needless_pass_by_value, reason = "values are small")]
    pub fn new(value: T) -> Self {
        value.format().into()
    }

    /// The parsed value; `None` if the text is invalid.
    pub fn get(&self) -> Option<T> {
        T::parse(self.written.trim_matches([' ', '\t', '\n', '\r']))
    }
}

impl<T> TypedValue<T> {
    /// The text as written.
    pub fn written(&self) -> &str {
        &self.written
    }
}

impl<T> From<String> for TypedValue<T> {
    fn from(written: String) -> Self {
        Self { written, kind: PhantomData }
    }
}

impl<T> From<TypedValue<T>> for String {
    fn from(value: TypedValue<T>) -> Self {
        value.written
    }
}

impl<T> AsRef<str> for TypedValue<T> {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl<T> Default for TypedValue<T> {
    fn default() -> Self {
        String::new().into()
    }
}

impl<T> Clone for TypedValue<T> {
    fn clone(&self) -> Self {
        self.written.clone().into()
    }
}

impl<T> PartialEq for TypedValue<T> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl<T> Eq for TypedValue<T> {}

impl<T> std::fmt::Debug for TypedValue<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.written.fmt(f)
    }
}

impl Lexical for Date {
    fn parse(text: &str) -> Option<Self> {
        // A time zone may follow the day.
        let (day, zone) = text.split_at_checked(10)?;
        let zoned = zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-']));
        day.parse().ok().filter(|_| zoned)
    }

    fn format(&self) -> String {
        self.to_string()
    }
}

impl Lexical for Timestamp {
    /// A time without a zone is taken as UTC.
    fn parse(text: &str) -> Option<Self> {
        let in_utc = || {
            let civil: jiff::civil::DateTime = text.parse().ok()?;
            jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()
        };
        text.parse().ok().or_else(in_utc)
    }

    fn format(&self) -> String {
        self.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl Lexical for Decimal {
    fn parse(text: &str) -> Option<Self> {
        text.strip_prefix('+').unwrap_or(text).parse().ok()
    }

    fn format(&self) -> String {
        self.to_string()
    }
}

impl Lexical for i64 {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn format(&self) -> String {
        self.to_string()
    }
}

impl Lexical for bool {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        }
    }

    fn format(&self) -> String {
        u8::from(*self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_mean_what_the_standard_says() {
        assert_eq!(
            TypedValue::<Date>::from(" 2026-02-28Z".to_owned()).get(),
            Some(jiff::civil::date(2026, 2, 28))
        );
        assert_eq!(TypedValue::<Date>::from("2026-02-30".to_owned()).get(), None);
        assert_eq!(TypedValue::<Date>::from("28/02/2026é".to_owned()).get(), None);
        let moment = "2026-02-28T12:00:00Z".parse::<Timestamp>().ok();
        assert_eq!(TypedValue::<Timestamp>::from("2026-02-28T13:00:00+01:00".to_owned()).get(), moment);
        assert_eq!(TypedValue::<Timestamp>::from("2026-02-28T12:00:00".to_owned()).get(), moment);
        assert_eq!(
            TypedValue::<Decimal>::from("+1000.50".to_owned()).get().map(|d| d.to_string()).as_deref(),
            Some("1000.50")
        );
        assert_eq!(TypedValue::new(true).written(), "1");
    }
}
