//! The sheet of a partnership: map, facts, money, results, goals, events, agreements, pictures.
use portulan_locales::{dates, key, list};
use portulan_model::kinds::{Agreement, Event, Partnership, Project, Role};
use portulan_model::{Period, PublishedRecord};

use super::block::{Block, ImageSize, ReportFact, TextRun};
use super::draft::ReportBuilder;
use super::markdown;
use super::projects::{actions, results, sums};
use super::report::Report;
use crate::maps::{locator, locator_svg};
use crate::money::{Ledger, by_year, under};

/// A sheet as a separate report, with all information.
pub(super) fn write(draft: ReportBuilder<'_>, entry: &PublishedRecord<Partnership>) -> Report {
    let voice = draft.voice;
    let mut blocks = opening(&draft, entry);
    blocks.extend(story(&draft, &entry.body));
    blocks.extend(figures(&draft, entry));
    blocks.extend(work(&draft, entry, None, 1));
    blocks.extend(actors(&draft, entry));
    blocks.extend(events(&draft, &entry.body, None, 1));
    blocks.extend(agreements(&draft, entry, 1));
    blocks.extend(history(&draft, &entry.body));
    blocks.extend(draft.photographs(&entry.body.media, 1));
    let countries = voice.programme.countries_of(&entry.body);
    let countries: Vec<String> = countries.into_iter().map(|code| voice.country(code)).collect();
    let titles = (voice.s(&entry.body.title).to_owned(), countries.join(", "));
    draft.into_report("partnership", titles, None, blocks)
}

/// A sheet as a chapter of the annual report.
pub(super) fn chapter(
    draft: &ReportBuilder<'_>,
    entry: &PublishedRecord<Partnership>,
    year: i16,
) -> Vec<Block> {
    let text = draft.voice.s(&entry.body.title).to_owned();
    let mut blocks = vec![Block::Heading { level: 2, text, page: true }];
    blocks.extend(opening(draft, entry));
    blocks.extend(objectives(draft, &entry.body));
    blocks.extend(work(draft, entry, Some(year), 3));
    blocks.extend(events(draft, &entry.body, Some(year), 3));
    blocks.extend(draft.photographs(&entry.body.media, 3));
    blocks
}

/// Summary, facts and map.
fn opening(draft: &ReportBuilder<'_>, entry: &PublishedRecord<Partnership>) -> Vec<Block> {
    let b = &entry.body;
    let lead = b.summary.as_ref().map(|s| Block::Text { runs: draft.fact(s), lead: true });
    let facts = Block::Facts { rows: facts(draft, entry) };
    let map = locator(&draft.voice, &b.territories).map(|l| Block::Image {
        image: draft.drawing(&locator_svg(&l, &draft.accent)),
        alt: l.text,
        caption: String::new(),
        size: ImageSize::Full,
    });
    let facts = match map {
        Some(map) => Block::Pair { left: vec![facts], right: vec![map] },
        None => facts,
    };
    lead.into_iter().chain([facts]).chain(draft.goals(&b.sdgs)).collect()
}

fn facts(draft: &ReportBuilder<'_>, entry: &PublishedRecord<Partnership>) -> Vec<ReportFact> {
    let (voice, b) = (&draft.voice, &entry.body);
    let programme = voice.programme;
    let territories = programme.territories_of(b).map(|t| vec![TextRun::plain(voice.territory(&t.body))]);
    let people = programme.territories_of(b).flat_map(|t| &t.body.population).map(|population| {
        let year = population.year.map(|y| format!(" ({y})")).unwrap_or_default();
        let words = format!("{}{year}", voice.quantity(&population.quantity));
        draft.sourced(words, population.source.as_ref(), population.provenance)
    });
    let status = b.status.last().map(|s| {
        let since = s
            .date
            .map(|d| format!(" {}", dates::with_date(voice.language, key!("since"), d)))
            .unwrap_or_default();
        let words = format!("{}{since}", voice.word(list!("status"), s.status.name()));
        draft.sourced(words, s.source.as_ref(), s.provenance)
    });
    let since = b.since.as_ref().map(|s| draft.with_mark(voice.date(s.value), s));
    let unstated = || vec![TextRun::small(voice.t(key!("unstated")))];
    let themes: Vec<&str> =
        voice.terms(&voice.authority().themes, &b.themes).into_iter().map(|t| voice.s(&t.name)).collect();
    let mut payers: Vec<Vec<TextRun>> = Vec::new();
    for (_, p) in programme.funders_of(&entry.slug, b) {
        let line = draft.sourced(voice.organisation(&p.organisation), p.source.as_ref(), p.provenance);
        if !payers.iter().any(|known| known[0].text == line[0].text) {
            payers.push(line);
        }
    }
    let kind = vec![TextRun::plain(voice.word(list!("partnership-kind"), b.kind.name()))];
    let themes = if themes.is_empty() { Vec::new() } else { vec![vec![TextRun::plain(themes.join(", "))]] };
    let rows = [
        draft.row(key!("fact-kind"), vec![kind]),
        draft.row(key!("fact-place"), territories.collect()),
        draft.row(key!("fact-population"), people.collect()),
        draft.row(key!("fact-since"), vec![since.unwrap_or_else(unstated)]),
        draft.row(key!("fact-status"), vec![status.unwrap_or_else(unstated)]),
        draft.row(key!("fact-themes"), themes),
        draft.row(key!("roles-funding"), payers),
    ];
    rows.into_iter().flatten().collect()
}

