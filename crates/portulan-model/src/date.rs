//! Dates that are known to the year, the month or the day.
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A date with the precision of its source: `2011`, `2023-10` or `2023-10-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// The same date a year later; the 28th for the 29th of February. The last year stays.
    #[must_use]
    pub fn next_year(self) -> Self {
        let year = self.year.saturating_add(1).min(9999);
        let is_leap_day = (self.month, self.day) == (Some(2), Some(29));
        Self { year, day: if is_leap_day { Some(28) } else { self.day }, ..self }
    }

    /// The month of a day in the years 1 to 9999.
    pub fn month_of(day: Date) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: None }
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, 1 to 31, if known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The first possible day.
    pub fn first(self) -> Date {
        date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last possible day.
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (Some(month), Some(day)) => date(self.year, month, day),
            (month, _) => date(self.year, month.unwrap_or(12), 1).last_of_month(),
        }
    }
}

/// Orders by first day, then the more precise date first.
impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.first().cmp(&other.first()).then_with(|| self.last().cmp(&other.last()))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Date> for PartialDate {
    fn from(d: Date) -> Self {
        Self { year: d.year(), month: Some(d.month()), day: Some(d.day()) }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("`{s}` is not a date; write 2011, 2023-10 or 2023-10-23");
        let mut parts = s.split('-');
        let mut part = |digits: usize| match parts.next() {
            Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
            None => Ok(None),
        };
        let year: i16 = part(4)?.ok_or_else(wrong)?;
        let narrow = |n: Option<i16>| n.map(i8::try_from).transpose().map_err(|_| wrong());
        let (month, day) = (narrow(part(2)?)?, narrow(part(2)?)?);
        if parts.next().is_some() || year < 1 {
            return Err(wrong());
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| wrong())?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn writing_and_reading_are_inverse(year in 1i16..9999, month in 1i8..=12, day in 1i8..=28, precision in 0..3) {
            let d = PartialDate { year, month: (precision > 0).then_some(month), day: (precision > 1).then_some(day) };
            prop_assert_eq!(d.to_string().parse::<PartialDate>(), Ok(d));
            prop_assert!(d.first() <= d.last());
        }

        #[test]
        fn anything_else_is_refused(s in "\\PC{0,12}") {
            if let Ok(d) = s.parse::<PartialDate>() {
                prop_assert_eq!(d.to_string(), s);
            }
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for wrong in ["2023-02-30", "2023-13", "23", "2023-1-1", "2023-10-23-1", "0000", ""] {
            assert!(wrong.parse::<PartialDate>().is_err(), "{wrong}");
        }
    }
}
