//! The previous identifier of the reporting organisation should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the previous identifier of the reporting organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <other-identifier ref=" XX-OLD" type="B1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.16.1" "identifiers" Warning "other-identifier[@type='B1']/@ref" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::no_spaces(&record.previous_organisations, "other-identifier/@ref", failures);
    })
}
