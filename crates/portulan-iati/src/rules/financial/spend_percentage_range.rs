//! The percentage must be between 0 and 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `@percentage` is a number between 0 and 100 (version 2.03).
    ///
    /// ## Why
    ///
    /// A share outside these bounds has no meaning.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <capital-spend percentage="120"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the percentage as a number from 0 to 100, without a percent sign.
    "12.2.1" "financial" Error "(capital-spend|budget-item)[@percentage]" V203;
    RuleCheck::Activity(|record, _, failures| {
        checks::range(&record.capital_spend, "capital-spend/@percentage", 100.0, failures);
        checks::range(&record.budget_items, "budget-item/@percentage", 100.0, failures);
    })
}
