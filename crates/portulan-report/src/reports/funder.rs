//! The technical and financial report to a funder: its funding, receipts, costs by heading, resources, the work done, due reports.
use std::collections::HashSet;

use portulan_locales::{key, list};
use portulan_model::kinds::{Agreement, CostHeading, Document, Link, Organisation, Project, Transaction};
use portulan_model::{Flow, Money, PartialDate, PublishedRecord, Ref};
use rust_decimal::Decimal;

use super::block::{Block, ReportFact, TextRun};
use super::draft::ReportBuilder;
use super::partnership::agreement;
use super::projects::{actions, results};
use super::report::Report;
use crate::localizer::Localizer;
use crate::money::{
    Ledger, PlanRow, PlanTotals, ResourceKind, by_heading, by_year, percent, plan_rows, resources,
};

/// The largest number of pictures of a project in the report.
pub(super) const MAX_PICTURES: usize = 6;

pub(super) fn write(draft: ReportBuilder<'_>, funder: &PublishedRecord<Organisation>) -> Report {
    let (voice, programme) = (draft.voice, draft.programme());
    let mut lines: Vec<(&PublishedRecord<Project>, PlanRow<'_>)> = Vec::new();
    for project in &programme.projects {
        let rows = plan_rows(&voice, project, draft.today).into_iter();
        lines.extend(rows.filter(|r| r.row.line.funder.slug() == funder.slug).map(|row| (project, row)));
    }
    let mut blocks = sums(&draft, &lines);
    blocks.extend(plan(&draft, &lines));
    blocks.extend(agreements(&draft, funder));
    let mut projects: Vec<&PublishedRecord<Project>> = lines.iter().map(|(project, _)| *project).collect();
    projects.dedup_by_key(|p| p.id);
    for project in &projects {
        blocks.extend(execution(&draft, project));
    }
    if lines.is_empty() {
        blocks.push(Block::text(vec![TextRun::plain(voice.t(key!("paper-funder-nothing")))]));
    }
    let name = voice.s(&funder.body.name).to_owned();
    let titles = (voice.t(key!("paper-funder")), name);
    draft.into_report("funder", titles, None, blocks)
}

/// Notes below a table: the conversion of amounts in other currencies.
#[derive(Default)]
struct FunderNotes(Vec<String>);

impl FunderNotes {
    /// An amount for a cell: in euros, with the number of a note that gives the amount as entered and its rate.
    fn amount(&mut self, voice: &Localizer<'_>, money: Option<&Money>) -> String {
        let Some(money) = money else { return "–".to_owned() };
        let Some(euros) = voice.converted(money) else { return voice.money(money) };
        self.0.push(voice.money(money));
        format!("{euros} ({})", self.0.len())
    }

    /// The notes as a numbered list; `None` if no amount was converted.
    fn blocks(self) -> Option<Block> {
        let items: Vec<Vec<TextRun>> = self.0.into_iter().map(|note| vec![TextRun::plain(note)]).collect();
        (!items.is_empty()).then_some(Block::List { items, ordered: true })
    }
}

fn sums(draft: &ReportBuilder<'_>, lines: &[(&PublishedRecord<Project>, PlanRow<'_>)]) -> Vec<Block> {
    let voice = &draft.voice;
    if lines.is_empty() {
        return Vec::new();
    }
    let totals = totals(lines);
    let sums = [
        (key!("funding-planned"), totals.planned),
        (key!("funding-come"), totals.come),
        (key!("funding-remains"), totals.remains),
    ];
    let items = sums.map(|(key, amount)| (voice.euros(amount), voice.t(key)));
    vec![Block::Figures { items: items.into() }]
}

fn totals(lines: &[(&PublishedRecord<Project>, PlanRow<'_>)]) -> PlanTotals {
    let mut totals = PlanTotals::default();
    for (_, row) in lines {
        totals.add(&row.row);
    }
    totals
}

fn plan(draft: &ReportBuilder<'_>, lines: &[(&PublishedRecord<Project>, PlanRow<'_>)]) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let voice = &draft.voice;
    let mut notes = FunderNotes::default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (project, row) in lines {
        let title = voice.s(&project.body.title).to_owned();
        let planned = notes.amount(voice, row.row.line.value.as_ref());
        rows.push(vec![title, row.stage.clone(), planned, row.come.clone(), row.remains.clone()]);
    }
    let totals = totals(lines);
    let total = [totals.planned, totals.come, totals.remains].map(|amount| voice.euros(amount));
    rows.push([voice.t(key!("paper-total")), String::new()].into_iter().chain(total).collect());
    let head = [
        key!("paper-project"),
        key!("paper-stage"),
        key!("funding-planned"),
        key!("funding-come"),
        key!("funding-remains"),
    ];
    let table = Block::Table {
        is_headed: false,
        caption: voice.t(key!("funding-title")),
        head: head.map(|key| voice.t(key)).into(),
        rows,
        amounts: 2,
        total: true,
    };
    let mut blocks = vec![Block::heading(1, voice.t(key!("funding-title"))), table];
    blocks.extend(notes.blocks());
    let remarks =
        [(key!("funding-not-granted"), totals.not_granted), (key!("funding-beyond"), totals.beyond)];
    for (key, amount) in remarks.into_iter().filter(|(_, amount)| !amount.is_zero()) {
        blocks.push(Block::text(vec![TextRun::plain(voice.tw(key, &voice.euros(amount)))]));
    }
    blocks.extend(reports_due(draft, lines));
    blocks.extend(instalments(draft, lines));
    blocks
}

