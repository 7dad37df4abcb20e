//! The organisation identifier should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the organisation identifier has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one space more and the link to the other record is lost.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <organisation-identifier> XX-TOWN</organisation-identifier>
    /// ```
    ///
    /// ## Mend
    ///
    /// Remove the white space at both ends.
    "1.12.1" "organisation" Warning "organisation-identifier" ALL;
    RuleCheck::Organisation(|record, _, failures| {
        checks::no_spaces(&record.identifiers, "organisation-identifier", failures);
    })
}
