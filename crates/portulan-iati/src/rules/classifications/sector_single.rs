//! When a single sector is declared in a vocabulary, the percentage must either be omitted, or set to 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks, vocabulary by vocabulary, that an only sector has no percentage or 100.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector code="14030" percentage="60"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the percentage, or add the sectors that are missing.
    "2.1.4" "classifications" Error "iati-activity[sector]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::sector_single(record, failures))
}
