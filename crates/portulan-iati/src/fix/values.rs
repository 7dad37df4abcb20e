//! Conversion of values to the format of the schema, if only one meaning is possible.
use jiff::civil::{Date, DateTime};

use crate::schema::Simple;

/// The value in the format of the schema; `None` if it has that format already, or is ambiguous.
pub(super) fn to_schema_format(simple: Simple, value: &str) -> Option<String> {
    if simple.accepts(value) {
        return None;
    }
    match simple {
        Simple::Date => date(value).map(|d| d.to_string()),
        Simple::DateTime => moment(value),
        Simple::Boolean => match value.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some("true".to_owned()),
            "false" | "no" => Some("false".to_owned()),
            _ => None,
        },
        _ => None,
    }
    .filter(|fixed| simple.accepts(fixed))
}

/// True if a value that the schema rejects is valid without surrounding white space, or in another format.
pub(super) fn is_fixable(simple: Simple, value: &str) -> bool {
    let trimmed = value.trim_matches([' ', '\t', '\r', '\n']);
    to_schema_format(simple, trimmed).is_some() || (trimmed != value && simple.accepts(trimmed))
}

/// Parses a date with the year first, in any common format; with the day first only if the day cannot be a
/// month.
fn date(value: &str) -> Option<Date> {
    let bare = match value.split_once(['T', ' ']) {
        Some((date, time)) if time.is_empty() || time.starts_with(|c: char| c.is_ascii_digit()) => date,
        Some(_) => return None,
        None => value,
    };
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if bare.len() == 8 && all_digits(bare) {
        return day(&bare[..4], &bare[4..6], &bare[6..]);
    }
    let separator = bare.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = bare.split(separator).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if ![first, second, third].iter().all(|part| all_digits(part)) {
        return None;
    }
    match (first.len(), third.len()) {
        (4, 1 | 2) => day(first, second, third),
        (1 | 2, 4) if first.parse::<u8>().is_ok_and(|n| n > 12) => day(third, second, first),
        _ => None,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Parses a day and a time separated by a space, or a day alone, as midnight UTC.
fn moment(value: &str) -> Option<String> {
    if let Some((day, time)) = value.split_once(' ') {
        return Some(format!("{day}T{}", time.trim_start()));
    }
    let midnight = DateTime::from_parts(date(value)?, jiff::civil::Time::midnight());
    Some(format!("{midnight}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_mean_one_day_are_mended() {
        let fixed = |value| to_schema_format(Simple::Date, value);
        for value in
            ["2024/03/05", "2024.3.5", "20240305", "2024-3-05", "2024-03-05T10:00:00", "2024-03-05 00:00"]
        {
            assert_eq!(fixed(value).as_deref(), Some("2024-03-05"), "{value}");
        }
        assert_eq!(fixed("25/12/2024").as_deref(), Some("2024-12-25"));
        for value in
            ["2024-03-05", "05/03/2024", "2024-02-30", "5 mars 2024", "2024", "12/25/2024", "", "é/1/2024"]
        {
            assert_eq!(fixed(value), None, "{value}");
        }
        assert_eq!(
            to_schema_format(Simple::DateTime, "2024-03-05 10:00:00").as_deref(),
            Some("2024-03-05T10:00:00")
        );
        assert_eq!(to_schema_format(Simple::DateTime, "2024-03-05").as_deref(), Some("2024-03-05T00:00:00Z"));
        assert_eq!(to_schema_format(Simple::Boolean, "True").as_deref(), Some("true"));
        assert_eq!(to_schema_format(Simple::Decimal, "1,000"), None);
    }
}
