//! Funding plans compared with receipts, and the ceilings of the 1% laws.
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{FundsBasis, Ledger, OwnFunds};
use portulan_model::Flow;
use portulan_model::kinds::{Funding, FundingStage, Mechanism, Project};
use portulan_model::{PartialDate, PublishedRecord, PublishedRegister, cents};

/// A funder's line of a project's plan, compared with receipts.
#[derive(Debug, Clone)]
pub struct FundingRow<'a> {
    /// The line.
    pub line: &'a Funding,
    /// The planned amount in euros; `None` without a rate.
    pub planned: Option<Decimal>,
    /// The amount received from the funder, or paid by the authority from its own funds.
    pub come: Decimal,
    /// The amount still to be received, for secured lines.
    pub remains: Option<Decimal>,
    /// The due dates of reports that are late.
    pub late: Vec<PartialDate>,
    /// The due date of the next report.
    pub next: Option<PartialDate>,
}

/// Totals over lines of funding plans, in euros: planned - received = remains + not granted - beyond.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanTotals {
    /// The planned amount.
    pub planned: Decimal,
    /// The received amount.
    pub come: Decimal,
    /// The amount still to be received, of secured lines.
    pub remains: Decimal,
    /// The planned amount that is neither secured nor received.
    pub not_granted: Decimal,
    /// The amount received beyond the plan.
    pub beyond: Decimal,
}

impl PlanTotals {
    /// Adds a line.
    pub fn add(&mut self, row: &FundingRow<'_>) {
        let planned = row.planned.unwrap_or_default();
        let open = planned - row.come;
        self.planned += planned;
        self.come += row.come;
        match row.remains {
            Some(remains) => self.remains += remains,
            None => self.not_granted += open.max(Decimal::ZERO),
        }
        self.beyond += (-open).max(Decimal::ZERO);
    }
}

/// The plan of a project, line by line, on a day.
pub fn plan<'a>(
    programme: &'a PublishedRegister,
    project: &'a PublishedRecord<Project>,
    today: jiff::civil::Date,
) -> Vec<FundingRow<'a>> {
    let (ledger, own) = (Ledger::from_project(programme, project), programme.own_organisation_slug());
    let of = |flow, payer: &str| ledger.sum(|e| e.flow == flow && (payer.is_empty() || e.payer == payer));
    let euros = |line: &Funding| {
        line.value.as_ref().and_then(|money| programme.rates.euros(money)).map(|euros| euros.amount)
    };
    // What came from a funder, as far as no earlier line of the same funder has it.
    let mut open: BTreeMap<&str, Decimal> = BTreeMap::new();
    let lines = project.body.funding.iter().enumerate();
    let row = |(index, line): (usize, &'a Funding)| {
        let funder = line.funder.slug();
        let open = open.entry(funder).or_insert_with(|| {
            let come = if funder == own {
                of(Flow::Paid, own) - of(Flow::Received, "")
            } else {
                of(Flow::Received, funder)
            };
            come.max(Decimal::ZERO)
        });
        let planned = euros(line);
        let is_last = !project.body.funding[index + 1..].iter().any(|other| other.funder == line.funder);
        let come = if is_last { *open } else { (*open).min(planned.unwrap_or_default()) };
        *open -= come;
        let due = line.reports.iter().filter(|r| r.sent.is_none()).filter_map(|r| r.due);
        let mut due: Vec<PartialDate> = due.collect();
        due.sort_by_key(|date| date.last());
        FundingRow {
            line,
            planned,
            come,
            remains: planned
                .filter(|_| line.stage == FundingStage::Granted)
                .map(|planned| (planned - come).max(Decimal::ZERO)),
            late: due.iter().copied().filter(|date| date.last() < today).collect(),
            next: due.into_iter().find(|date| date.last() >= today),
        }
    };
    lines.map(row).collect()
}

/// The ceiling of a 1% law in a year, and the amount spent under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// The law.
    pub mechanism: Mechanism,
    /// The year.
    pub year: i16,
    /// One percent of the service's budget, in euros; `None` if the budget is unknown.
    pub allowed: Option<Decimal>,
    /// The authority's own payments for projects under that law, in euros.
    pub given: Decimal,
    /// The authority's contributions in kind to them, in euros, which are not paid from the service's budget.
    pub in_kind: Decimal,
}

/// The ceilings of every year and law with a budget or a project.
pub fn ceilings(programme: &PublishedRegister) -> Vec<Ceiling> {
    let authority = &programme.authority.body;
    let mut found: BTreeMap<(i16, Mechanism), (Option<Decimal>, Decimal, Decimal)> = BTreeMap::new();
    for budget in &authority.service_budgets {
        let euros = budget.value.as_ref().and_then(|money| programme.rates.euros(money));
        if let (Some(year), Some(euros)) = (budget.year, euros) {
            let allowed = &mut found.entry((year, budget.mechanism)).or_default().0;
            *allowed = Some(allowed.unwrap_or_default() + euros.amount);
        }
    }
    for project in &programme.projects {
        let Some(mechanism) = project.body.mechanism else { continue };
        for year in OwnFunds::from_project(programme, project, FundsBasis::Received).years {
            if !year.total().is_zero() {
                let (_, given, in_kind) = found.entry((year.year, mechanism)).or_default();
                *given += year.own;
                *in_kind += year.in_kind;
            }
        }
    }
    let ceiling =
        |((year, mechanism), (budget, given, in_kind)): (_, (Option<Decimal>, Decimal, Decimal))| Ceiling {
            mechanism,
            year,
            allowed: budget.map(|budget| cents(budget / Decimal::ONE_HUNDRED)),
            given,
            in_kind,
        };
    found.into_iter().map(ceiling).collect()
}

/// The percentage of a part, rounded; 0 if the whole is 0.
pub fn percent(part: Decimal, whole: Decimal) -> u32 {
    let percent = (part * Decimal::ONE_HUNDRED).checked_div(whole).unwrap_or_default();
    percent.round().to_u32().unwrap_or_default()
}
