//! The financial overview for citizens: amounts by year, country, purpose and funder, with the exchange rates
//! used.
use askama::Template;
use portulan_locales::{key, list};
use portulan_model::Flow;
use portulan_report::money::{Axis, Ceiling, Chart, Ledger, by, by_year, ceilings, rates};
use rust_decimal::Decimal;

use super::{Meta, Rendered, render};
use crate::context::PageContext;

#[derive(Template)]
#[template(path = "money.html")]
struct MoneyPage<'a> {
    c: &'a PageContext<'a>,
    meta: Meta,
    /// Totals of the last year, and of all years: label, last year, all years.
    totals: Vec<(String, String, String)>,
    last: i16,
    by_year: Option<Chart>,
    tables: Vec<Chart>,
    ceilings: Vec<CeilingRow>,
    /// Currency, rate, when, original amounts that it was used for.
    rates: Vec<(String, String, String)>,
    unknown: Vec<(String, String)>,
}

struct CeilingRow {
    year: i16,
    law: String,
    allowed: String,
    given: String,
    /// The value of contributions in kind.
    in_kind: Option<String>,
    over: bool,
}

pub(crate) fn money(c: &PageContext<'_>) -> Rendered {
    let (ledger, voice) = (Ledger::from_register(c.p()), c.voice());
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
        (!all.is_zero()).then(|| (c.word(list!("flow"), flow.name()), voice.euros(of_last), voice.euros(all)))
    };
    let unknown = ledger.unknown().map(|e| (project_name(c, &e.project), c.money(&e.money)));
    let meta = Meta::new(c.t(key!("money-title")), c.t(key!("money-lead")));
    render(&MoneyPage {
        c,
        meta,
        totals: [Flow::Paid, Flow::InKind, Flow::Received, Flow::Budget]
            .into_iter()
            .filter_map(total)
            .collect(),
        last,
        by_year: by_year(&voice, &ledger),
        tables: [
            (Axis::Country, Flow::Paid, "country"),
            (Axis::Partnership, Flow::Paid, "partnership"),
            (Axis::Agreement, Flow::Paid, "agreement"),
            (Axis::Goal, Flow::Paid, "goal"),
            (Axis::Sector, Flow::Paid, "sector"),
            (Axis::Payer, Flow::Received, "funder"),
        ]
        .into_iter()
        .filter_map(|(axis, flow, key)| by(&voice, &ledger, axis, key, |e| e.flow == flow))
        .collect(),
        ceilings: ceilings(c.p())
            .iter()
            .rev()
            .filter(|row| row.year == last || !row.given.is_zero() || !row.in_kind.is_zero())
            .map(|row| ceiling(c, row))
            .collect(),
        rates: rates(&voice, &ledger),
        unknown: unknown.collect(),
    })
}

fn project_name(c: &PageContext<'_>, slug: &str) -> String {
    c.p().projects.find(slug).map_or_else(|| slug.to_owned(), |p| c.s(&p.body.title).to_owned())
}

fn ceiling(c: &PageContext<'_>, row: &Ceiling) -> CeilingRow {
    let voice = c.voice();
    CeilingRow {
        year: row.year,
        law: c.word(list!("mechanism"), row.mechanism.name()),
        allowed: row.allowed.map_or_else(|| "–".to_owned(), |a| voice.euros(a)),
        given: voice.euros(row.given),
        in_kind: (!row.in_kind.is_zero()).then(|| voice.euros(row.in_kind)),
        over: row.allowed.is_some_and(|allowed| row.given > allowed),
    }
}
