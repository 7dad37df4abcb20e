//! The activity identifier should begin with the identifier of the reporting organisation (or a previous one) and a hyphen.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity identifier is the reporting organisation's identifier, a hyphen, and the
    /// activity's own part. A previous organisation identifier given as `other-identifier` of type B1 is accepted
    /// too.
    ///
    /// ## Why
    ///
    /// An identifier that begins with its publisher's is unique in the world, and identifies who is
    /// responsible for the data.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>projet-7</iati-identifier>
    /// <reporting-org ref="XX-TOWN" type="15">
    /// ```
    ///
    /// ## Fix
    ///
    /// Write `XX-TOWN-projet-7`; add the old one as `other-identifier` of type A3.
    "1.1.21" "identifiers" Warning "iati-identifier" ALL;
    RuleCheck::Activity(|record, _, failures| checks::identifier_prefix(record, failures))
}
