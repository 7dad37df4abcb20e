//! The previous identifier of the activity should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the previous identifier of the activity has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <other-identifier ref="XX-TOWN-0 " type="A3"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.6.1" "identifiers" Warning "other-identifier[@type='A3']/@ref" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::no_spaces(&record.previous_activities, "other-identifier/@ref", failures);
    })
}
