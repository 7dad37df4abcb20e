//! When a single budget item is declared, the percentage must either be omitted, or set to 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks an only budget item of a vocabulary.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <budget-item code="1.1.1" percentage="60"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the percentage, or add what is missing.
    "7.9.4" "financial" Warning "iati-activity[country-budget-items]" V203;
    RuleCheck::Activity(|record, _, failures| checks::budget_item_single(record, failures))
}
