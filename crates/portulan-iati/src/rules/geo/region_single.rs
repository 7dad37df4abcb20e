//! When a single recipient region in a vocabulary is declared, the percentage must either be omitted, or set to 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// For an activity without countries: an only region of a written vocabulary has no percentage or 100.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-region vocabulary="1" code="298" percentage="60"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the percentage, or add what is missing.
    "3.4.4" "geo" Error "iati-activity[recipient-region]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::region_single(record, failures))
}
