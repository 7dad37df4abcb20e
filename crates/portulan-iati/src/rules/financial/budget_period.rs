//! The start of the period must be before the end of the period.
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
    "8.6.3" "financial" Error "budget|total-budget|total-expenditure|recipient-org-budget|recipient-country-budget|recipient-region-budget|planned-disbursement" ALL;
    RuleCheck::Period(
        &[ElementRole::Budget, ElementRole::CountryBudget, ElementRole::PlannedDisbursement],
        checks::period_order,
    )
}
