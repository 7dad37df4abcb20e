//! Flows of money: the type of an amount, its agreement, and the value of contributions in kind.
use crate::kinds::{Agreement, InKind, Project};
use crate::{Money, Ref, cents};

/// The direction and stage of an amount of money: the type of an entry in the ledger.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Flow {
    /// Budgeted.
    Budget,
    /// Committed to others (IATI transaction type 2).
    Commitment,
    /// Paid (types 3 and 4).
    Paid,
    /// Committed by others (type 11).
    Promised,
    /// Received from others (type 1).
    Received,
    /// Contributed in kind.
    InKind,
}

crate::impl_names!(Flow);

impl Flow {
    /// The flow of an IATI transaction type; `None` for types that the authority neither pays nor receives.
    pub fn from_transaction_type(code: &str) -> Option<Self> {
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
    /// Returns the slug of the agreement of an amount, empty for none: the one named for it; or else, for amounts
    /// from others, the one that the funding plan names for the payer; or else that of the project.
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
            (Some(days), Some(cost)) => Some(Money { amount: cents(cost.amount * days.0), ..cost.clone() }),
            _ => self.value.clone(),
        }
    }
}
