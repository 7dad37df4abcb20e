//! The receiver organisation must have an identifier or a narrative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `receiver-org` has `@ref` or a `narrative`.
    ///
    /// ## Why
    ///
    /// An organisation without identifier and name cannot be recognised.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <receiver-org/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the identifier, the name, or best both.
    "6.9.2" "financial" Error "receiver-org" ALL;
    RuleCheck::Party(&[ElementRole::ReceiverOrg], |party, failures| checks::named(party, "receiver-org", failures))
}