/// The reports that the funder expects, by date.
fn reports_due(draft: &ReportBuilder<'_>, lines: &[(&PublishedRecord<Project>, PlanRow<'_>)]) -> Vec<Block> {
    let voice = &draft.voice;
    let mut blocks = Vec::new();
    let reports = lines.iter().flat_map(|(project, row)| {
        row.row.line.reports.iter().map(move |report| (report.due, *project, report))
    });
    let mut reports: Vec<_> = reports.collect();
    reports.sort_by_key(|(due, ..)| due.map(PartialDate::last));
    if !reports.is_empty() {
        let rows = reports.into_iter().map(|(due, project, report)| {
            let state = match report.sent {
                Some(on) => voice.tw(key!("paper-report-sent"), &voice.date(on)),
                None if due.is_some_and(|d| d.last() < draft.today) => voice.t(key!("paper-report-late")),
                None => voice.t(key!("paper-report-next")),
            };
            let due = due.map_or_else(|| "–".to_owned(), |d| voice.date(d));
            vec![voice.s(&report.title).to_owned(), voice.s(&project.body.title).to_owned(), due, state]
        });
        let head = [key!("paper-report"), key!("paper-project"), key!("paper-due"), key!("paper-state")]
            .map(|key| voice.t(key));
        blocks.push(Block::heading(1, voice.t(key!("paper-reports"))));
        blocks.push(Block::Table {
            is_headed: false,
            caption: voice.t(key!("paper-reports")),
            head: head.into(),
            rows: rows.collect(),
            amounts: 4,
            total: false,
        });
    }
    blocks
}

/// The payments that are expected from the funder, by date.
fn instalments(draft: &ReportBuilder<'_>, lines: &[(&PublishedRecord<Project>, PlanRow<'_>)]) -> Vec<Block> {
    let voice = &draft.voice;
    let instalments = lines.iter().flat_map(|(project, row)| {
        row.row.line.instalments.iter().map(move |instalment| (*project, instalment))
    });
    let mut instalments: Vec<_> = instalments.collect();
    instalments.sort_by_key(|(_, instalment)| instalment.due.map(PartialDate::last));
    if instalments.is_empty() {
        return Vec::new();
    }
    let rows = instalments.into_iter().map(|(project, instalment)| {
        let state = match (instalment.received, instalment.due) {
            (Some(on), _) => voice.tw(key!("paper-instalment-received"), &voice.date(on)),
            (None, Some(due)) if due.last() < draft.today => voice.t(key!("paper-report-late")),
            (None, _) => voice.t(key!("paper-report-next")),
        };
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        vec![
            voice.s(&instalment.condition).to_owned(),
            voice.s(&project.body.title).to_owned(),
            or_dash(instalment.due.map(|due| voice.date(due))),
            state,
            or_dash(instalment.value.as_ref().map(|money| voice.money(money))),
        ]
    });
    let head = [
        key!("paper-condition"),
        key!("paper-project"),
        key!("paper-due"),
        key!("paper-state"),
        key!("paper-amount"),
    ];
    let table = Block::Table {
        is_headed: false,
        caption: voice.t(key!("paper-instalments")),
        head: head.map(|key| voice.t(key)).into(),
        rows: rows.collect(),
        amounts: 4,
        total: false,
    };
    vec![Block::heading(1, voice.t(key!("paper-instalments"))), table]
}

/// Agreements that the funder has signed, or that promise its money.
fn agreements(draft: &ReportBuilder<'_>, funder: &PublishedRecord<Organisation>) -> Vec<Block> {
    let programme = draft.programme();
    let promised: Vec<&str> = programme
        .projects
        .iter()
        .flat_map(|p| &p.body.funding)
        .filter(|line| line.funder.slug() == funder.slug)
        .filter_map(|line| line.agreement.as_ref().map(Ref::slug))
        .collect();
    let own = |a: &&PublishedRecord<Agreement>| {
        promised.contains(&a.slug.as_str())
            || a.body.signatories.iter().any(|s| s.organisation.slug() == funder.slug)
    };
    let rows: Vec<ReportFact> =
        programme.agreements.iter().filter(own).map(|a| agreement(draft, a)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(1, draft.t(key!("agreements-title"))), Block::Facts { rows }]
}

