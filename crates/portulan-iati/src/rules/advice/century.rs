//! A date is before 1950 or after 2100: a digit may be wrong.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks at the years of all activity dates.
    ///
    /// ## Why
    ///
    /// `0224` and `2204` are slips for `2024`.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activity-date iso-date="2204-01-01" type="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the year.
    "advice-century" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::century(record, failures))
}
