//! The transaction value date must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the value date of the activity's first transaction with the current time.
    ///
    /// ## Why
    ///
    /// The exchange rate of a day to come is not known.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <value value-date="2999-01-01">100</value>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the day whose rate was used.
    "11.2.2" "financial" Error "transaction" ALL;
    RuleCheck::Activity(|record, context, failures| {
        checks::not_future(
            record.transactions.first_value_date.as_ref(),
            context.now,
            "value/@value-date",
            failures,
        );
    })
}
