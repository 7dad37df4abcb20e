//! The identifier of the receiver organisation should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the receiver organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <receiver-org ref="XX-NGO "/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.15.1" "financial" Warning "receiver-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::ReceiverOrg], |party, failures| {
        checks::no_spaces(party.reference.as_slice(), "receiver-org/@ref", failures);
    })
}
