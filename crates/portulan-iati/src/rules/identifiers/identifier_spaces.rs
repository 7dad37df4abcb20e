//! The activity identifier should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity identifier has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier> XX-TOWN-1</iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.3.1" "identifiers" Warning "iati-identifier" ALL;
    RuleCheck::Activity(|record, _, failures| checks::no_spaces(&record.identifiers, "iati-identifier", failures))
}
