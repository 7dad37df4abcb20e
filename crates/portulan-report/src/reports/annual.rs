//! The annual report: figures, a sheet for each partnership, agreements, outlook, method.
use portulan_locales::{MessageKey, key, list};
use portulan_model::kinds::{Partnership, PartnershipKind, Project};
use portulan_model::{PublishedRecord, normalize_for_search};

use super::block::{Block, ReportFact, TextRun};
use super::draft::ReportBuilder;
use super::outlook;
use super::partnership::{self, agreement, covers, event, touches};
use super::projects::{actions, results, sums};
use super::report::Report;
use crate::maps::world_svg;
use crate::money::{Axis, Chart, Ledger, by, by_year, ceilings, rates};
use crate::times;
use portulan_model::Flow;

pub(super) fn write(draft: ReportBuilder<'_>, year: i16) -> Report {
    let voice = draft.voice;
    let cover = draft.drawing(&world_svg(&voice, &draft.accent));
    let ledger = Ledger::from_register(voice.programme);
    let money = charts(&draft, &ledger, year);
    let time = times::projects(&voice, year, |project| is_under_way(project, year));
    let mut blocks = year_in_figures(&draft, &ledger, &money, year);
    if let Some(chart) = &time {
        blocks.push(Block::heading(2, chart.title.clone()));
        blocks.push(draft.chart(chart));
        blocks.push(Block::text(vec![TextRun::small(voice.t(key!("chart-time-colours")))]));
    }
    blocks.extend(sheets(&draft, year));
    blocks.extend(other_actions(&draft, year));
    blocks.extend(agreements(&draft, year));
    blocks.extend(networks(&draft));
    blocks.extend(outlook::blocks(&draft, year));
    blocks.extend(method(&draft, &ledger));
    blocks.extend(tables(&draft, money.into_iter().chain(time), year));
    let titles = (voice.tw(key!("paper-annual"), &year.to_string()), voice.t(key!("paper-annual-of")));
    draft.into_report("annual", titles, Some(cover), blocks)
}

fn page(draft: &ReportBuilder<'_>, key: MessageKey) -> Block {
    Block::Heading { level: 1, text: draft.t(key), page: true }
}

/// Amounts by year, and those of the year by country, goal, partnership and funder.
fn charts(draft: &ReportBuilder<'_>, ledger: &Ledger, year: i16) -> Vec<Chart> {
    let axes = [
        (Axis::Partnership, Flow::Paid, "partnership"),
        (Axis::Agreement, Flow::Paid, "agreement"),
        (Axis::Country, Flow::Paid, "country"),
        (Axis::Goal, Flow::Paid, "goal"),
        (Axis::Payer, Flow::Received, "funder"),
    ];
    let of_year = axes.into_iter().filter_map(|(axis, flow, key)| {
        let chart = by(&draft.voice, ledger, axis, key, |e| e.flow == flow && e.year == year)?;
        Some(Chart { title: format!("{}, {year}", chart.title), ..chart })
    });
    by_year(&draft.voice, ledger).into_iter().chain(of_year).collect()
}

