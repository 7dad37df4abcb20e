//! A transaction after the first is dated in the future.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Compares the dates of all transactions but the first, which 11.2.1 checks, with the current time.
    ///
    /// ## Why
    ///
    /// Readers count actual amounts and dates as done, so they cannot be in the future.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <transaction-date iso-date="2999-01-01"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Money that is to come is a `planned-disbursement` or a `budget`.
    "advice-later-future" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| record.transactions.later_future.fail("transaction-date", failures))
}
