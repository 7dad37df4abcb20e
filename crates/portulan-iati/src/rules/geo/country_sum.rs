//! Percentage values for recipient countries must add up to 100%.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// For an activity with several countries and no region: adds up the percentages.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-country code="ID" percentage="40"/><recipient-country code="HT" percentage="50"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the shares so that they make 100.
    "3.1.2" "geo" Error "iati-activity[recipient-country and not(recipient-region)]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::country_sum(record, failures))
}
