//! Calendars (iCalendar, RFC 5545), of whole days.
use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use portulan_locales::{Language, key};
use portulan_model::{Kind, PublishedRegister};

/// An event on one or several days.
#[derive(Debug, Clone, Default)]
pub struct CalendarDay<'a> {
    /// The unique identifier.
    pub uid: String,
    /// The time of the last change.
    pub stamp: Timestamp,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// The language of its texts.
    pub language: &'a str,
    /// The title.
    pub summary: &'a str,
    /// More about it, if any.
    pub description: &'a str,
    /// The place; empty for none.
    pub location: &'a str,
    /// The URL of its page; empty for none.
    pub url: String,
}

/// A calendar being written.
pub struct Calendar {
    out: String,
}

impl Calendar {
    /// An empty calendar with a name.
    pub fn new(name: &str) -> Self {
        let mut out = String::new();
        line(&mut out, "BEGIN:VCALENDAR");
        line(&mut out, "VERSION:2.0");
        line(&mut out, "PRODID:-//Portulan//Portulan//EN");
        line(&mut out, &format!("X-WR-CALNAME:{}", text(name)));
        Self { out }
    }

    /// Adds an entry.
    pub fn add(&mut self, day: &CalendarDay<'_>) {
        let out = &mut self.out;
        // The end of a whole-day entry is the day after (RFC 5545, 3.6.1).
        let after = day.end.checked_add(1.day()).unwrap_or(day.end);
        line(out, "BEGIN:VEVENT");
        line(out, &format!("UID:{}@portulan", day.uid));
        line(out, &format!("DTSTAMP:{}", day.stamp.strftime("%Y%m%dT%H%M%SZ")));
        line(out, &format!("DTSTART;VALUE=DATE:{}", day.start.strftime("%Y%m%d")));
        line(out, &format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")));
        line(out, &format!("SUMMARY;LANGUAGE={}:{}", day.language, text(day.summary)));
        for (name, value) in [("DESCRIPTION", day.description), ("LOCATION", day.location)] {
            if !value.is_empty() {
                line(out, &format!("{name}:{}", text(value)));
            }
        }
        if !day.url.is_empty() {
            line(out, &format!("URL:{}", day.url));
        }
        line(out, "END:VEVENT");
    }

    /// The calendar's text.
    pub fn finish(mut self) -> String {
        line(&mut self.out, "END:VCALENDAR");
        self.out
    }
}

fn text(s: &str) -> String {
    s.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\r', "").replace('\n', "\\n")
}

/// A line, folded so that no part is longer than 75 bytes.
fn line(out: &mut String, content: &str) {
    let mut length = 0;
    for c in content.chars() {
        if length + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        let _ = out.write_char(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Returns the calendar of the published events that have a date, in one language; `url` is the site's address.
pub fn events(register: &PublishedRegister, language: Language, url: &str) -> String {
    let tag = language.tag();
    let name = register.authority.body.name.text(tag);
    let mut calendar = Calendar::new(&language.format(key!("feed-title"), &[("value", name.into())]));
    for event in &register.events {
        let Some(dates) = event.body.dates.as_ref().map(|d| d.value) else { continue };
        let Some(start) = dates.start else { continue };
        calendar.add(&CalendarDay {
            uid: event.id.to_string(),
            stamp: event.updated,
            start: start.first(),
            end: dates.end.unwrap_or(start).last(),
            language: tag,
            summary: event.body.title.text(tag),
            description: event.body.summary.as_ref().map_or("", |s| s.value.text(tag)),
            location: event.body.place.as_ref().map_or("", |p| p.name.text(tag)),
            url: format!("{url}/{tag}/{}/{}", Kind::Event.folder(), event.slug),
        });
    }
    calendar.finish()
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        super::line(&mut out, &"é".repeat(100));
        assert!(out.split("\r\n").all(|l| l.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), "é".repeat(100));
    }
}
