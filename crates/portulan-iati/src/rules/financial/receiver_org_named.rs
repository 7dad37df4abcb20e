//! The receiver organisation must have an identifier or a narrative.
use crate::paths::Role;
use crate::rules::{Check, Rule, checks, rule};

rule! {
    /// Checks that `receiver-org` has `@ref` or a `narrative`.
    ///
    /// ## Why
    ///
    /// An organisation without identifier and without name is nobody.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <receiver-org/>
    /// ```
    ///
    /// ## Mend
    ///
    /// Give the identifier, the name, or best both.
    "6.9.2" "financial" Error "receiver-org" ALL;
    Check::Party(&[Role::ReceiverOrg], |party, failures| checks::named(party, "receiver-org", failures))
}
