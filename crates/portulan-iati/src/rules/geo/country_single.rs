//! When a single recipient country is declared, the percentage must either be omitted, or set to 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// For an activity with one country and no region.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-country code="ID" percentage="60"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the percentage, or add the countries that are missing.
    "3.1.4" "geo" Error "iati-activity[recipient-country and not(recipient-region)]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::country_single(record, failures))
}
