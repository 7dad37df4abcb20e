//! The identifier of an organisation has white space inside.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `ref` of organisations has no white space inside.
    ///
    /// ## Why
    ///
    /// The official rules look at the ends only; but no register gives identifiers with spaces, and links break.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <provider-org ref="XX TOWN"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Remove the white space, or write a hyphen in its place.
    "advice-organisation-spaces" "advice" Advice "participating-org/@ref" ALL;
    RuleCheck::Party(&[], |party, failures| checks::inner_spaces(party.reference.as_slice(), "@ref", failures))
}
