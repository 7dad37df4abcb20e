//! Formatting and parsing of dates.
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use portulan_model::{PartialDate, Period, normalize_for_search};

use crate::{Language, MessageKey, key, list};

/// The name of a month, 1 to 12.
fn month(language: Language, number: i8) -> String {
    language.word(list!("month"), number.to_string())
}

/// Formats a day and a month: `{ day } { month }`, with the day as a count or as a range of days.
fn day_and_month(language: Language, day: i8, last_day: Option<i8>, m: i8) -> String {
    let month = month(language, m);
    let day = usize::try_from(day).unwrap_or_default();
    match last_day {
        None => language.format(key!("date-day"), &[("day", day.into()), ("month", month.as_str().into())]),
        Some(last) => {
            let last = last.to_string();
            let arguments =
                [("day", day.into()), ("last", last.as_str().into()), ("month", month.as_str().into())];
            language.format(key!("date-days"), &arguments)
        }
    }
}

/// Adds the year to a month, or to a day and a month.
fn with_year(language: Language, text: &str, year: i16) -> String {
    let year = year.to_string();
    language.format(key!("date-year"), &[("date", text.into()), ("year", year.as_str().into())])
}

/// Formats a date with its precision: "23 octobre 2023", "October 2023", "2011".
pub fn date(language: Language, d: PartialDate) -> String {
    match (d.month(), d.day()) {
        (Some(m), Some(n)) => with_year(language, &day_and_month(language, n, None, m), d.year()),
        (Some(m), None) => with_year(language, &month(language, m), d.year()),
        _ => d.year().to_string(),
    }
}

/// Formats a message with a date: its `$date`, and its `$precision`, which is `day`, `month` or `year` and chooses the
/// preposition.
pub fn with_date(language: Language, key: MessageKey, d: PartialDate) -> String {
    let precision = match (d.month(), d.day()) {
        (_, Some(_)) => "day",
        (Some(_), None) => "month",
        (None, None) => "year",
    };
    let text = date(language, d);
    language.format(key, &[("date", text.as_str().into()), ("precision", precision.into())])
}

/// Formats a period: "23–24 octobre 2023", "depuis 2020", "until 2023".
pub fn period(language: Language, p: &Period) -> String {
    match (p.start, p.end) {
        (Some(a), Some(b)) if a == b => date(language, a),
        (Some(a), Some(b)) if are_years(a, b) && a.year() == b.year() => a.year().to_string(),
        (Some(a), Some(b)) if are_years(a, b) => format!("{}–{}", a.year(), b.year()),
        (Some(a), Some(b)) => span(language, a, b),
        (Some(a), None) => with_date(language, key!("period-since"), a),
        (None, Some(b)) => with_date(language, key!("period-until"), b),
        (None, None) => String::new(),
    }
}

/// True if a period consists of whole years, given by their first and last days.
fn are_years(a: PartialDate, b: PartialDate) -> bool {
    (a.month(), a.day(), b.month(), b.day()) == (Some(1), Some(1), Some(12), Some(31))
}

fn span(language: Language, a: PartialDate, b: PartialDate) -> String {
    match (a.month(), a.day(), b.day()) {
        (Some(m), Some(from), Some(_)) if a.year() == b.year() && a.month() == b.month() => {
            with_year(language, &day_and_month(language, from, b.day(), m), a.year())
        }
        (Some(m), Some(from), Some(_)) if a.year() == b.year() => {
            format!("{} – {}", day_and_month(language, from, None, m), date(language, b))
        }
        (None, ..) if b.month().is_none() => format!("{}–{}", a.year(), b.year()),
        _ => format!("{} – {}", date(language, a), date(language, b)),
    }
}

/// Formats the dates of an event. A start without an end is the day of the event, not "since" that day.
pub fn event_dates(language: Language, p: &Period) -> String {
    match (p.start, p.end) {
        (Some(a), None) => date(language, a),
        _ => period(language, p),
    }
}

/// The day of a moment in a time zone.
pub fn moment(zone: &str, t: Timestamp) -> Date {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(t).date()
}

/// The two readings of a numeric date. Both are the same if only one is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReadings {
    /// The reading with the day first.
    pub day_first: Option<PartialDate>,
    /// The reading with the month first.
    pub month_first: Option<PartialDate>,
}

impl DateReadings {
    fn certain(date: PartialDate) -> Self {
        Self { day_first: Some(date), month_first: Some(date) }
    }

    /// The reading in the given order; `None` if it is impossible.
    pub fn with(self, is_month_first: bool) -> Option<PartialDate> {
        let (wanted, other) = if is_month_first {
            (self.month_first, self.day_first)
        } else {
            (self.day_first, self.month_first)
        };
        wanted.or(other)
    }
}

