//! The identifier of the related activity should not start or end with spaces or line breaks.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the related activity has no white space at its ends.
    ///
    /// ## Why
    ///
    /// Systems match identifiers character by character: one more space breaks the link to the other record.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <related-activity ref="XX-TOWN-2 " type="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space at both ends.
    "1.7.1" "relations" Warning "related-activity/@ref" ALL;
    RuleCheck::Activity(|record, _, failures| checks::no_spaces(&record.related, "related-activity/@ref", failures))
}
