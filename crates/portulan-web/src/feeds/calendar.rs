//! The calendar of events (iCalendar, RFC 5545).
use std::fmt::Write as _;

use jiff::ToSpan as _;
use portulan_model::Kind;

use crate::context::Context;
use crate::respond::Page;

pub(crate) fn calendar(c: &Context<'_>) -> Page {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Portulan//Portulan//EN");
    line(&mut out, &format!("X-WR-CALNAME:{}", text(&c.tw("feed-title", c.s(&c.authority().name)))));
    for e in &c.p().events {
        let Some(dates) = e.body.dates.as_ref().map(|d| d.value) else { continue };
        let Some(start) = dates.start else { continue };
        let end = dates.end.unwrap_or(start).last();
        // The end of a whole-day event is the day after (RFC 5545, 3.6.1).
        let after = end.checked_add(1.day()).unwrap_or(end);
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}@portulan", e.id));
        line(&mut out, &format!("DTSTAMP:{}", e.updated.strftime("%Y%m%dT%H%M%SZ")));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", start.first().strftime("%Y%m%d")));
        line(&mut out, &format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")));
        line(&mut out, &format!("SUMMARY;LANGUAGE={}:{}", c.lang(), text(c.s(&e.body.title))));
        if let Some(summary) = &e.body.summary {
            line(&mut out, &format!("DESCRIPTION:{}", text(c.s(&summary.value))));
        }
        if let Some(place) = &e.body.place {
            line(&mut out, &format!("LOCATION:{}", text(c.s(&place.name))));
        }
        line(&mut out, &format!("URL:{}", c.absolute(&c.record(Kind::Event, &e.slug))));
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    Page::new("text/calendar; charset=utf-8", out)
}

fn text(s: &str) -> String {
    s.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
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
