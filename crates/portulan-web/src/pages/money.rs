//! The register's money, for citizens: how much, when, where, for what, from whom; with the rates that were used.
use std::collections::BTreeMap;

use askama::Template;
use portulan_codelists::{CodeList, goal};
use portulan_model::kinds::{Funding, FundingStage, Project};
use portulan_model::{Entry, PartialDate, Ref};
use portulan_report::charts::{Bar, Columns, bars, columns};
use portulan_report::money::{Axis, Ceiling, Flow, Ledger, ceilings, percent, plan};
use rust_decimal::Decimal;

use super::{Meta, render};
use crate::context::Context;

#[derive(Template)]
#[template(path = "money.html")]
struct MoneyPage<'a> {
    c: &'a Context<'a>,
    meta: Meta,
    /// What the year's last has, and all years together: label, last, all.
    totals: Vec<(String, String, String)>,
    last: i16,
    by_year: Option<Table>,
    tables: Vec<Table>,
    ceilings: Vec<CeilingRow>,
    /// Currency, rate, when, original amounts that it was used for.
    rates: Vec<(String, String, String)>,
    unknown: Vec<(String, String)>,
}

/// A chart and the table that says the same.
struct Table {
    key: &'static str,
    title: String,
    svg: String,
    head: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

struct CeilingRow {
    year: i16,
    law: String,
    allowed: String,
    given: String,
    over: bool,
}

/// An amount in euros.
fn euros(c: &Context<'_>, amount: Decimal) -> String {
    c.language.money(amount, "€")
}

pub(crate) fn money(c: &Context<'_>) -> Option<String> {
    let ledger = Ledger::of(c.p());
    let years = ledger.years();
    let last = years
        .iter()
        .copied()
        .filter(|y| ledger.sum(|e| e.year == *y && e.flow == Flow::Paid) > Decimal::ZERO)
        .max();
    let last = last.or(years.last().copied()).unwrap_or(c.site.today.year());
    let total = |flow: Flow| {
        let of_last = ledger.sum(|e| e.flow == flow && e.year == last);
        let all = ledger.sum(|e| e.flow == flow);
        (!all.is_zero()).then(|| (c.word("flow", flow.name()), euros(c, of_last), euros(c, all)))
    };
    let mut rates: Vec<(String, String, String)> = Vec::new();
    for entry in &ledger.entries {
        let Some(rate) = entry.euros.and_then(|e| e.rate) else { continue };
        let row = (
            CodeList::Currency.name(&entry.money.currency.0, c.lang()).to_owned(),
            c.decimal(rate.per_euro),
            rate_days(c, rate.from, rate.to),
        );
        if !rates.contains(&row) {
            rates.push(row);
        }
    }
    rates.sort();
    let unknown = ledger.unknown().map(|e| (project_name(c, &e.project), c.money(&e.money)));
    let meta = Meta::new(c.t("money-title"), c.t("money-lead"));
    render(&MoneyPage {
        c,
        meta,
        totals: [Flow::Paid, Flow::InKind, Flow::Received, Flow::Budget]
            .into_iter()
            .filter_map(total)
            .collect(),
        last,
        by_year: by_year(c, &ledger),
        tables: [
            (Axis::Country, Flow::Paid, "country"),
            (Axis::Partnership, Flow::Paid, "partnership"),
            (Axis::Goal, Flow::Paid, "goal"),
            (Axis::Sector, Flow::Paid, "sector"),
            (Axis::Payer, Flow::Received, "funder"),
        ]
        .into_iter()
        .filter_map(|(axis, flow, key)| by(c, &ledger, axis, flow, key))
        .collect(),
        ceilings: ceilings(c.p())
            .iter()
            .rev()
            .filter(|row| row.year == last || !row.given.is_zero())
            .map(|row| ceiling(c, row))
            .collect(),
        rates,
        unknown: unknown.collect(),
    })
}

/// The day of a rate, or the days that its mean was made of.
fn rate_days(c: &Context<'_>, from: jiff::civil::Date, to: jiff::civil::Date) -> String {
    let day = |day: jiff::civil::Date| {
        day.to_string().parse::<PartialDate>().map(|d| c.date(d)).unwrap_or_default()
    };
    if from == to { day(from) } else { format!("{} – {}", day(from), day(to)) }
}

fn project_name(c: &Context<'_>, slug: &str) -> String {
    c.p().projects.find(slug).map_or_else(|| slug.to_owned(), |p| c.s(&p.body.title).to_owned())
}

fn by_year(c: &Context<'_>, ledger: &Ledger) -> Option<Table> {
    let flows = [Flow::Paid, Flow::InKind];
    let sums: Vec<BTreeMap<String, Decimal>> =
        flows.iter().map(|flow| ledger.by(Axis::Year, |e| e.flow == *flow)).collect();
    let years: Vec<String> = {
        let mut years: Vec<String> = sums.iter().flat_map(|s| s.keys().cloned()).collect();
        years.sort();
        years.dedup();
        years
    };
    if years.is_empty() {
        return None;
    }
    let value = |sums: &BTreeMap<String, Decimal>, year: &String| sums.get(year).copied().unwrap_or_default();
    let names: Vec<String> = flows.iter().map(|flow| c.word("flow", flow.name())).collect();
    let series: Vec<(String, Vec<Decimal>)> = names
        .iter()
        .zip(&sums)
        .filter(|(_, sums)| !sums.is_empty())
        .map(|(name, sums)| (name.clone(), years.iter().map(|y| value(sums, y)).collect()))
        .collect();
    let title = c.t("money-by-year");
    let say = |amount: Decimal| euros(c, amount);
    let svg =
        columns(&Columns { title: &title, categories: years.clone(), series: series.clone(), say: &say });
    let rows = years
        .iter()
        .enumerate()
        .map(|(i, year)| (year.clone(), series.iter().map(|(_, values)| euros(c, values[i])).collect()));
    let head = std::iter::once(c.t("money-year")).chain(series.iter().map(|(name, _)| name.clone()));
    Some(Table { key: "year", title, svg, head: head.collect(), rows: rows.collect() })
}

fn by(c: &Context<'_>, ledger: &Ledger, axis: Axis, flow: Flow, key: &'static str) -> Option<Table> {
    let mut rows: Vec<(String, Decimal)> = ledger.by(axis, |e| e.flow == flow).into_iter().collect();
    rows.retain(|(_, amount)| !amount.is_zero());
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let title = c.t(&format!("money-by-{key}"));
    let named: Vec<Bar> = rows
        .into_iter()
        .map(|(code, value)| Bar {
            name: name(c, axis, &code),
            text: euros(c, value),
            class: if axis == Axis::Goal && !code.is_empty() {
                format!("sdg-{code} filled")
            } else {
                String::new()
            },
            value,
        })
        .collect();
    let svg = bars(&title, &named);
    let rows = named.into_iter().map(|bar| (bar.name, vec![bar.text]));
    Some(Table {
        key,
        svg,
        head: vec![c.t(&format!("money-{key}")), c.t("money-euros")],
        rows: rows.collect(),
        title,
    })
}

fn name(c: &Context<'_>, axis: Axis, code: &str) -> String {
    match axis {
        _ if code.is_empty() => c.t("money-none"),
        Axis::Country => c.country(code),
        Axis::Goal => {
            code.parse().ok().and_then(goal).map_or_else(String::new, |g| format!("{code} · {}", c.goal(g)))
        }
        Axis::Sector => c.code(CodeList::Sector, code),
        Axis::Partnership => {
            c.p().partnerships.find(code).map_or_else(|| code.to_owned(), |p| c.s(&p.body.title).to_owned())
        }
        Axis::Payer => {
            c.p().organisations.find(code).map_or_else(|| code.to_owned(), |o| c.s(&o.body.name).to_owned())
        }
        Axis::Project => project_name(c, code),
        Axis::Year => code.to_owned(),
    }
}

fn ceiling(c: &Context<'_>, row: &Ceiling) -> CeilingRow {
    CeilingRow {
        year: row.year,
        law: c.word("mechanism", &row.mechanism.name()),
        allowed: row.allowed.map_or_else(|| "–".to_owned(), |a| euros(c, a)),
        given: euros(c, row.given),
        over: row.allowed.is_some_and(|allowed| row.given > allowed),
    }
}

/// A line of a project's funding plan, as its page shows it.
pub(crate) struct PlanRow {
    pub funder: Ref<portulan_model::kinds::Organisation>,
    pub stage: String,
    pub instrument: String,
    pub planned: String,
    pub come: String,
    pub remains: String,
    /// What came of what was planned, in percent.
    pub share: u32,
}

/// The funding plan of a project.
pub(crate) fn plan_rows(c: &Context<'_>, project: &Entry<Project>) -> Vec<PlanRow> {
    if project.body.funding.is_empty() {
        return Vec::new();
    }
    plan(c.p(), project, c.site.today)
        .into_iter()
        .map(|row| PlanRow {
            funder: row.line.funder.clone(),
            stage: stage(c, row.line),
            instrument: row.line.instrument.map(|i| c.word("instrument", &i.name())).unwrap_or_default(),
            planned: row.line.value.as_ref().map(|money| c.money(money)).unwrap_or_default(),
            come: euros(c, row.come),
            remains: row.remains.map_or_else(|| "–".to_owned(), |r| euros(c, r)),
            share: match row.planned.filter(|_| row.line.stage == FundingStage::Granted) {
                Some(planned) => percent(row.come, planned).min(100),
                None => 0,
            },
        })
        .collect()
}

fn stage(c: &Context<'_>, line: &Funding) -> String {
    c.word("funding", &line.stage.name())
}
