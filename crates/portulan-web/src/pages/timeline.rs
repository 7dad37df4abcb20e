//! The whole programme in time, and periods on an axis.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::kinds::{Participation, Project};
use portulan_model::{Kind, PartialDate, PublishedRecord, Text};

use portulan_report::money::Chart;
use portulan_report::times;

use super::events::start;
use super::{Meta, Rendered, render};
use crate::context::PageContext;
use crate::html::SafeHtml;

/// A dated entry of the timeline.
struct Moment<'a> {
    date: PartialDate,
    words: String,
    text: SafeHtml,
    href: String,
    subject: &'a Text,
    upcoming: bool,
}

struct Year<'a> {
    year: i16,
    moments: Vec<Moment<'a>>,
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelineView<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    years: Vec<Year<'a>>,
    /// Projects on one axis.
    projects: Option<Chart>,
}

pub(crate) fn timeline(c: &PageContext<'_>) -> Rendered {
    let mut moments = moments(c);
    moments.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.href.cmp(&b.href)));
    let mut years: Vec<Year<'_>> = Vec::new();
    for moment in moments {
        let year = moment.date.year();
        match years.last_mut().filter(|y| y.year == year) {
            Some(known) => known.moments.push(moment),
            None => years.push(Year { year, moments: vec![moment] }),
        }
    }
    let projects = times::projects(&c.voice(), c.site.today.year(), |_| true);
    render(&TimelineView {
        c,
        meta: Meta::new(c.t(key!("timeline-title")), c.t(key!("timeline-lead"))),
        years,
        projects,
    })
}

fn moments<'a>(c: &PageContext<'a>) -> Vec<Moment<'a>> {
    let moment =
        |date: PartialDate, words: String, text: SafeHtml, kind: Kind, slug: &str, subject: &'a Text| {
            Moment {
                upcoming: date.first() > c.site.today,
                date,
                words,
                text,
                href: c.record(kind, slug),
                subject,
            }
        };
    let mut all = Vec::new();
    for e in &c.p().partnerships {
        let b = &e.body;
        let at = |date, text| moment(date, c.date(date), text, Kind::Partnership, &e.slug, &b.title);
        for m in &b.milestones {
            all.extend(
                m.date.map(|d| at(d, joined(&c.h(&m.text), &c.mark(m.source.as_ref(), m.provenance)))),
            );
        }
        if let Some(since) =
            b.since.as_ref().filter(|s| !b.milestones.iter().any(|m| m.date == Some(s.value)))
        {
            let begins = plain(c.t(key!("timeline-begins")));
            all.push(at(since.value, joined(&begins, &c.mark_of(since))));
        }
    }
    for e in &c.p().events {
        if let (Some(date), Some(dates)) = (start(&e.body), &e.body.dates) {
            let text = joined(&plain(c.word(list!("event-kind"), e.body.kind.name())), &c.mark_of(dates));
            all.push(moment(date, c.when(&dates.value), text, Kind::Event, &e.slug, &e.body.title));
        }
    }
    for e in &c.p().projects {
        if let Some((date, actual)) = e.body.actual.as_ref().and_then(|a| Some((a.value.start?, a))) {
            let text = joined(&plain(c.word(list!("project-kind"), e.body.kind.name())), &c.mark_of(actual));
            all.push(moment(date, c.period(&actual.value), text, Kind::Project, &e.slug, &e.body.title));
        }
    }
    all
}

/// A message without markup.
fn plain(words: String) -> SafeHtml {
    askama::filters::HtmlSafeOutput(words)
}

fn joined(text: &SafeHtml, mark: &SafeHtml) -> SafeHtml {
    askama::filters::HtmlSafeOutput(format!("{text}{mark}"))
}

/// A funder's bar on the time axis, in thousandths of its width.
pub(crate) struct TimelineSpan {
    pub name: SafeHtml,
    pub note: SafeHtml,
    pub mark: SafeHtml,
    pub project: Option<(String, String)>,
    pub instrument: Option<String>,
    /// The formatted period.
    pub period: String,
    /// The left edge and width of the bar; `None` without a date.
    pub bar: Option<(u32, u32)>,
    /// True if the start or the end is unknown.
    pub open: (bool, bool),
    /// First and last year of the axis, the same for all bars.
    pub axis: (i16, i16),
}

/// Participations laid on one axis from the first known year to the present.
pub(crate) fn spans(
    c: &PageContext<'_>,
    all: &[(Option<&PublishedRecord<Project>>, &Participation)],
) -> Vec<TimelineSpan> {
    let this_year = c.site.today.year();
    let years = all
        .iter()
        .filter_map(|(_, p)| p.period)
        .flat_map(|p| [p.start, p.end])
        .flatten()
        .map(PartialDate::year);
    let from = years.clone().min().map_or(this_year - 5, |y| y.min(this_year - 5));
    let to = years.max().map_or(this_year, |y| y.max(this_year));
    let width = f64::from(to - from + 1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let place = |year: f64| ((year - f64::from(from)) / width * 1000.0).clamp(0.0, 1000.0) as u32;
    let span = |(project, p): &(Option<&PublishedRecord<Project>>, &Participation)| {
        let period = p.period.filter(|p| p.start.is_some() || p.end.is_some());
        let bar = period.map(|period| {
            let left = period.start.map_or(0, |d| place(f64::from(d.year())));
            let right = period.end.map_or(1000, |d| place(f64::from(d.year() + 1)));
            (left, right.saturating_sub(left).max(10))
        });
        TimelineSpan {
            name: c.organisation(&p.organisation),
            note: c.h(&p.note),
            mark: c.mark(p.source.as_ref(), p.provenance),
            project: project.map(|e| (c.record(Kind::Project, &e.slug), c.s(&e.body.title).to_owned())),
            instrument: p.instrument.map(|i| c.word(list!("instrument"), i.name())),
            period: period.map_or_else(|| c.t(key!("period-unknown")), |p| c.period(&p)),
            bar,
            open: (period.is_some_and(|p| p.start.is_none()), period.is_some_and(|p| p.end.is_none())),
            axis: (from, to),
        }
    };
    all.iter().map(span).collect()
}
