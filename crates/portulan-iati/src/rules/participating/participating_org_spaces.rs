//! The identifier of the participating organisation should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the participating organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <participating-org ref=" XX-NGO" role="4"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.8.1" "participating" Warning "participating-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::ParticipatingOrg], |party, failures| {
        checks::no_spaces(party.reference.as_slice(), "participating-org/@ref", failures);
    })
}