/// Parses a date as people write it in French or English: "2011", "octobre 2023", "Oct 23, 2023",
/// "23/10/2023". A time and the name of a weekday are ignored. If both orders are possible, the day comes
/// first, as in Europe.
pub fn parse(text: &str) -> Option<PartialDate> {
    readings(text)?.with(false)
}

/// Parses a date in both orders of day and month.
pub fn readings(text: &str) -> Option<DateReadings> {
    /// The largest number of characters of a date; longer texts are not parsed.
    const MAX_CHARS: usize = 80;
    let text = text.trim();
    if text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let text = without_time(without_zone(text));
    if let Ok(date) = text.parse() {
        return Some(DateReadings::certain(date));
    }
    let folded = normalize_for_search(text);
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !matches!(*w, "le" | "the" | "of" | "du" | "au"))
        .collect();
    // "mar. 4 mars 2025": a Tuesday; "mar 4 2025" is a day of March.
    if words.first().is_some_and(|w| is_day_name(w) && (words.len() > 3 || named_month(w).is_none())) {
        words.remove(0);
    }
    match *words.as_slice() {
        [digits] if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            let (year, rest) = digits.split_at(4);
            let (month, day) = rest.split_at(2);
            written(full_year(year)?, number(month)?, Some(number(day)?)).map(DateReadings::certain)
        }
        [month, year] => {
            let (month, year) = match named_month(month) {
                Some(named) => (named, year_of(year)?),
                None => (number(month)?, full_year(year)?),
            };
            written(year, month, None).map(DateReadings::certain)
        }
        [a, b, c] => three(a, b, c),
        _ => None,
    }
}

fn three(a: &str, b: &str, c: &str) -> Option<DateReadings> {
    if let Some(year) = full_year(a) {
        let month = named_month(b).or_else(|| number(b))?;
        return written(year, month, Some(number(c)?)).map(DateReadings::certain);
    }
    let year = year_of(c)?;
    match (named_month(a), named_month(b)) {
        (None, Some(month)) => written(year, month, Some(number(a)?)).map(DateReadings::certain),
        (Some(month), None) => written(year, month, Some(number(b)?)).map(DateReadings::certain),
        (Some(_), Some(_)) => None,
        (None, None) => {
            let (a, b) = (number(a)?, number(b)?);
            let found =
                DateReadings { day_first: written(year, b, Some(a)), month_first: written(year, a, Some(b)) };
            (found.day_first.is_some() || found.month_first.is_some()).then_some(found)
        }
    }
}

fn written(year: u16, month: u16, day: Option<u16>) -> Option<PartialDate> {
    let day = day.map(|d| format!("-{d:02}")).unwrap_or_default();
    format!("{year:04}-{month:02}{day}").parse().ok()
}

/// A number, possibly ordinal.
fn number(word: &str) -> Option<u16> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let is_ordinal = matches!(&word[digits.len()..], "" | "er" | "st" | "nd" | "rd" | "th");
    digits.parse::<u16>().ok().filter(|_| is_ordinal)
}

fn full_year(word: &str) -> Option<u16> {
    number(word).filter(|_| word.len() == 4)
}

/// A year of four digits, or of two digits as spreadsheets write it: 1950 to 2049.
fn year_of(word: &str) -> Option<u16> {
    full_year(word).or_else(|| {
        let year = number(word).filter(|_| word.len() == 2)?;
        Some(if year < 50 { 2000 + year } else { 1900 + year })
    })
}

fn named_month(word: &str) -> Option<u16> {
    /// The normalized names of the months in the languages that dates are read in.
    static NAMES: LazyLock<Vec<(String, u16)>> = LazyLock::new(|| {
        let names = |language: Language| {
            (1..=12)
                .map(move |m: u16| (normalize_for_search(&language.word(list!("month"), m.to_string())), m))
        };
        Language::complete().iter().copied().flat_map(names).collect()
    });
    let is = |name: &str| name == word || (word.len() >= 3 && name.starts_with(word));
    NAMES.iter().find(|(name, _)| is(name)).map(|(_, number)| *number)
}

fn is_day_name(word: &str) -> bool {
    const DAYS: [&str; 14] = [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word))
}

/// Removes the time zone that XML allows after an ISO date.
fn without_zone(text: &str) -> &str {
    let Some((date, zone)) = text.split_at_checked(10) else { return text };
    let is_zone =
        zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':');
    if is_zone && date.parse::<PartialDate>().is_ok() { date } else { text }
}