fn objectives(draft: &ReportBuilder<'_>, b: &Partnership) -> Vec<Block> {
    if b.objectives.is_empty() {
        return Vec::new();
    }
    let items = b.objectives.iter().map(|o| draft.fact(o)).collect();
    let title = draft.voice.tn(key!("objectives-title"), b.objectives.len());
    vec![Block::heading(3, title), Block::List { items, ordered: false }]
}

/// Context, origin, objectives, components and chapters.
fn story(draft: &ReportBuilder<'_>, b: &Partnership) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (key, fact) in [(key!("context-title"), &b.context), (key!("origin-title"), &b.origin)] {
        if let Some(fact) = fact {
            blocks.extend([Block::heading(1, draft.t(key)), Block::text(draft.fact(fact))]);
        }
    }
    blocks.extend(objectives(draft, b).into_iter().map(|block| block.raised(2)));
    if !b.components.is_empty() {
        blocks.push(Block::heading(1, draft.t(key!("components-title"))));
        for part in &b.components {
            blocks.push(Block::heading(2, draft.voice.s(&part.title)));
            let words = draft.voice.s(&part.description);
            blocks.push(Block::text(draft.sourced(words, part.source.as_ref(), part.provenance)));
        }
    }
    for section in &b.sections {
        blocks.push(Block::heading(1, draft.voice.s(&section.title)));
        blocks.extend(markdown::blocks(draft.voice.s(&section.body), 2));
    }
    blocks
}

fn figures(draft: &ReportBuilder<'_>, entry: &PublishedRecord<Partnership>) -> Vec<Block> {
    if entry.body.figures.is_empty() {
        return Vec::new();
    }
    let items = entry.body.figures.iter().map(|f| {
        let (quantity, of, year) = draft.voice.figure(f);
        (quantity, format!("{of}{}{year}", draft.voice.s(&f.label)))
    });
    vec![Block::heading(1, draft.t(key!("figures-title"))), Block::Figures { items: items.collect() }]
}

/// Projects, with their amounts and results.
fn work(
    draft: &ReportBuilder<'_>,
    entry: &PublishedRecord<Partnership>,
    year: Option<i16>,
    level: u8,
) -> Vec<Block> {
    let programme = draft.programme();
    let projects: Vec<&PublishedRecord<Project>> = programme.projects_of(&entry.slug).collect();
    let mut blocks = Vec::new();
    if !projects.is_empty() {
        blocks.push(Block::heading(level, draft.voice.tn(key!("projects-here"), projects.len())));
        blocks.extend(actions(draft, &projects, year));
    }
    let ledger = Ledger::from_projects(programme, projects.iter().copied());
    if !ledger.entries.is_empty() {
        blocks.push(Block::heading(level, draft.t(key!("money-title"))));
        blocks.extend(sums(draft, &ledger, year));
        // A chart needs more than one year.
        if let Some(chart) = by_year(&draft.voice, &ledger).filter(|chart| chart.rows.len() > 1) {
            blocks.push(draft.chart(&chart));
        }
    }
    blocks.extend(results(draft, &projects, level));
    blocks
}

fn actors(draft: &ReportBuilder<'_>, entry: &PublishedRecord<Partnership>) -> Vec<Block> {
    let voice = &draft.voice;
    let of_role = |role: &Role| {
        let of = entry.body.participations.iter().filter(|p| p.role == *role);
        let lines: Vec<_> = of
            .map(|p| {
                let mut runs =
                    draft.sourced(voice.organisation(&p.organisation), p.source.as_ref(), p.provenance);
                let note = voice.s(&p.note);
                if !note.is_empty() {
                    runs.push(TextRun::small(format!(" · {note}")));
                }
                runs
            })
            .collect();
        let name = voice.word(list!("roles"), role.name());
        (!lines.is_empty()).then_some(ReportFact { name, lines })
    };
    let rows: Vec<ReportFact> = Role::ALL.iter().filter_map(of_role).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, draft.t(key!("actors-title"))), Block::Facts { rows }]
}

/// True if a period overlaps a year.
pub(super) fn touches(period: &Period, year: i16) -> bool {
    let from = period.start.or(period.end).is_some_and(|d| d.year() <= year);
    from && period.end.or(period.start).is_some_and(|d| d.year() >= year)
}

