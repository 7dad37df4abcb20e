//! The budget line value date must be within the budget period.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the value date of the first budget line with the period.
    ///
    /// ## Why
    ///
    /// The exchange rate should be one of the period.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <period-end iso-date="2024-12-31"/> … <value value-date="2025-06-01">
    /// ```
    ///
    /// ## Fix
    ///
    /// Write a day of the period.
    "11.3.1" "financial" Error "recipient-country-budget/budget-line/value[@value-date]" ALL;
    RuleCheck::Period(&[ElementRole::CountryBudget], checks::value_within)
}
