//! The calendar of events.
use portulan_model::Kind;

use crate::context::PageContext;
use crate::ical::{Calendar, CalendarDay};
use crate::respond::RenderedPage;

pub(crate) fn calendar(c: &PageContext<'_>) -> RenderedPage {
    let mut calendar = Calendar::new(&c.tw("feed-title", c.s(&c.authority().name)));
    for e in &c.p().events {
        let Some(dates) = e.body.dates.as_ref().map(|d| d.value) else { continue };
        let Some(start) = dates.start else { continue };
        calendar.add(&CalendarDay {
            uid: e.id.to_string(),
            stamp: e.updated,
            start: start.first(),
            end: dates.end.unwrap_or(start).last(),
            language: c.lang(),
            summary: c.s(&e.body.title),
            description: e.body.summary.as_ref().map_or("", |s| c.s(&s.value)),
            location: e.body.place.as_ref().map_or("", |p| c.s(&p.name)),
            url: c.absolute(&c.record(Kind::Event, &e.slug)),
        });
    }
    RenderedPage::new("text/calendar; charset=utf-8", calendar.finish())
}