/// A funded project: description, costs, resources, payments, results, publicity, annexes.
fn execution(draft: &ReportBuilder<'_>, project: &PublishedRecord<Project>) -> Vec<Block> {
    let voice = &draft.voice;
    let text = voice.s(&project.body.title).to_owned();
    let mut blocks = vec![Block::Heading { level: 1, text, page: true }];
    blocks.extend(actions(draft, &[project], None));
    let ledger = Ledger::from_project(voice.programme, project);
    if let Some(chart) = by_year(voice, &ledger) {
        blocks.extend([Block::heading(2, chart.title.clone()), draft.chart(&chart)]);
    }
    blocks.extend(costs(draft, &ledger));
    blocks.extend(all_resources(draft, project));
    blocks.extend(payments(draft, project, &ledger));
    blocks.extend(results(draft, &[project], 2));
    blocks.extend(publicity(draft, project));
    blocks.extend(annexes(draft, project));
    blocks
}

/// Planned and paid amounts by cost heading, and what has no amount in euros.
fn costs(draft: &ReportBuilder<'_>, ledger: &Ledger) -> Vec<Block> {
    let voice = &draft.voice;
    let lines = by_heading(ledger);
    let mut blocks = Vec::new();
    if !lines.is_empty() {
        let cells = |name: String, planned: Decimal, paid: Decimal| {
            let share = if planned.is_zero() {
                "–".to_owned()
            } else {
                voice.tw(key!("paper-percent"), &percent(paid, planned).to_string())
            };
            vec![name, voice.euros(planned), voice.euros(paid), voice.euros(planned - paid), share]
        };
        let name = |heading: Option<CostHeading>| match heading {
            Some(heading) => voice.word(list!("cost-heading"), heading.name()),
            None => voice.t(key!("paper-no-heading")),
        };
        let mut rows: Vec<Vec<String>> =
            lines.iter().map(|line| cells(name(line.heading), line.planned, line.paid)).collect();
        let (planned, paid) = (lines.iter().map(|l| l.planned).sum(), lines.iter().map(|l| l.paid).sum());
        rows.push(cells(voice.t(key!("paper-total")), planned, paid));
        let head = [
            key!("paper-heading"),
            key!("paper-planned"),
            key!("paper-actual"),
            key!("paper-left"),
            key!("paper-share"),
        ];
        blocks.push(Block::heading(2, voice.t(key!("paper-costs"))));
        blocks.push(Block::Table {
            is_headed: false,
            caption: voice.t(key!("paper-costs")),
            head: head.map(|key| voice.t(key)).into(),
            rows,
            amounts: 1,
            total: true,
        });
    }
    let unknown: Vec<String> = ledger.unknown().map(|entry| voice.money(&entry.money)).collect();
    blocks.extend(no_rate(voice, &unknown));
    blocks
}

/// The resources of everybody: funding plan, other receipts, own money, contributions in kind.
fn all_resources(draft: &ReportBuilder<'_>, project: &PublishedRecord<Project>) -> Vec<Block> {
    let voice = &draft.voice;
    let lines = resources(voice.programme, project, draft.today);
    if lines.is_empty() {
        return Vec::new();
    }
    let kind = |kind: ResourceKind| match kind {
        ResourceKind::Planned(stage) => voice.word(list!("funding-stage"), stage.name()),
        ResourceKind::Unplanned => voice.t(key!("paper-resource-unplanned")),
        ResourceKind::Own => voice.t(key!("paper-resource-own")),
        ResourceKind::PaidDirectly => voice.t(key!("paper-resource-direct")),
        ResourceKind::InKind => voice.word(list!("flow"), Flow::InKind.name()),
    };
    let name = |slug: &str| match slug {
        "" => voice.t(key!("paper-unknown-organisation")),
        slug => voice.organisation(&Ref::new(slug)),
    };
    let euros = |amount: Option<Decimal>| amount.map_or_else(|| "–".to_owned(), |a| voice.euros(a));
    let mut rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let planned = match &line.without_rate {
                Some(money) => voice.money(money),
                None => euros(line.planned),
            };
            vec![name(&line.organisation), kind(line.kind), planned, voice.euros(line.come)]
        })
        .collect();
    let (planned, come) = (lines.iter().filter_map(|l| l.planned).sum(), lines.iter().map(|l| l.come).sum());
    rows.push(vec![voice.t(key!("paper-total")), String::new(), euros(Some(planned)), voice.euros(come)]);
    let head = [key!("paper-organisation"), key!("paper-stage"), key!("paper-planned"), key!("paper-actual")];
    let mut blocks = vec![
        Block::heading(2, voice.t(key!("paper-resources"))),
        Block::Table {
            is_headed: false,
            caption: voice.t(key!("paper-resources")),
            head: head.map(|key| voice.t(key)).into(),
            rows,
            amounts: 2,
            total: true,
        },
    ];
    let without_rate: Vec<String> =
        lines.iter().filter_map(|line| line.without_rate.as_ref()).map(|money| voice.money(money)).collect();
    blocks.extend(no_rate(voice, &without_rate));
    blocks
}

