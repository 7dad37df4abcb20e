//! Percentage values for budget items should add up to 100%.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Adds up the percentages of the budget items of each vocabulary, when there are two or more.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <budget-item code="1.1.1" percentage="40"/><budget-item code="1.2.1" percentage="50"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the shares so that they make 100.
    "7.9.2" "financial" Warning "iati-activity[country-budget-items]" V203;
    RuleCheck::Activity(|record, _, failures| checks::budget_item_sum(record, failures))
}
