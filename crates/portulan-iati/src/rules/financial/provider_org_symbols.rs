//! The identifier of the provider organisation must not contain any of the symbols /, &, | or ?.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the provider organisation holds none of `/`, `&`, `|` and `?`.
    ///
    /// ## Why
    ///
    /// These four symbols have a meaning in web addresses; an identifier that holds one breaks links to it.
    /// Identifiers of the standard's own lists of organisations are accepted as they are.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <provider-org ref="XX/FUND"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the identifier without the symbol, as the register that gave it does.
    "1.10.13" "financial" Warning "provider-org/@ref" ALL;
    RuleCheck::Party(&[ElementRole::ProviderOrg], |party, failures| {
        checks::no_symbols(party.reference.as_slice(), "provider-org/@ref", failures);
    })
}
