//! The organisation identifier should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the organisation identifier has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <organisation-identifier> XX-TOWN</organisation-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.12.1" "organisation" Warning "organisation-identifier" ALL;
    RuleCheck::Organisation(|record, _, failures| {
        checks::no_spaces(&record.identifiers, "organisation-identifier", failures);
    })
}