/// True if a period covers a year; a period without end is open.
pub(super) fn covers(period: &Period, year: i16) -> bool {
    period.start.is_none_or(|d| d.year() <= year) && period.end.is_none_or(|d| d.year() >= year)
}

fn events(draft: &ReportBuilder<'_>, b: &Partnership, year: Option<i16>, level: u8) -> Vec<Block> {
    let known = b.events.iter().filter_map(|e| draft.programme().events.get(e));
    let shown = known
        .filter(|e| year.is_none_or(|year| e.body.dates.as_ref().is_some_and(|d| touches(&d.value, year))));
    let rows: Vec<ReportFact> = shown.map(|e| event(draft, e)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(level, draft.t(key!("events-title"))), Block::Facts { rows }]
}

/// An event: dates, description, attendance.
pub(super) fn event(draft: &ReportBuilder<'_>, event: &PublishedRecord<Event>) -> ReportFact {
    let (voice, b) = (&draft.voice, &event.body);
    let when = b
        .dates
        .as_ref()
        .map(|d| draft.with_mark(portulan_locales::dates::event_dates(voice.language, &d.value), d));
    let place = b.place.as_ref().map(|p| format!(" · {}", voice.s(&p.name))).unwrap_or_default();
    let mut first =
        vec![TextRun::small(format!("{}{place}", voice.word(list!("event-kind"), b.kind.name())))];
    if let Some(when) = when {
        first.push(TextRun::small(" · "));
        first.extend(when);
    }
    let mut lines = vec![first];
    lines.extend(b.summary.as_ref().map(|s| draft.fact(s)));
    lines.extend(b.attendance.as_ref().map(|a| {
        let words = format!("{} {}", voice.quantity(&a.total), voice.t(key!("attendance-persons")));
        draft.sourced(words, a.source.as_ref(), a.provenance)
    }));
    lines.extend(b.outcome.as_ref().map(|o| draft.fact(o)));
    ReportFact { name: voice.s(&b.title).to_owned(), lines }
}

/// The agreements of a partnership.
pub(super) fn agreements(
    draft: &ReportBuilder<'_>,
    entry: &PublishedRecord<Partnership>,
    level: u8,
) -> Vec<Block> {
    let own = |a: &&PublishedRecord<Agreement>| a.body.partnerships.iter().any(|r| r.slug() == entry.slug);
    let rows: Vec<ReportFact> =
        draft.programme().agreements.iter().filter(own).map(|a| agreement(draft, a)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(level, draft.t(key!("agreements-title"))), Block::Facts { rows }]
}

/// An agreement: parties, period, council resolution, amounts.
pub(super) fn agreement(draft: &ReportBuilder<'_>, agreement: &PublishedRecord<Agreement>) -> ReportFact {
    let (voice, b) = (&draft.voice, &agreement.body);
    let mut lines: Vec<Vec<TextRun>> = Vec::new();
    lines.extend(b.period.as_ref().map(|p| draft.with_mark(voice.period(&p.value), p)));
    let signed: Vec<String> = b.signatories.iter().map(|s| voice.organisation(&s.organisation)).collect();
    if !signed.is_empty() {
        lines.push(vec![TextRun::plain(signed.join(", "))]);
    }
    lines.extend(
        b.deliberation.as_ref().map(|d| draft.with_mark(voice.tw(key!("deliberation"), &d.value), d)),
    );
    lines.extend(b.amounts.iter().map(|m| draft.with_mark(voice.money(&m.value), m)));
    lines.extend(under(voice, &agreement.slug).map(|reported| vec![TextRun::plain(reported)]));
    let renewal = voice.s(&b.renewal);
    if !renewal.is_empty() {
        lines.push(vec![TextRun::small(renewal)]);
    }
    ReportFact { name: voice.s(&b.title).to_owned(), lines }
}

fn history(draft: &ReportBuilder<'_>, b: &Partnership) -> Vec<Block> {
    let voice = &draft.voice;
    let undated = || voice.t(key!("status-undated"));
    let milestones = b.milestones.iter().map(|m| ReportFact {
        name: m.date.map_or_else(undated, |d| voice.date(d)),
        lines: vec![draft.sourced(voice.s(&m.text), m.source.as_ref(), m.provenance)],
    });
    let states = b.status.iter().map(|s| {
        let reason = voice.s(&s.reason);
        let reason = if reason.is_empty() { String::new() } else { format!(" · {reason}") };
        let words = format!("{}{reason}", voice.word(list!("status"), s.status.name()));
        ReportFact {
            name: s.date.map_or_else(undated, |d| voice.date(d)),
            lines: vec![draft.sourced(words, s.source.as_ref(), s.provenance)],
        }
    });
    let rows: Vec<ReportFact> = milestones.chain(states).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, draft.t(key!("history-title"))), Block::Facts { rows }]
}