/// Removes the time after a date: "2025-03-01T14:30:00Z", "01/03/2025 à 14h30", "3/1/2025 2:30 PM".
fn without_time(text: &str) -> &str {
    if let Some((date, time)) = text.split_once(['T', 't'])
        && date.parse::<PartialDate>().is_ok()
        && time.starts_with(|c: char| c.is_ascii_digit())
    {
        return date;
    }
    let is_time = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.contains([':', 'h'])
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | 'h' | '+' | '-' | 'Z'))
    };
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if at > 0 && is_time(word.trim()) {
            let date = text[..at].trim_end();
            let before = date.strip_suffix(" à").or_else(|| date.strip_suffix(" at")).unwrap_or(date);
            return before.trim_end_matches([',', ' ']);
        }
        at += word.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, date) in [
            ("2011", "2011"),
            (" octobre 2023", "2023-10"),
            ("October 2023", "2023-10"),
            ("déc. 2024", "2024-12"),
            ("10/2023", "2023-10"),
            ("23/10/2023", "2023-10-23"),
            ("1er juillet 2023", "2023-07-01"),
            ("le 23 octobre 2023", "2023-10-23"),
            ("Oct 23rd, 2023", "2023-10-23"),
            ("2023-10-23", "2023-10-23"),
            ("2025-03-01 14:30:00", "2025-03-01"),
            ("2025-03-01T14:30:00.000Z", "2025-03-01"),
            ("2025-03-01T00:00:00+01:00", "2025-03-01"),
            ("2025-03-01Z", "2025-03-01"),
            ("2025-03-01+01:00", "2025-03-01"),
            ("01/03/2025 à 14h30", "2025-03-01"),
            ("3/25/2025 2:30 PM", "2025-03-25"),
            ("samedi 1 mars 2025", "2025-03-01"),
            ("mar. 4 mars 2025", "2025-03-04"),
            ("Saturday, March 1, 2025", "2025-03-01"),
            ("mar 4 2025", "2025-03-04"),
            ("1/3/25", "2025-03-01"),
            ("31/12/99", "1999-12-31"),
            ("mars-25", "2025-03"),
            ("2025/03/01", "2025-03-01"),
            ("2025.3.1", "2025-03-01"),
            ("20250301", "2025-03-01"),
            ("23/10/23", "2023-10-23"),
            ("28 February 2025", "2025-02-28"),
        ] {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in [
            "",
            "octobre",
            "31/02/2023",
            "13/2023",
            "hier",
            "1 2 3 4",
            "ju 2023",
            "10/23",
            "45717",
            "lundi",
            "14:30",
            "2025-03-01+é1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn both_orders_of_a_date_are_known() {
        let of = |text: &str| {
            let found = readings(text).expect("a date");
            [found.day_first, found.month_first].map(|d| d.map(|d| d.to_string()).unwrap_or_default())
        };
        assert_eq!(of("03/04/2025"), ["2025-04-03", "2025-03-04"]);
        assert_eq!(of("25/03/2025"), ["2025-03-25", ""]);
        assert_eq!(of("03/25/2025"), ["", "2025-03-25"]);
        assert_eq!(of("4 mars 2025"), ["2025-03-04", "2025-03-04"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for language in Language::complete().iter().copied() {
            for month in 1..=12 {
                for text in [format!("2024-{month:02}"), format!("2024-{month:02}-01"), "0987".to_owned()] {
                    let d: PartialDate = text.parse().expect("a date");
                    let written = date(language, d);
                    assert!(parse(&written) == Some(d) || written == "987", "{written}");
                }
            }
        }
    }

    #[test]
    fn dates_read_as_people_write_them() {
        let d = |s: &str| s.parse::<PartialDate>().expect("a date");
        let p = |a: &str, b: &str| Period { start: Some(d(a)), end: Some(d(b)) };
        let (fr, en) = (Language::FRENCH, Language::ENGLISH);
        assert_eq!(date(fr, d("2023-07-01")), "1er\u{a0}juillet 2023");
        assert_eq!(date(en, d("2024-12")), "December 2024");
        assert_eq!(period(fr, &p("2023-10-23", "2023-10-24")), "23–24\u{a0}octobre 2023");
        assert_eq!(period(en, &p("2023-10-30", "2023-11-02")), "30\u{a0}October – 2\u{a0}November 2023");
        assert_eq!(period(fr, &p("2018", "2023")), "2018–2023");
        for (start, expected) in [
            ("2020", "depuis 2020"),
            ("2024-03", "depuis mars 2024"),
            ("2026-06-01", "depuis le 1er\u{a0}juin 2026"),
        ] {
            assert_eq!(period(fr, &Period { start: Some(d(start)), end: None }), expected);
        }
        for (end, expected) in [("2023", "jusqu’en 2023"), ("2026-08-31", "jusqu’au 31\u{a0}août 2026")]
        {
            assert_eq!(period(fr, &Period { start: None, end: Some(d(end)) }), expected);
        }
        assert_eq!(period(en, &Period { start: None, end: Some(d("2023")) }), "until 2023");
        assert_eq!(event_dates(en, &Period { start: Some(d("2024-12")), end: None }), "December 2024");
    }
}
