//! The activity identifier should begin with the identifier of the reporting organisation.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// The older form of 1.1.21, which asks for a hyphen too. The official rulesets of version 2 hold 1.1.21
    /// only, so this rule is known but never reported.
    ///
    /// ## Why
    ///
    /// An identifier that begins with its publisher's is unique in the world.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>projet-7</iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// See 1.1.21.
    "1.1.1" "identifiers" Warning "iati-identifier" ALL;
    RuleCheck::Never
}
