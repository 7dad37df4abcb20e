//! The participating organisation must have an identifier or a narrative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `participating-org` has `@ref` or a `narrative`.
    ///
    /// ## Why
    ///
    /// An organisation without identifier and name cannot be recognised.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <participating-org/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the identifier, the name, or best both.
    "6.10.1" "participating" Error "participating-org" ALL;
    RuleCheck::Party(&[ElementRole::ParticipatingOrg], |party, failures| {
        checks::named(party, "participating-org", failures);
    })
}
