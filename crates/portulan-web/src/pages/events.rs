//! Events, upcoming and past by date.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::kinds::{Event, Partnership, Territory};
use portulan_model::{PartialDate, Provenance, PublishedRecord};
use rust_decimal::prelude::ToPrimitive as _;

use super::{Meta, Rendered, json_ld, render};
use crate::context::PageContext;
use crate::map::{Locator, locator};
use crate::pictures::{SitePicture, pictures};

pub(crate) fn start(e: &Event) -> Option<PartialDate> {
    e.dates.as_ref().and_then(|d| d.value.start)
}

/// Upcoming (the next first) and past (the last first).
pub(crate) fn sorted<'a>(
    c: &PageContext<'a>,
) -> (Vec<&'a PublishedRecord<Event>>, Vec<&'a PublishedRecord<Event>>) {
    let upcoming =
        |e: &&PublishedRecord<Event>| e.body.dates.as_ref().is_some_and(|d| c.is_upcoming(&d.value));
    let (mut next, mut past): (Vec<_>, Vec<_>) = c.p().events.iter().partition(upcoming);
    next.sort_by_key(|e| start(&e.body));
    past.sort_by_key(|e| std::cmp::Reverse(start(&e.body)));
    (next, past)
}

#[derive(Template)]
#[template(path = "events.html")]
struct EventList<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    upcoming: Vec<&'a PublishedRecord<Event>>,
    past: Vec<&'a PublishedRecord<Event>>,
}

pub(crate) fn events(c: &PageContext<'_>) -> Rendered {
    let (upcoming, past) = sorted(c);
    let meta = Meta::new(c.t(key!("events-title")), c.tn(key!("events-count"), c.p().events.len()));
    render(&EventList { c, meta, upcoming, past })
}

/// A bar of the attendance chart.
pub(crate) struct EventBar<'a> {
    pub label: &'a portulan_model::Text,
    pub quantity: String,
    /// Thousandths of the longest bar.
    pub length: u32,
    pub persons: bool,
}

/// The attendance as bars, on one scale per unit.
pub(crate) fn bars<'a>(c: &PageContext<'_>, event: &'a Event) -> Vec<EventBar<'a>> {
    let Some(attendance) = &event.attendance else { return Vec::new() };
    let number = |q: &portulan_model::Quantity| q.value.to_f64().unwrap_or_default();
    let longest = |persons: bool| {
        let values = attendance.groups.iter().filter(|g| g.persons == persons).map(|g| number(&g.quantity));
        let values = values.chain(persons.then(|| number(&attendance.total)));
        values.fold(1.0, f64::max)
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let bar = |g: &'a portulan_model::kinds::Group| EventBar {
        label: &g.label,
        quantity: c.quantity(&g.quantity),
        length: (number(&g.quantity) / longest(g.persons) * 1000.0) as u32,
        persons: g.persons,
    };
    let mut bars: Vec<EventBar<'_>> = attendance.groups.iter().map(bar).collect();
    bars.sort_by_key(|b| (!b.persons, std::cmp::Reverse(b.length)));
    bars
}

#[derive(Template)]
#[template(path = "event.html")]
struct EventsView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    entry: &'a PublishedRecord<Event>,
    b: &'a Event,
    upcoming: bool,
    bars: Vec<EventBar<'a>>,
    partnerships: Vec<&'a PublishedRecord<Partnership>>,
    territories: Vec<&'a PublishedRecord<Territory>>,
    pictures: Vec<SitePicture<'a>>,
    locator: Option<Locator>,
}

pub(crate) fn event(c: &PageContext<'_>, slug: &str) -> Rendered {
    let entry = c.p().events.find(slug)?;
    let b = &entry.body;
    let line = b.summary.as_ref().or(b.topic.as_ref()).map_or("", |s| c.s(&s.value));
    let mut meta = Meta::new(c.s(&b.title), line);
    meta.structured = json_ld::event(c, entry);
    let belongs = |e: &&PublishedRecord<Partnership>| e.body.events.iter().any(|r| r.slug() == entry.slug);
    render(&EventsView {
        c,
        meta,
        entry,
        b,
        upcoming: b.dates.as_ref().is_some_and(|d| c.is_upcoming(&d.value)),
        bars: bars(c, b),
        partnerships: c.p().partnerships.iter().filter(belongs).collect(),
        territories: b.territories.iter().filter_map(|t| c.p().territories.get(t)).collect(),
        pictures: pictures(c.site, &b.media),
        locator: locator(c, &b.territories),
    })
}
