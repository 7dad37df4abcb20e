//! Percentage values for recipient countries and regions must add up to 100%.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Adds up, for each region vocabulary that is written, the percentages of its regions and of all countries,
    /// when there are two or more.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-country code="ID" percentage="40"/><recipient-region vocabulary="1" code="298" percentage="50"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the shares so that they make 100.
    "3.4.2" "geo" Error "iati-activity[recipient-region]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::region_sum(record, failures))
}
