//! The start date of the indicator period must be before its end date.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares `period-start` with `period-end`.
    ///
    /// ## Why
    ///
    /// A period that ends before it starts falls in no year.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <period-start iso-date="2024-12-31"/><period-end iso-date="2024-01-01"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Exchange the two dates, or correct the wrong one.
    "8.6.1" "performance" Error "period" ALL;
    RuleCheck::Period(&[ElementRole::IndicatorPeriod], checks::period_order)
}
