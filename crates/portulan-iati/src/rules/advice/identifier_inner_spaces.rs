//! An identifier has white space inside.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that identifiers of activities, and references to activities and reporting organisations, have no white space inside.
    ///
    /// ## Why
    ///
    /// The official rules look at the ends only; but no register gives identifiers with spaces, and links break.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>XX-TOWN 1</iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space, or write a hyphen in its place.
    "advice-identifier-spaces" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::inner_spaces_of_record(record, failures))
}
