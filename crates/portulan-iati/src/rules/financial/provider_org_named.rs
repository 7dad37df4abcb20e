//! The provider organisation must have an identifier or a narrative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `provider-org` has `@ref` or a `narrative`.
    ///
    /// ## Why
    ///
    /// An organisation without identifier and name cannot be recognised.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <provider-org/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the identifier, the name, or best both.
    "6.9.1" "financial" Error "provider-org" ALL;
    RuleCheck::Party(&[ElementRole::ProviderOrg], |party, failures| checks::named(party, "provider-org", failures))
}
