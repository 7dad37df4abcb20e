//! The owner organisation must have an identifier or a narrative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `owner-org` has `@ref` or a `narrative`.
    ///
    /// ## Why
    ///
    /// An organisation without identifier and name cannot be recognised.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <owner-org/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the identifier, the name, or best both.
    "6.8.1" "information" Error "owner-org" ALL;
    RuleCheck::Party(&[ElementRole::OwnerOrg], |party, failures| checks::named(party, "owner-org", failures))
}
