//! The identifier of the receiver organisation must not contain any of the symbols /, &, | or ?.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the receiver organisation holds none of `/`, `&`, `|` and `?`.
    ///
    /// ## Why
    ///
    /// These four symbols have a meaning in web addresses; an identifier that holds one breaks links to it.
    /// Identifiers of the standard's own lists of organisations are accepted as they are.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <receiver-org ref="XX|NGO"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the identifier without the symbol, as the register that gave it does.
    "1.15.13" "financial" Warning "receiver-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::ReceiverOrg], |party, failures| {
        checks::no_symbols(party.reference.as_slice(), "receiver-org/@ref", failures);
    })
}
