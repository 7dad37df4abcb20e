//! The amounts of a line: own funds over the life of a project.
use rust_decimal::Decimal;

use super::declaration::{Amounts, DeclarationGap, missing};
use super::part::Part;
use super::project_year::{FiledYear, ProjectYear};
use super::reason::{Explained, Why, euros};
use crate::money::{FundsBasis, OwnYear};
use portulan_model::Flow;
use portulan_model::PartialDate;
use portulan_model::kinds::OdaKind;

impl ProjectYear<'_> {
    /// The method that determines the share of other funders. The funding plan is used only if an officer
    /// chose it and the plan states the shares.
    pub(super) fn basis(&self) -> FundsBasis {
        let chosen = self.choice(Part::Basis).is_some_and(|basis| basis == FundsBasis::Plan.name());
        if chosen && self.plan_share.is_some() { FundsBasis::Plan } else { FundsBasis::Received }
    }

    /// The percentage of the costs of a refugees' project that counts, if an officer has decided it.
    pub(super) fn first_year(&self) -> Option<Decimal> {
        let is_asked = self.kind() == OdaKind::Refugees;
        self.choice(Part::FirstYear).filter(|_| is_asked).and_then(|share| share.parse().ok())
    }

    pub(super) fn amounts(&self) -> Amounts {
        let of_year = self.funds.year(self.year);
        let share = self.first_year();
        let counted = share.map_or(of_year.total(), |share| {
            portulan_model::cents(of_year.total() * share / Decimal::ONE_HUNDRED)
        });
        let declared = match self.choice(Part::Amount).and_then(|amount| amount.parse().ok()) {
            Some(value) => Explained { value, why: Why::new("officer", format!("{counted:.2}")) },
            None => Explained { value: counted, why: self.why(&of_year) },
        };
        let OwnYear { paid, received, opening, deducted, closing, in_kind, .. } = of_year;
        Amounts { paid, received, opening, deducted, closing, in_kind, declared }
    }

    /// The reason for the amount. Its arguments are separated by `|`.
    fn why(&self, year: &OwnYear) -> Why {
        let of = |amounts: &[Decimal]| amounts.iter().map(|a| euros(*a)).collect::<Vec<_>>().join("|");
        if let Some(share) = self.first_year() {
            return Why::new("first-year", share.normalize().to_string());
        }
        if year.own.is_sign_negative() && !year.own.is_zero() {
            return Why::new("paid-back", of(&[-year.own])).and_in_kind(year.in_kind);
        }
        let shares = self.plan_share.filter(|_| self.basis() == FundsBasis::Plan);
        if let Some(share) = shares {
            let percent = portulan_model::cents(share * Decimal::ONE_HUNDRED).normalize();
            return Why::new("plan", format!("{}|{percent}", euros(year.deducted))).and_in_kind(year.in_kind);
        }
        match () {
            () if year.deducted.is_zero() && year.in_kind.is_zero() => Why::new("paid", of(&[year.paid])),
            () if year.deducted.is_zero() => Why::new("own-and-in-kind", of(&[year.in_kind])),
            () if year.opening.is_zero() => {
                Why::new("deducted", of(&[year.deducted, year.closing])).and_in_kind(year.in_kind)
            }
            () => Why::new("deducted-carried", of(&[year.deducted, year.opening, year.closing]))
                .and_in_kind(year.in_kind),
        }
    }

    /// Adds gaps of the amount: values that are missing or must be checked.
    pub(super) fn amount_gaps(&self, amounts: &Amounts, gaps: &mut Vec<DeclarationGap>) {
        let is_decided = amounts.declared.why.code == "officer";
        if self.kind() == OdaKind::Refugees && self.first_year().is_none() {
            gaps.push(missing("no-first-year", ""));
        }
        if !is_decided {
            // Money received after the payments it funds were declared as own funds.
            let late = amounts.closing.min(self.funds.own_before(self.year));
            if amounts.received > Decimal::ZERO
                && late > Decimal::ZERO
                && self.basis() == FundsBasis::Received
            {
                gaps.push(missing("received-late", euros(late)));
            }
            let has_ended =
                self.body().period().and_then(|p| p.end).is_some_and(|end| end.year() <= self.year);
            if has_ended && amounts.closing > Decimal::ZERO {
                gaps.push(missing("unspent", euros(amounts.closing)));
            }
            for entry in self.ledger.unknown().filter(|e| self.matters(e.flow, e.year)) {
                let money = &entry.money;
                let of = format!("{} {} ({})", money.amount, money.currency.0, money.value_date);
                gaps.push(missing("no-rate", of));
            }
        }
        let without_amount = self.body().transactions.iter().filter(|t| t.value.is_none());
        for transaction in without_amount.filter(|t| t.date.is_some_and(|d| d.year() == self.year)) {
            gaps.push(missing("no-amount", transaction.date.map(|d| d.to_string()).unwrap_or_default()));
        }
        gaps.extend(self.changed_since().into_iter().map(|year| missing("changed-since", year.to_string())));
    }

    /// True if an amount of a year affects this year's declaration: earlier ones are carried over.
    fn matters(&self, flow: Flow, year: i16) -> bool {
        let is_carried = matches!(flow, Flow::Paid | Flow::Received);
        year == self.year || (year < self.year && is_carried)
    }

    /// The earlier years whose amounts have changed since they were filed.
    fn changed_since(&self) -> Vec<i16> {
        let is_changed = |filed: &&FiledYear<'_>| {
            let now = self.funds.year(filed.year);
            match filed.lines.get(&self.project.id).map(|line| &line.amounts) {
                Some(then) => {
                    (then.paid, then.received, then.in_kind) != (now.paid, now.received, now.in_kind)
                }
                None => !filed.left_out.contains(&self.project.id) && !now.total().is_zero(),
            }
        };
        self.earlier.iter().filter(is_changed).map(|filed| filed.year).collect()
    }

    /// The euros committed to others in the year, and the first day of a commitment.
    pub(super) fn committed(&self) -> (Decimal, Option<PartialDate>) {
        let promised = self.body().transactions.iter().filter(|t| t.kind.0 == "2");
        let dates = promised.filter_map(|t| t.date.or(t.value.as_ref().map(|money| money.value_date)));
        let first = dates.filter(|date| date.year() == self.year).min();
        (self.ledger.sum(|e| e.flow == Flow::Commitment && e.year == self.year), first)
    }
}
