//! The identifier of the provider's activity should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the provider's activity has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <provider-org provider-activity-id=" XX-FUND-7"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.4.1" "financial" Warning "provider-org/@provider-activity-id" ALL;
    RuleCheck::Party(&[ElementRole::ProviderOrg], |party, failures| {
        checks::no_spaces(party.activity.as_slice(), "provider-org/@provider-activity-id", failures);
    })
}
