//! When multiple budget items are declared, each must have a percentage.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that of several budget items of a vocabulary at least one has `@percentage`: so the official
    /// ruleset decides.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <budget-item code="1.1.1"/><budget-item code="1.2.1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give each its share.
    "7.9.1" "financial" Warning "iati-activity[country-budget-items]" V203;
    RuleCheck::Activity(|record, _, failures| checks::budget_item_percentages(record, failures))
}
