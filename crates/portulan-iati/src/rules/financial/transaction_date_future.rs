//! The transaction date must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the date of the activity's first transaction with the current time. As in the official
    /// validator, the first one decides; later ones are reported as advice.
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
    "11.2.1" "financial" Error "transaction" ALL;
    RuleCheck::Activity(|record, context, failures| {
        checks::not_future(
            record.transactions.first_date.as_ref(),
            context.now,
            "transaction-date/@iso-date",
            failures,
        );
    })
}
