//! Planned and paid amounts by cost heading, and the resources of a project.
use std::collections::{BTreeMap, BTreeSet};

use portulan_model::kinds::{CostHeading, FundingStage, Project};
use portulan_model::{Flow, Money, PublishedRecord, PublishedRegister};
use rust_decimal::Decimal;

use super::{Ledger, plan};

/// The amounts of a cost heading, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingRow {
    /// The heading; `None` for amounts without one.
    pub heading: Option<CostHeading>,
    /// The sum of the budgets.
    pub planned: Decimal,
    /// The sum of the payments.
    pub paid: Decimal,
}

/// The amounts of a ledger by cost heading, in the order of the headings; those without a heading last. Headings without an amount
/// are left out.
pub fn by_heading(ledger: &Ledger) -> Vec<HeadingRow> {
    let headings = CostHeading::ALL.iter().copied().map(Some).chain([None]);
    let sum = |flow, heading| ledger.sum(|e| e.flow == flow && e.heading == heading);
    let row =
        |heading| HeadingRow { heading, planned: sum(Flow::Budget, heading), paid: sum(Flow::Paid, heading) };
    headings.map(row).filter(|row| !(row.planned.is_zero() && row.paid.is_zero())).collect()
}

/// A resource of a project: a line of its funding plan, money that no line plans, or contributions in kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRow {
    /// The slug of the organisation; empty if it is unknown.
    pub organisation: String,
    /// The type of resource.
    pub kind: ResourceKind,
    /// The planned amount in euros; `None` for what no plan has, or without a rate.
    pub planned: Option<Decimal>,
    /// The planned amount as entered, if it has no rate.
    pub without_rate: Option<Money>,
    /// The amount that came, in euros.
    pub come: Decimal,
}

/// The type of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// A line of the funding plan.
    Planned(FundingStage),
    /// Money received that no line plans.
    Unplanned,
    /// The authority's own money, if no line plans it.
    Own,
    /// Payments that another organisation made itself.
    PaidDirectly,
    /// Contributions in kind, by their value.
    InKind,
}

/// The resources of a project on a day. Unless more was received than paid, the money that came is the money that was paid.
pub fn resources(
    programme: &PublishedRegister,
    project: &PublishedRecord<Project>,
    today: jiff::civil::Date,
) -> Vec<ResourceRow> {
    let (ledger, own) = (Ledger::from_project(programme, project), programme.own_organisation_slug());
    let rows = plan(programme, project, today);
    let planned: BTreeSet<&str> = rows.iter().map(|row| row.line.funder.slug()).collect();
    let mut out: Vec<ResourceRow> = rows
        .iter()
        .map(|row| ResourceRow {
            organisation: row.line.funder.slug().to_owned(),
            kind: ResourceKind::Planned(row.line.stage),
            planned: row.planned,
            without_rate: row.line.value.clone().filter(|_| row.planned.is_none()),
            come: row.come,
        })
        .collect();
    let mut add = |kind, sums: BTreeMap<String, Decimal>| {
        let rows = sums.into_iter().filter(|(_, come)| !come.is_zero());
        out.extend(rows.map(|(organisation, come)| ResourceRow {
            organisation,
            kind,
            planned: None,
            without_rate: None,
            come,
        }));
    };
    let by_payer = |flow| ledger.by(super::Axis::Payer, |e| e.flow == flow);
    let received = by_payer(Flow::Received);
    let all_received: Decimal = received.values().copied().sum();
    add(
        ResourceKind::Unplanned,
        received.into_iter().filter(|(payer, _)| !planned.contains(payer.as_str())).collect(),
    );
    if !planned.contains(own) {
        let paid = ledger.sum(|e| e.flow == Flow::Paid && e.payer == own);
        let rest = (paid - all_received).max(Decimal::ZERO);
        add(ResourceKind::Own, BTreeMap::from([(own.to_owned(), rest)]));
    }
    let mut paid = by_payer(Flow::Paid);
    paid.remove(own);
    add(ResourceKind::PaidDirectly, paid);
    add(ResourceKind::InKind, by_payer(Flow::InKind));
    out
}
