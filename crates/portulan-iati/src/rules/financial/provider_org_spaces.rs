//! The identifier of the provider organisation should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the provider organisation has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <provider-org ref="XX-FUND "/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.10.1" "financial" Warning "provider-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::ProviderOrg], |party, failures| {
        checks::no_spaces(party.reference.as_slice(), "provider-org/@ref", failures);
    })
}
