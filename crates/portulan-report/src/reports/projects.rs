//! Projects in reports: their lists, sums and results.
use portulan_codelists::CodeList;
use portulan_locales::{MessageKey, key, list};
use portulan_model::kinds::Project;
use portulan_model::{Flow, PublishedRecord};
use rust_decimal::Decimal;

use super::block::{Block, ImageSize, ReportFact, TextRun};
use super::draft::{ReportBuilder, pairs};
use crate::money::Ledger;
use crate::results::{Measure, measures};

/// Projects one by one: name, status, description, payments.
pub(super) fn actions(
    draft: &ReportBuilder<'_>,
    projects: &[&PublishedRecord<Project>],
    year: Option<i16>,
) -> Vec<Block> {
    let voice = &draft.voice;
    let rows: Vec<ReportFact> = projects
        .iter()
        .map(|project| {
            let b = &project.body;
            let period = b.period().map(|p| voice.period(&p));
            let status = b.status.as_ref().map(|s| voice.code(CodeList::ActivityStatus, &s.value.0));
            let ledger = Ledger::from_project(voice.programme, project);
            let paid = |year: Option<i16>| {
                ledger.sum(|e| e.flow == Flow::Paid && year.is_none_or(|year| e.year == year))
            };
            let (in_year, all) = (year.map(|y| (y, paid(Some(y)))), paid(None));
            let in_year = in_year.map(|(y, sum)| format!("{} {y}", voice.euros(sum)));
            let all = (!all.is_zero()).then(|| voice.tw(key!("paper-paid-in-all"), &voice.euros(all)));
            let message: Vec<String> = [
                Some(voice.word(list!("project-kind"), b.kind.name())),
                period,
                status,
                in_year.filter(|_| all.is_some()),
                all,
            ]
            .into_iter()
            .flatten()
            .collect();
            let mut lines: Vec<Vec<TextRun>> = b.description.iter().map(|d| draft.fact(d)).collect();
            lines.push(vec![TextRun::small(message.join(" · "))]);
            ReportFact { name: voice.s(&b.title).to_owned(), lines }
        })
        .collect();
    if rows.is_empty() { Vec::new() } else { vec![Block::Facts { rows }] }
}

/// Payments, receipts and contributions, as key figures.
pub(super) fn sums(draft: &ReportBuilder<'_>, ledger: &Ledger, year: Option<i16>) -> Option<Block> {
    let voice = &draft.voice;
    let sum = |flow: Flow, year: Option<i16>| {
        ledger.sum(|e| e.flow == flow && year.is_none_or(|year| e.year == year))
    };
    let mut items: Vec<(String, String)> = Vec::new();
    for flow in [Flow::Paid, Flow::Received, Flow::InKind] {
        let word = voice.word(list!("flow"), flow.name());
        let reported = flow == Flow::Paid && !sum(flow, None).is_zero();
        if let Some(year) = year.filter(|_| reported || !sum(flow, year).is_zero()) {
            items.push((voice.euros(sum(flow, Some(year))), format!("{word}, {year}")));
        }
    }
    for flow in [Flow::Paid, Flow::Received, Flow::InKind] {
        let all = sum(flow, None);
        let word = voice.word(list!("flow"), flow.name());
        // Besides the figures of a year, one for all years is enough.
        if all > Decimal::ZERO && (year.is_none() || flow == Flow::Paid) {
            items.push((voice.euros(all), format!("{word}, {}", voice.t(key!("paper-all-years")))));
        }
    }
    (!items.is_empty()).then_some(Block::Figures { items })
}

/// The largest number of indicators drawn as charts.
const MAX_CHARTS: usize = 24;

/// Indicators of some projects: a table, then charts in pairs.
pub(super) fn results(
    draft: &ReportBuilder<'_>,
    projects: &[&PublishedRecord<Project>],
    level: u8,
) -> Vec<Block> {
    let voice = &draft.voice;
    let all: Vec<Measure<'_>> = projects.iter().flat_map(|p| measures(voice, &p.body)).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let rows = all.iter().map(|m| {
        let before = m.indicator.baseline.map_or_else(|| "–".to_owned(), |n| voice.decimal(n));
        let aim = m.aim.as_ref().map_or("–", |(aim, _)| aim).to_owned();
        let (reached, when) = m.reached.clone().unwrap_or_else(|| ("–".to_owned(), String::new()));
        let parts: Vec<String> = m.parts.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        vec![format!("{}{parts}", voice.s(&m.indicator.title)), when, before, aim, reached]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let head =
        [key!("paper-indicator"), key!("period"), key!("results-before"), key!("target"), key!("actual")]
            .map(|key| voice.t(key));
    let table = Block::Table {
        is_headed: false,
        caption: voice.t(key!("paper-indicators")),
        head: head.into(),
        rows,
        amounts: 2,
        total: false,
    };
    // For many indicators, the table is clearer than pages of charts.
    let drawn = all.iter().filter(|m| !m.svg.is_empty() && all.len() <= MAX_CHARTS);
    let charts = drawn.map(|m| chart_of(draft, m));
    let mut blocks = vec![Block::heading(level, voice.t(key!("results-title"))), table];
    blocks.extend(pairs(charts));
    blocks
}

fn chart_of(draft: &ReportBuilder<'_>, measure: &Measure<'_>) -> Block {
    let voice = &draft.voice;
    let title = voice.s(&measure.indicator.title);
    let reported = measure.indicator.periods.iter().map(|p| {
        let say = |key: MessageKey, value: Option<Decimal>| {
            value.map(|n| format!(" {} {}", voice.t(key), voice.decimal(n))).unwrap_or_default()
        };
        format!(
            "{}{}{}",
            voice.period(&p.period),
            say(key!("target"), p.target),
            say(key!("actual"), p.actual)
        )
    });
    let reported: Vec<String> = reported.collect();
    Block::Image {
        image: draft.drawing(&measure.svg),
        alt: format!("{title}. {}.", reported.join(" · ")),
        caption: title.to_owned(),
        size: ImageSize::Small,
    }
}
