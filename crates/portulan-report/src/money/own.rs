//! The own funds that an authority spent on a project, year by year over the project's life.
//!
//! Money from other funders is carried over until it is spent: it is deducted from payments, and only the
//! remainder is own funds. No year is computed separately from those before it.
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Ledger;
use portulan_model::Flow;
use portulan_model::kinds::{FundingStage, Project};
use portulan_model::{PublishedRecord as Record, PublishedRegister, cents};

/// The method that determines the share of other funders in a payment.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum FundsBasis {
    /// Money received and not yet spent is deducted first.
    #[default]
    Received,
    /// The funders' shares in the funding plan are deducted from each payment.
    Plan,
}

portulan_model::impl_names!(FundsBasis);

/// The amounts of a project in one year, in euros: `paid = deducted + own` and
/// `closing = opening + received - deducted`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnYear {
    /// The year.
    pub year: i16,
    /// Received in earlier years and not yet spent. Negative, with the funding plan as the method, if funders
    /// still owe it.
    pub opening: Decimal,
    /// Received from other funders in the year.
    pub received: Decimal,
    /// Paid by the authority in the year; negative if more was paid back to it.
    pub paid: Decimal,
    /// The part of `paid` that other funders bear.
    pub deducted: Decimal,
    /// The part of `paid` that the authority bears.
    pub own: Decimal,
    /// Carried over: received until the end of the year and not yet spent.
    pub closing: Decimal,
    /// Contributed in kind by the authority in the year.
    pub in_kind: Decimal,
}

impl OwnYear {
    /// The authority's own contribution, in money and in kind.
    pub fn total(&self) -> Decimal {
        self.own + self.in_kind
    }
}

/// The own funds of a project over its life.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnFunds {
    /// The years with a receipt, payment or contribution in kind, in order.
    pub years: Vec<OwnYear>,
}

impl OwnFunds {
    /// The own funds of a project.
    pub fn from_project(programme: &PublishedRegister, project: &Record<Project>, basis: FundsBasis) -> Self {
        Self::from_ledger(programme, project, &Ledger::from_project(programme, project), basis)
    }

    /// The own funds of a project with a given ledger. The funding plan is used only if it states the shares.
    pub fn from_ledger(
        programme: &PublishedRegister,
        project: &Record<Project>,
        ledger: &Ledger,
        basis: FundsBasis,
    ) -> Self {
        let mut years: BTreeMap<i16, OwnYear> = BTreeMap::new();
        for entry in &ledger.entries {
            let (Some(euros), is_own) = (entry.euros, entry.payer == programme.own_organisation_slug())
            else {
                continue;
            };
            let year = || OwnYear { year: entry.year, ..OwnYear::default() };
            let sum = match entry.flow {
                Flow::Received => &mut years.entry(entry.year).or_insert_with(year).received,
                Flow::Paid if is_own => &mut years.entry(entry.year).or_insert_with(year).paid,
                Flow::InKind if is_own => &mut years.entry(entry.year).or_insert_with(year).in_kind,
                _ => continue,
            };
            *sum += euros.amount;
        }
        let others = (basis == FundsBasis::Plan).then(|| others_share(programme, project)).flatten();
        let mut years: Vec<OwnYear> = years.into_values().collect();
        let (mut balance, mut own_before) = (Decimal::ZERO, Decimal::ZERO);
        for year in &mut years {
            year.opening = balance;
            year.deducted = match others {
                Some(share) => cents(year.paid * share),
                None => deducted(balance + year.received, year.paid, own_before),
            };
            year.own = year.paid - year.deducted;
            year.closing = balance + year.received - year.deducted;
            balance = year.closing;
            own_before += year.own;
        }
        Self { years }
    }

    /// A year, possibly without amounts.
    pub fn year(&self, year: i16) -> OwnYear {
        let carried = self.years.iter().rev().find(|y| y.year <= year);
        match carried {
            Some(found) if found.year == year => *found,
            Some(found) => {
                OwnYear { year, opening: found.closing, closing: found.closing, ..OwnYear::default() }
            }
            None => OwnYear { year, ..OwnYear::default() },
        }
    }

    /// The payments that the authority bore in the years before `year`.
    pub fn own_before(&self, year: i16) -> Decimal {
        self.years.iter().filter(|y| y.year < year).map(|y| y.own).sum()
    }
}

/// The part of a year's payments that others bear, given the money available from them. A repayment first
/// reduces the part that the authority bore; money that a funder takes back after it was spent is borne by
/// the authority.
fn deducted(available: Decimal, paid: Decimal, own_before: Decimal) -> Decimal {
    if paid.is_sign_negative() {
        let own = paid.max(-own_before.max(Decimal::ZERO));
        return (paid - own).min(available);
    }
    available.min(paid)
}

/// The share of others in a project's funding plan, from 0 to 1: their secured amounts, divided by these and
/// the authority's own line. `None` if the plan has no line of the authority or none of others, or an amount
/// in euros is unknown.
pub fn others_share(programme: &PublishedRegister, project: &Record<Project>) -> Option<Decimal> {
    let (mut own, mut others) = (Decimal::ZERO, Decimal::ZERO);
    for line in &project.body.funding {
        let is_own = line.funder.slug() == programme.own_organisation_slug();
        if is_own || line.stage == FundingStage::Granted {
            let euros = programme.rates.euros(line.value.as_ref()?)?;
            *(if is_own { &mut own } else { &mut others }) += euros.amount;
        }
    }
    let known = own > Decimal::ZERO && others > Decimal::ZERO;
    known.then(|| others.checked_div(own + others)).flatten()
}
