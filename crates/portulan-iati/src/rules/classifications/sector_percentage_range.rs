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
    /// <sector percentage="120"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the percentage as a number from 0 to 100, without a percent sign.
    "12.3.1" "classifications" Error "sector[@percentage]" V203;
    RuleCheck::Activity(|record, _, failures| {
        checks::range(&record.sectors, "sector/@percentage", 100.0, failures);
    })
}
