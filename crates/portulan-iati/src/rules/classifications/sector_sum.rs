//! Percentage values for sectors, within a vocabulary, must add up to 100%.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Adds up the percentages of the sectors of the OECD-DAC vocabulary when there are two or more. As in
    /// the official validator, other vocabularies are not added up; they are reported as advice.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector code="14030" percentage="50"/><sector code="14032" percentage="40"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the shares so that they make 100.
    "2.1.2" "classifications" Error "iati-activity[sector]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::sector_sum(record, failures))
}