fn year_in_figures(draft: &ReportBuilder<'_>, ledger: &Ledger, charts: &[Chart], year: i16) -> Vec<Block> {
    let (voice, programme) = (&draft.voice, draft.programme());
    let mut blocks = vec![page(draft, key!("paper-year"))];
    let tagline = voice.s(&voice.authority().tagline);
    if !tagline.is_empty() {
        blocks.push(Block::Text { runs: vec![TextRun::plain(tagline)], lead: true });
    }
    let of_kind = |kind| programme.partnerships.iter().filter(|e| e.body.kind == kind).count();
    let under_way = programme.projects.iter().filter(|p| is_under_way(&p.body, year)).count();
    let held =
        programme.events.iter().filter(|e| e.body.dates.as_ref().is_some_and(|d| touches(&d.value, year)));
    let counts = [
        (key!("paper-count-decentralised"), of_kind(PartnershipKind::DecentralisedCooperation)),
        (key!("paper-count-other"), of_kind(PartnershipKind::OtherPartnership)),
        (key!("paper-count-countries"), programme.partnerships_by_country().len()),
        (key!("paper-count-projects"), under_way),
        (key!("paper-count-events"), held.count()),
        (key!("paper-count-networks"), programme.networks.len()),
    ];
    let counted = counts.into_iter().filter(|(_, count)| *count > 0);
    let items = counted.map(|(key, count)| {
        (voice.language.number(i64::try_from(count).unwrap_or(i64::MAX)), voice.tn(key, count))
    });
    blocks.push(Block::Figures { items: items.collect() });
    if ledger.entries.is_empty() {
        blocks.push(Block::text(vec![TextRun::plain(voice.t(key!("money-nothing")))]));
    } else {
        blocks.push(Block::heading(2, voice.t(key!("money-title"))));
        blocks.extend(sums(draft, ledger, Some(year)));
    }
    for chart in charts {
        blocks.push(Block::heading(3, chart.title.clone()));
        blocks.push(draft.chart(chart));
    }
    blocks
}

/// True if a project was planned, active or paid for in a year.
fn is_under_way(project: &Project, year: i16) -> bool {
    let dated = project.period().is_some_and(|period| covers(&period, year));
    dated || project.transactions.iter().filter_map(|t| t.date).any(|d| d.year() == year)
}

fn sheets(draft: &ReportBuilder<'_>, year: i16) -> Vec<Block> {
    let mut entries: Vec<&PublishedRecord<Partnership>> = draft.programme().partnerships.iter().collect();
    entries.sort_by_cached_key(|e| {
        (
            e.body.kind != PartnershipKind::DecentralisedCooperation,
            normalize_for_search(draft.voice.s(&e.body.title)),
        )
    });
    let mut blocks = Vec::new();
    for (i, entry) in entries.into_iter().enumerate() {
        let mut chapter = partnership::chapter(draft, entry, year);
        if i == 0 {
            blocks.push(page(draft, key!("partnerships-title")));
            // The first sheet starts on the page of its heading.
            if let Some(Block::Heading { page, .. }) = chapter.first_mut() {
                *page = false;
            }
        }
        blocks.extend(chapter);
    }
    blocks
}

/// Projects without a partnership: at home, through others, by the service itself.
fn other_actions(draft: &ReportBuilder<'_>, year: i16) -> Vec<Block> {
    let programme = draft.programme();
    let alone = |p: &&PublishedRecord<Project>| {
        p.body.partnership.as_ref().and_then(|r| programme.partnerships.get(r)).is_none()
            && is_under_way(&p.body, year)
    };
    let projects: Vec<&PublishedRecord<Project>> = programme.projects.iter().filter(alone).collect();
    let reported: Vec<&str> = programme
        .partnerships
        .iter()
        .flat_map(|e| e.body.events.iter().map(portulan_model::Ref::slug))
        .collect();
    let events = programme.events.iter().filter(|e| {
        !reported.contains(&e.slug.as_str()) && e.body.dates.as_ref().is_some_and(|d| touches(&d.value, year))
    });
    let rows: Vec<ReportFact> = events.map(|e| event(draft, e)).collect();
    if projects.is_empty() && rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![page(draft, key!("paper-other-actions"))];
    blocks.extend(sums(draft, &Ledger::from_projects(programme, projects.iter().copied()), Some(year)));
    blocks.extend(actions(draft, &projects, Some(year)));
    blocks.extend(results(draft, &projects, 2));
    if !rows.is_empty() {
        blocks.extend([Block::heading(2, draft.t(key!("events-title"))), Block::Facts { rows }]);
    }
    blocks
}

