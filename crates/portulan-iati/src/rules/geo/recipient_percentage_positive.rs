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
    /// <recipient-country percentage="-5"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the percentage as a number from 0 to 100, without a percent sign.
    "12.1.2" "geo" Error "(recipient-country|recipient-region)[@percentage]" BEFORE_203;
    RuleCheck::Activity(|record, _, failures| {
        checks::range(&record.countries, "recipient-country/@percentage", f64::INFINITY, failures);
        checks::range(&record.regions, "recipient-region/@percentage", f64::INFINITY, failures);
    })
}
