//! The budget period must not be longer than one year.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Counts the days from `period-start` to `period-end`: no more than 365.
    ///
    /// ## Why
    ///
    /// Budgets are compared year by year.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <period-start iso-date="2024-01-01"/><period-end iso-date="2026-12-31"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Divide the budget by years.
    "7.5.3" "financial" Error "budget|total-budget|total-expenditure|recipient-country-budget|recipient-region-budget|recipient-org-budget" ALL;
    RuleCheck::Period(&[ElementRole::Budget, ElementRole::CountryBudget], checks::one_year)
}
