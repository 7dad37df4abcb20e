//! Flows of money: what an amount is, which agreement it falls under, what a contribution in kind is worth.
use crate::kinds::{Agreement, InKind, Project};
use crate::{Money, Ref, cents};

/// The direction and stage of an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Planned.
    Budget,
    /// Promised to others (IATI transaction types 2).
    Commitment,
    /// Paid out (3 and 4).
    Paid,
    /// Promised by others (11).
    Promised,
    /// Received from others (1).
    Received,
    /// Given in work, rooms or things.
    InKind,
}

impl Flow {
    /// Every flow.
    pub const ALL: [Self; 6] =
        [Self::Budget, Self::Commitment, Self::Paid, Self::Promised, Self::Received, Self::InKind];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Commitment => "commitment",
            Self::Paid => "paid",
            Self::Promised => "promised",
            Self::Received => "received",
            Self::InKind => "in-kind",
        }
    }

    /// What a transaction of IATI is here; others are neither spent nor received by the authority.
    pub fn of(code: &str) -> Option<Self> {
        Some(match code {
            "1" => Self::Received,
            "2" => Self::Commitment,
            "3" | "4" => Self::Paid,
            "11" => Self::Promised,
            _ => return None,
        })
    }
}

impl Project {
    /// Returns the slug of the agreement that an amount falls under, empty for none: the one named for it; else, for what
    /// others promise or give, the one that the funding plan names for the payer; else the project's.
    pub fn agreement_for<'a>(
        &'a self,
        flow: impl Into<Option<Flow>>,
        payer: &str,
        named: Option<&'a Ref<Agreement>>,
    ) -> &'a str {
        let from_others = matches!(flow.into(), Some(Flow::Promised | Flow::Received));
        let mut planned = self.funding.iter().filter(|line| from_others && line.funder.slug() == payer);
        let planned = || planned.find_map(|line| line.agreement.as_ref());
        named.or_else(planned).or(self.agreement.as_ref()).map_or("", Ref::slug)
    }
}

impl InKind {
    /// Returns the value of the contribution: its days at their daily cost, to the cent; else the value stated.
    pub fn worth(&self) -> Option<Money> {
        match (self.days, &self.daily_cost) {
            (Some(days), Some(cost)) => Some(Money { amount: cents(cost.amount * days), ..cost.clone() }),
            _ => self.value.clone(),
        }
    }
}
