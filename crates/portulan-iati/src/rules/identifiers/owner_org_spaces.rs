//! The identifier of the owner organisation should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the owner organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <owner-org ref=" XX-TOWN"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.11.1" "identifiers" Warning "owner-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::OwnerOrg], |party, failures| {
        checks::no_spaces(party.reference.as_slice(), "owner-org/@ref", failures);
    })
}
