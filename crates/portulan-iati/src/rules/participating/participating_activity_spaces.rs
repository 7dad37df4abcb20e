//! The identifier of the participating organisation's activity should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the participating organisation's activity has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <participating-org activity-id="XX-NGO-3 " role="4"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.9.1" "participating" Warning "participating-org/@activity-id" ALL;
    RuleCheck::Party(&[ElementRole::ParticipatingOrg], |party, failures| {
        checks::no_spaces(party.activity.as_slice(), "participating-org/@activity-id", failures);
    })
}
