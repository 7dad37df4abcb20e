//! The report to a funder: what it pays for, what came, what was done with it, which reports it expects.
use portulan_model::kinds::{Agreement, Organisation, Project};
use portulan_model::{Entry, PartialDate};
use rust_decimal::Decimal;

use super::draft::Draft;
use super::partnership::{actions, agreement, results};
use super::{Block, Fact, Paper, Run};
use crate::money::{Flow, Ledger, PlanRow, by_year, plan_rows};

pub(super) fn write(draft: Draft<'_>, funder: &Entry<Organisation>) -> Paper {
    let (voice, programme) = (draft.voice, draft.programme());
    let mut lines: Vec<(&Entry<Project>, PlanRow<'_>)> = Vec::new();
    for project in &programme.projects {
        let rows = plan_rows(&voice, project, draft.today).into_iter();
        lines.extend(rows.filter(|r| r.row.line.funder.slug() == funder.slug).map(|row| (project, row)));
    }
    let mut blocks = sums(&draft, &lines);
    blocks.extend(plan(&draft, &lines));
    blocks.extend(agreements(&draft, funder));
    let mut projects: Vec<&Entry<Project>> = lines.iter().map(|(project, _)| *project).collect();
    projects.dedup_by_key(|p| p.id);
    for project in &projects {
        blocks.extend(execution(&draft, project));
    }
    if lines.is_empty() {
        blocks.push(Block::text(vec![Run::plain(voice.t("paper-funder-nothing"))]));
    }
    let name = voice.s(&funder.body.name).to_owned();
    let titles = (voice.t("paper-funder"), name);
    draft.paper("funder", titles, None, blocks)
}

fn sums(draft: &Draft<'_>, lines: &[(&Entry<Project>, PlanRow<'_>)]) -> Vec<Block> {
    let voice = &draft.voice;
    let sum = |of: fn(&PlanRow<'_>) -> Option<Decimal>| lines.iter().filter_map(|(_, row)| of(row)).sum();
    let sums: [(&str, Decimal); 3] = [
        ("funding-planned", sum(|r| r.row.planned)),
        ("funding-come", sum(|r| Some(r.row.come))),
        ("funding-remains", sum(|r| r.row.remains)),
    ];
    if lines.is_empty() {
        return Vec::new();
    }
    let items = sums.map(|(key, amount)| (voice.euros(amount), voice.t(key)));
    vec![Block::Figures { items: items.into() }]
}

fn plan(draft: &Draft<'_>, lines: &[(&Entry<Project>, PlanRow<'_>)]) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let voice = &draft.voice;
    let rows = lines.iter().map(|(project, row)| {
        let title = voice.s(&project.body.title).to_owned();
        vec![title, row.stage.clone(), row.planned.clone(), row.come.clone(), row.remains.clone()]
    });
    let head = ["paper-project", "paper-stage", "funding-planned", "funding-come", "funding-remains"];
    let table = Block::Table {
        caption: voice.t("funding-title"),
        head: head.map(|key| voice.t(key)).into(),
        rows: rows.collect(),
        amounts: 2,
        total: false,
    };
    let mut blocks = vec![Block::heading(1, voice.t("funding-title")), table];
    let reports = lines.iter().flat_map(|(project, row)| {
        row.row.line.reports.iter().map(move |report| (report.due, *project, report))
    });
    let mut reports: Vec<_> = reports.collect();
    reports.sort_by_key(|(due, ..)| due.map(PartialDate::last));
    if !reports.is_empty() {
        let rows = reports.into_iter().map(|(due, project, report)| {
            let state = match report.sent {
                Some(on) => voice.tw("paper-report-sent", &voice.date(on)),
                None if due.is_some_and(|d| d.last() < draft.today) => voice.t("paper-report-late"),
                None => voice.t("paper-report-next"),
            };
            let due = due.map_or_else(|| "–".to_owned(), |d| voice.date(d));
            vec![voice.s(&report.title).to_owned(), voice.s(&project.body.title).to_owned(), due, state]
        });
        let head = ["paper-report", "paper-project", "paper-due", "paper-state"].map(|key| voice.t(key));
        blocks.push(Block::heading(1, voice.t("paper-reports")));
        blocks.push(Block::Table {
            caption: voice.t("paper-reports"),
            head: head.into(),
            rows: rows.collect(),
            amounts: 4,
            total: false,
        });
    }
    blocks
}

/// Agreements that the funder signed, or that promise its money.
fn agreements(draft: &Draft<'_>, funder: &Entry<Organisation>) -> Vec<Block> {
    let programme = draft.programme();
    let promised: Vec<&str> = programme
        .projects
        .iter()
        .flat_map(|p| &p.body.funding)
        .filter(|line| line.funder.slug() == funder.slug)
        .filter_map(|line| line.agreement.as_ref().map(portulan_model::Ref::slug))
        .collect();
    let own = |a: &&Entry<Agreement>| {
        promised.contains(&a.slug.as_str())
            || a.body.signatories.iter().any(|s| s.organisation.slug() == funder.slug)
    };
    let rows: Vec<Fact> = programme.agreements.iter().filter(own).map(|a| agreement(draft, a)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, draft.t("agreements-title")), Block::Facts { rows }]
}

/// A project that it pays for: what it is, what was spent on what, what came of it.
fn execution(draft: &Draft<'_>, project: &Entry<Project>) -> Vec<Block> {
    let voice = &draft.voice;
    let text = voice.s(&project.body.title).to_owned();
    let mut blocks = vec![Block::Heading { level: 1, text, page: true }];
    blocks.extend(actions(draft, &[project], None));
    let ledger = Ledger::of_one(voice.programme, project);
    if let Some(chart) = by_year(voice, &ledger) {
        blocks.extend([Block::heading(2, chart.title.clone()), draft.chart(&chart)]);
    }
    let paid = project.body.transactions.iter().filter(|t| Flow::of(&t.kind.0) == Some(Flow::Paid));
    let rows: Vec<Vec<String>> = paid
        .map(|t| {
            let to = t.receiver.as_ref().map(|o| voice.organisation(o)).unwrap_or_default();
            let amount = t.value.as_ref().map_or_else(|| "–".to_owned(), |m| voice.money(m));
            let date = t.date.map_or_else(|| "–".to_owned(), |d| voice.date(d));
            vec![date, voice.s(&t.description).to_owned(), to, amount]
        })
        .collect();
    if !rows.is_empty() {
        let head = ["paper-when", "paper-what", "paper-receiver", "money-euros"].map(|key| voice.t(key));
        let all = ledger.sum(|e| e.flow == Flow::Paid);
        let total = vec![voice.t("paper-total"), String::new(), String::new(), voice.euros(all)];
        blocks.push(Block::heading(2, voice.t("paper-spent")));
        blocks.push(Block::Table {
            caption: voice.t("paper-spent"),
            head: head.into(),
            rows: rows.into_iter().chain([total]).collect(),
            amounts: 3,
            total: true,
        });
    }
    blocks.extend(results(draft, &[project], 2));
    blocks
}
