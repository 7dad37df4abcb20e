//! Funding plans against what was received, and the ceilings of the 1 % laws.
use std::collections::BTreeMap;

use portulan_model::kinds::{Funding, FundingStage, Mechanism, Project};
use portulan_model::{PartialDate, PublishedRecord, PublishedRegister, cents};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{FundsBasis, Ledger, OwnFunds};
use portulan_model::Flow;

/// A funder's line of a project's plan, against what came.
#[derive(Debug, Clone)]
pub struct FundingRow<'a> {
    /// The line.
    pub line: &'a Funding,
    /// What it says, in euros; none where no rate is known.
    pub planned: Option<Decimal>,
    /// What was received from the funder, or paid by the authority itself from its own funds.
    pub come: Decimal,
    /// What remains to be called, of what is granted.
    pub remains: Option<Decimal>,
    /// Reports that are late, and the next to come.
    pub late: Vec<PartialDate>,
    /// The next report to come.
    pub next: Option<PartialDate>,
}

/// Sums over lines of funding plans, in euros: planned less received is what remains, with what is not granted yet, less what
/// was received beyond the plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanTotals {
    /// What the lines say.
    pub planned: Decimal,
    /// What was received.
    pub come: Decimal,
    /// What remains to be called, of what is granted.
    pub remains: Decimal,
    /// What is planned, not granted yet, and not received.
    pub not_granted: Decimal,
    /// What was received beyond the plan.
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
    let (ledger, own) = (Ledger::of_one(programme, project), programme.own_organisation_slug());
    let of = |flow, payer: &str| ledger.sum(|e| e.flow == flow && (payer.is_empty() || e.payer == payer));
    let row = |line: &'a Funding| {
        let funder = line.funder.slug();
        let come = if funder == own {
            of(Flow::Paid, own) - of(Flow::Received, "")
        } else {
            of(Flow::Received, funder)
        };
        let come = come.max(Decimal::ZERO);
        let planned = line.value.as_ref().and_then(|money| programme.rates.euros(money)).map(|e| e.amount);
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
    project.body.funding.iter().map(row).collect()
}

/// What a 1 % law allows in a year, and what was given under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// The law.
    pub mechanism: Mechanism,
    /// The year.
    pub year: i16,
    /// One hundredth of the service's budget, in euros; none where the budget is not entered.
    pub allowed: Option<Decimal>,
    /// What the authority paid of its own for projects under that law, in euros.
    pub given: Decimal,
    /// What it gave for them in kind, in euros, which the service's budget does not pay.
    pub in_kind: Decimal,
}

/// The ceilings of every year and law that has a budget or a project.
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
        for year in OwnFunds::of(programme, project, FundsBasis::Received).years {
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

/// A part of a whole in percent, rounded; nothing of nothing.
pub fn percent(part: Decimal, whole: Decimal) -> u32 {
    let percent = (part * Decimal::ONE_HUNDRED).checked_div(whole).unwrap_or_default();
    percent.round().to_u32().unwrap_or_default()
}
