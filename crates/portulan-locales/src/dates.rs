//! Dates in words.
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use portulan_model::{PartialDate, Period, fold};

use crate::Language;

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(language: Language, number: i8) -> &'static str {
    let names = match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    };
    usize::try_from(number - 1).ok().and_then(|i| names.get(i)).copied().unwrap_or_default()
}

/// `1er` in French, the bare number otherwise.
fn day(language: Language, number: i8) -> String {
    match (language, number) {
        (Language::French, 1) => "1er".to_owned(),
        _ => number.to_string(),
    }
}

/// A date as precise as it is known: "23 octobre 2023", "October 2023", "2011".
pub fn date(language: Language, d: PartialDate) -> String {
    match (d.month(), d.day()) {
        (Some(m), Some(n)) => format!("{}\u{a0}{} {}", day(language, n), month(language, m), d.year()),
        (Some(m), None) => format!("{} {}", month(language, m), d.year()),
        _ => d.year().to_string(),
    }
}

/// A period: "23–24 octobre 2023", "depuis 2020", "until 2023".
pub fn period(language: Language, p: &Period) -> String {
    let say = |key: &str, d: PartialDate| language.say(key, &[("date", date(language, d).as_str().into())]);
    match (p.start, p.end) {
        (Some(a), Some(b)) if a == b => date(language, a),
        (Some(a), Some(b)) if are_years(a, b) && a.year() == b.year() => a.year().to_string(),
        (Some(a), Some(b)) if are_years(a, b) => format!("{}–{}", a.year(), b.year()),
        (Some(a), Some(b)) => span(language, a, b),
        (Some(a), None) => say("period-since", a),
        (None, Some(b)) => say("period-until", b),
        (None, None) => String::new(),
    }
}

/// Whether a period is whole years, told by their first and last days.
fn are_years(a: PartialDate, b: PartialDate) -> bool {
    (a.month(), a.day(), b.month(), b.day()) == (Some(1), Some(1), Some(12), Some(31))
}

fn span(language: Language, a: PartialDate, b: PartialDate) -> String {
    match (a.month(), a.day(), b.day()) {
        (Some(m), Some(from), Some(_)) if a.year() == b.year() && a.month() == b.month() => {
            let to = b.day().unwrap_or_default();
            format!("{}–{to}\u{a0}{} {}", day(language, from), month(language, m), a.year())
        }
        (Some(m), Some(from), Some(_)) if a.year() == b.year() => {
            format!("{}\u{a0}{} – {}", day(language, from), month(language, m), date(language, b))
        }
        (None, ..) if b.month().is_none() => format!("{}–{}", a.year(), b.year()),
        _ => format!("{} – {}", date(language, a), date(language, b)),
    }
}

/// The dates of an event: a start alone is when it happens, not since when.
pub fn when(language: Language, p: &Period) -> String {
    match (p.start, p.end) {
        (Some(a), None) => date(language, a),
        _ => period(language, p),
    }
}

/// A moment as the day it fell on, in a time zone.
pub fn moment(zone: &str, t: Timestamp) -> Date {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(t).date()
}

/// Reads a date as people write it, in either language: "2011", "octobre 2023", "Oct 23, 2023", "23/10/2023".
pub fn read(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !matches!(*w, "le" | "the" | "of"))
        .collect();
    let number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ordinal = matches!(&word[digits.len()..], "" | "er" | "st" | "nd" | "rd" | "th");
        digits.parse::<u16>().ok().filter(|_| ordinal)
    };
    let year_of = |word: &str| number(word).filter(|_| word.len() == 4);
    let named = |word: &str| {
        let is = |name: &&str| {
            let name = fold(name);
            name == word || (word.len() >= 3 && name.starts_with(word))
        };
        let found = FRENCH.iter().position(is).or_else(|| ENGLISH.iter().position(is));
        found.and_then(|i| u16::try_from(i + 1).ok())
    };
    let (day, month, year) = match *words.as_slice() {
        [month, year] => (None, named(month).or_else(|| number(month))?, year_of(year)?),
        [a, b, year] => match (named(a), named(b)) {
            (None, Some(month)) => (Some(number(a)?), month, year_of(year)?),
            (Some(month), None) => (Some(number(b)?), month, year_of(year)?),
            // Days come first in both languages as they are written in Europe.
            _ => (Some(number(a)?), number(b)?, year_of(year)?),
        },
        _ => return None,
    };
    let day = day.map(|d| format!("-{d:02}")).unwrap_or_default();
    format!("{year:04}-{month:02}{day}").parse().ok()
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
        ] {
            assert_eq!(read(text).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in ["", "octobre", "31/02/2023", "13/2023", "hier", "1 2 3 4", "ju 2023", "23/10/23"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for language in Language::ALL {
            for month in 1..=12 {
                for text in [format!("2024-{month:02}"), format!("2024-{month:02}-01"), "0987".to_owned()] {
                    let d: PartialDate = text.parse().expect("a date");
                    let written = date(language, d);
                    assert!(read(&written) == Some(d) || written == "987", "{written}");
                }
            }
        }
    }

    #[test]
    fn dates_read_as_people_write_them() {
        let d = |s: &str| s.parse::<PartialDate>().expect("a date");
        let p = |a: &str, b: &str| Period { start: Some(d(a)), end: Some(d(b)) };
        let (fr, en) = (Language::French, Language::English);
        assert_eq!(date(fr, d("2023-07-01")), "1er\u{a0}juillet 2023");
        assert_eq!(date(en, d("2024-12")), "December 2024");
        assert_eq!(period(fr, &p("2023-10-23", "2023-10-24")), "23–24\u{a0}octobre 2023");
        assert_eq!(period(en, &p("2023-10-30", "2023-11-02")), "30\u{a0}October – 2\u{a0}November 2023");
        assert_eq!(period(fr, &p("2018", "2023")), "2018–2023");
        assert_eq!(period(fr, &Period { start: Some(d("2020")), end: None }), "depuis 2020");
        assert_eq!(period(en, &Period { start: None, end: Some(d("2023")) }), "until 2023");
        assert_eq!(when(en, &Period { start: Some(d("2024-12")), end: None }), "December 2024");
    }
}
