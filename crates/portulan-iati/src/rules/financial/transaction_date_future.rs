//! The transaction date must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the date of the activity's first transaction with the present moment. As in the official
    /// validator, the first decides; later ones are told as advice.
    ///
    /// ## Why
    ///
    /// What has not happened yet cannot be actual; readers count it as done.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <transaction-date iso-date="2999-01-01"/>
    /// ```
    ///
    /// ## Mend
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
