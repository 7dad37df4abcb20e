//! The identifier of the recipient organisation should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the recipient organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-org ref="XX-NGO "/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.17.1" "organisation" Warning "recipient-org-budget/recipient-org/@ref" ALL;
    RuleCheck::Organisation(|record, _, failures| {
        checks::no_spaces(&record.recipient_orgs, "recipient-org/@ref", failures);
    })
}