/// The remark on amounts that are in no total.
fn no_rate(voice: &Localizer<'_>, amounts: &[String]) -> Option<Block> {
    let remark = voice.tw(key!("paper-no-rate"), &amounts.join(" · "));
    (!amounts.is_empty()).then(|| Block::text(vec![TextRun::plain(remark)]))
}

/// Links and pictures of the project that the public sees.
fn publicity(draft: &ReportBuilder<'_>, project: &PublishedRecord<Project>) -> Vec<Block> {
    let voice = &draft.voice;
    let link = |link: &Link| {
        let title = voice.s(&link.title);
        let text = if title.is_empty() { link.url.0.as_str() } else { title };
        vec![TextRun { link: Some(link.url.0.clone()), ..TextRun::plain(text) }]
    };
    let items: Vec<Vec<TextRun>> = project.body.links.iter().map(link).collect();
    let mut blocks = Vec::new();
    if !items.is_empty() {
        blocks.push(Block::heading(2, voice.t(key!("paper-publicity"))));
        blocks.push(Block::List { items, ordered: false });
    }
    let media = &project.body.media;
    let shown = &media[..media.len().min(MAX_PICTURES)];
    blocks.extend(draft.photographs(shown, 2));
    let more = media.len() - shown.len();
    if more > 0 {
        blocks.push(Block::text(vec![TextRun::small(voice.tn(key!("paper-more-pictures"), more))]));
    }
    blocks
}

/// The documents of the project and of its agreement.
fn annexes(draft: &ReportBuilder<'_>, project: &PublishedRecord<Project>) -> Vec<Block> {
    let (voice, programme) = (&draft.voice, draft.programme());
    let agreement = project.body.agreement.as_ref().and_then(|a| programme.agreements.get(a));
    let named = project.body.documents.iter().chain(agreement.into_iter().flat_map(|a| &a.body.documents));
    let mut documents: Vec<&PublishedRecord<Document>> =
        named.filter_map(|d| programme.documents.get(d)).collect();
    let mut known = HashSet::new();
    documents.retain(|document| known.insert(document.id));
    if documents.is_empty() {
        return Vec::new();
    }
    let items = documents.into_iter().map(|document| draft.source(&document.body)).collect();
    vec![Block::heading(2, voice.t(key!("paper-annexes"))), Block::List { items, ordered: true }]
}

/// The payments of a project.
fn payments(draft: &ReportBuilder<'_>, project: &PublishedRecord<Project>, ledger: &Ledger) -> Vec<Block> {
    let voice = &draft.voice;
    let paid = project
        .body
        .transactions
        .iter()
        .filter(|t| Flow::from_transaction_type(&t.kind.0) == Some(Flow::Paid));
    let mut paid: Vec<&Transaction> = paid.collect();
    paid.sort_by_key(|transaction| transaction.date.map(PartialDate::first));
    let mut notes = FunderNotes::default();
    let rows: Vec<Vec<String>> = paid
        .into_iter()
        .map(|t| {
            let to = t.receiver.as_ref().map(|o| voice.organisation(o)).unwrap_or_default();
            let amount = notes.amount(voice, t.value.as_ref());
            let date = t.date.map_or_else(|| "–".to_owned(), |d| voice.date(d));
            let heading = t.heading.map(|h| voice.word(list!("cost-heading"), h.name())).unwrap_or_default();
            vec![date, voice.s(&t.description).to_owned(), heading, to, amount]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = [
        key!("paper-when"),
        key!("paper-what"),
        key!("paper-heading"),
        key!("paper-receiver"),
        key!("money-euros"),
    ];
    let all = ledger.sum(|e| e.flow == Flow::Paid);
    let total =
        vec![voice.t(key!("paper-total")), String::new(), String::new(), String::new(), voice.euros(all)];
    let mut blocks = vec![
        Block::heading(2, voice.t(key!("paper-spent"))),
        Block::Table {
            is_headed: false,
            caption: voice.t(key!("paper-spent")),
            head: head.map(|key| voice.t(key)).into(),
            rows: rows.into_iter().chain([total]).collect(),
            amounts: 4,
            total: true,
        },
    ];
    blocks.extend(notes.blocks());
    blocks
}
