//! Patterns of strings: as regular expressions for the published schemas, and as functions for the validation.

/// The pattern of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// A slug.
    Slug,
    /// A decimal number.
    Decimal,
    /// A year, a month of a year, or a day. The length of the month is not checked.
    Date,
    /// A currency code: three capital letters.
    Currency,
    /// The start of a web address.
    Url,
}

impl Pattern {
    /// All patterns.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 5] = [Self::Slug, Self::Decimal, Self::Date, Self::Currency, Self::Url];

    /// The regular expression (ECMA-262), as in the published schemas.
    pub(crate) fn expression(self) -> &'static str {
        match self {
            Self::Slug => "^[a-z0-9]+(-[a-z0-9]+)*$",
            Self::Decimal => r"^-?[0-9]{1,20}(\.[0-9]{1,8})?$",
            Self::Date => r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            Self::Currency => "^[A-Z]{3}$",
            Self::Url => "^https?://",
        }
    }

    /// True if the regular expression matches the string. A test compares the two.
    pub(crate) fn is_match(self, text: &str) -> bool {
        match self {
            Self::Slug => text.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            }),
            Self::Decimal => {
                let (whole, fraction) = match text.split_once('.') {
                    Some((whole, fraction)) => (whole, Some(fraction)),
                    None => (text, None),
                };
                are_digits(whole.strip_prefix('-').unwrap_or(whole), 1, 20)
                    && fraction.is_none_or(|digits| are_digits(digits, 1, 8))
            }
            Self::Date => {
                let mut parts = text.split('-');
                let two = |part: &str, most: u8| {
                    are_digits(part, 2, 2) && part.parse().is_ok_and(|n: u8| (1..=most).contains(&n))
                };
                parts.next().is_some_and(|year| are_digits(year, 4, 4))
                    && parts.next().is_none_or(|month| two(month, 12))
                    && parts.next().is_none_or(|day| two(day, 31))
                    && parts.next().is_none()
            }
            Self::Currency => text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()),
            Self::Url => text.starts_with("http://") || text.starts_with("https://"),
        }
    }
}

/// True for `least` to `most` digits and nothing else.
fn are_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}
