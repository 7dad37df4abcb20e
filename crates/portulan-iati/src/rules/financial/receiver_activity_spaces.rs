//! The identifier of the receiver's activity should not start or end with spaces or line breaks.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the receiver's activity has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <receiver-org receiver-activity-id="XX-NGO-3 "/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.5.1" "financial" Warning "receiver-org/@receiver-activity-id" ALL;
    RuleCheck::Party(&[ElementRole::ReceiverOrg], |party, failures| {
        checks::no_spaces(party.activity.as_slice(), "receiver-org/@receiver-activity-id", failures);
    })
}
