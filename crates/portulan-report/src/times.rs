//! Projects on one time axis.
use portulan_locales::key;
use portulan_model::kinds::{PartnershipKind, Project};
use portulan_model::{PartialDate, Period, PublishedRecord};

use crate::charts::{Span, spans};
use crate::localizer::Localizer;
use crate::money::Chart;

/// The largest number of projects in a chart; of more, those that started last.
const MAX_PROJECTS: usize = 40;

/// Projects with a date, in order of their start. `year` is the current year.
pub fn projects(voice: &Localizer<'_>, year: i16, asked: impl Fn(&Project) -> bool) -> Option<Chart> {
    let mut all: Vec<(&PublishedRecord<Project>, Period)> = Vec::new();
    for entry in voice.programme.projects.iter().filter(|e| asked(&e.body)) {
        let dated = entry.body.period().filter(|p| p.start.is_some() || p.end.is_some());
        all.extend(dated.map(|period| (entry, period)));
    }
    all.sort_by_key(|(e, p)| (p.start.map(PartialDate::first), e.slug.clone()));
    all.drain(..all.len().saturating_sub(MAX_PROJECTS));
    if all.is_empty() {
        return None;
    }
    let span = |(entry, period): &(&PublishedRecord<Project>, Period)| {
        let [start, end] = [period.start, period.end].map(|date| date.map(PartialDate::year));
        let first = start.or(end).unwrap_or(year);
        let last = end.unwrap_or(year.max(first));
        let partnership = entry.body.partnership.as_ref().and_then(|p| voice.programme.partnerships.get(p));
        let series = match partnership.map(|p| p.body.kind) {
            Some(PartnershipKind::DecentralisedCooperation) => 0,
            Some(PartnershipKind::OtherPartnership) => 2,
            None => 3,
        };
        Span {
            name: voice.s(&entry.body.title).to_owned(),
            years: (first.min(last), last),
            open: (start.is_none(), end.is_none()),
            series,
        }
    };
    let rows: Vec<Span> = all.iter().map(span).collect();
    let title = voice.t(key!("chart-time"));
    let table = all.iter().map(|(e, p)| (voice.s(&e.body.title).to_owned(), vec![voice.period(p)]));
    Some(Chart {
        key: "time",
        svg: spans(&title, &rows, year),
        head: vec![voice.t(key!("paper-project")), voice.t(key!("period"))],
        rows: table.collect(),
        title,
    })
}
