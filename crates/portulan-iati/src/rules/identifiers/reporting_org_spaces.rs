//! The identifier of the reporting organisation should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the reporting organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <reporting-org ref="XX-TOWN " type="15">
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.14.1" "identifiers" Warning "iati-activity/reporting-org/@ref" ALL;
    RuleCheck::Activity(|record, _, failures| checks::no_spaces(&record.reporting, "reporting-org/@ref", failures))
}
