//! When multiple recipient countries are declared, each must have a percentage.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// For an activity with countries and no region: of several countries each has `@percentage`.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-country code="ID"/><recipient-country code="HT"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give each country its share.
    "3.1.1" "geo" Error "iati-activity[recipient-country and not(recipient-region)]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::country_percentages(record, failures))
}
