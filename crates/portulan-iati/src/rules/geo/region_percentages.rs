//! When multiple recipient regions are declared in a vocabulary, each must have a percentage.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks, for each vocabulary that is written, that of several regions each has `@percentage`.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-region vocabulary="1" code="298"/><recipient-region vocabulary="1" code="498"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give each region its share.
    "3.4.1" "geo" Error "iati-activity[recipient-region]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::region_percentages(record, failures))
}
