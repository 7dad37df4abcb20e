//! The percentage must be 0 or more.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `@percentage` is a number 0 or more (versions 2.01 and 2.02).
    ///
    /// ## Why
    ///
    /// A share outside these bounds has no meaning.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <capital-spend percentage="-5"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the percentage as a number from 0 to 100, without a percent sign.
    "12.2.2" "financial" Error "(capital-spend|budget-item)[@percentage]" BEFORE_203;
    RuleCheck::Activity(|record, _, failures| {
        checks::range(&record.capital_spend, "capital-spend/@percentage", f64::INFINITY, failures);
        checks::range(&record.budget_items, "budget-item/@percentage", f64::INFINITY, failures);
    })
}