/// The agreements in force during the year.
fn agreements(draft: &ReportBuilder<'_>, year: i16) -> Vec<Block> {
    let all = draft.programme().agreements.iter();
    let in_force = all.filter(|a| a.body.period.as_ref().is_none_or(|p| covers(&p.value, year)));
    let rows: Vec<ReportFact> = in_force.map(|a| agreement(draft, a)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![page(draft, key!("agreements-title")), Block::Facts { rows }]
}

fn networks(draft: &ReportBuilder<'_>) -> Vec<Block> {
    let voice = &draft.voice;
    let rows = draft.programme().networks.iter().map(|e| {
        let full = voice.s(&e.body.full_name);
        let mut lines: Vec<Vec<TextRun>> = Vec::new();
        if !full.is_empty() {
            lines.push(vec![TextRun::plain(full)]);
        }
        lines.extend(e.body.description.as_ref().map(|d| draft.fact(d)));
        ReportFact { name: voice.s(&e.body.name).to_owned(), lines }
    });
    let rows: Vec<ReportFact> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, draft.t(key!("networks-title"))), Block::Facts { rows }]
}

/// The method of the sums, with exchange rates and exclusions.
fn method(draft: &ReportBuilder<'_>, ledger: &Ledger) -> Vec<Block> {
    let voice = &draft.voice;
    let mut blocks = vec![Block::heading(1, voice.t(key!("paper-method")))];
    blocks.push(Block::text(vec![TextRun::plain(voice.t(key!("paper-method-text")))]));
    if ledger.entries.is_empty() {
        return blocks;
    }
    blocks.push(Block::text(vec![TextRun::plain(voice.t(key!("money-how-text")))]));
    let rates = rates(voice, ledger);
    if !rates.is_empty() {
        let rows = rates.into_iter().map(|(currency, rate, day)| vec![currency, day, rate]);
        let head =
            [key!("money-currency"), key!("money-rate-day"), key!("money-rate")].map(|key| voice.t(key));
        blocks.push(Block::Table {
            is_headed: false,
            caption: format!("{} · {}", voice.t(key!("money-rates")), voice.rates_source()),
            head: head.into(),
            rows: rows.collect(),
            amounts: 2,
            total: false,
        });
    }
    let unknown: Vec<Vec<TextRun>> = ledger
        .unknown()
        .map(|e| {
            let project = voice.programme.projects.find(&e.project);
            let title = project.map_or(e.project.as_str(), |p| voice.s(&p.body.title));
            vec![TextRun::plain(format!("{title} · {}", voice.money(&e.money)))]
        })
        .collect();
    if !unknown.is_empty() {
        let runs = vec![TextRun::strong(voice.t(key!("money-unknown")))];
        blocks.extend([Block::text(runs), Block::List { items: unknown, ordered: false }]);
    }
    blocks
}

/// The values of the charts, as tables.
fn tables(draft: &ReportBuilder<'_>, charts: impl Iterator<Item = Chart>, year: i16) -> Vec<Block> {
    let voice = &draft.voice;
    let table = |chart: Chart| Block::Table {
        is_headed: false,
        caption: chart.title,
        head: chart.head,
        rows: chart
            .rows
            .into_iter()
            .map(|(name, cells)| std::iter::once(name).chain(cells).collect())
            .collect(),
        amounts: 1,
        total: false,
    };
    let mut blocks: Vec<Block> = charts.map(table).collect();
    let laws: Vec<_> = ceilings(draft.programme()).into_iter().filter(|law| law.year == year).collect();
    if !laws.is_empty() {
        let rows = laws.iter().map(|law| {
            let allowed = law.allowed.map_or_else(|| "–".to_owned(), |a| voice.euros(a));
            let name = voice.word(list!("mechanism"), law.mechanism.name());
            let in_kind = voice.euros(law.in_kind);
            vec![law.year.to_string(), name, voice.euros(law.given), allowed, in_kind]
        });
        let head = [
            key!("money-year"),
            key!("money-law"),
            key!("money-given"),
            key!("money-allowed"),
            key!("money-in-kind-apart"),
        ];
        let head = head.map(|key| voice.t(key));
        blocks.push(Block::Table {
            is_headed: false,
            caption: voice.t(key!("money-ceilings")),
            head: head.into(),
            rows: rows.collect(),
            amounts: 3,
            total: false,
        });
    }
    if !blocks.is_empty() {
        blocks.insert(0, page(draft, key!("paper-tables")));
    }
    blocks
}
