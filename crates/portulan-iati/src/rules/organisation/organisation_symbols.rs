//! The organisation identifier must not contain any of the symbols /, &, | or ?.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the organisation identifier holds none of `/`, `&`, `|` and `?`.
    ///
    /// ## Why
    ///
    /// These four symbols have a meaning in web addresses; an identifier that holds one breaks links to it.
    /// Identifiers of the standard's own lists of organisations are accepted as they are.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <organisation-identifier>XX/TOWN</organisation-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the identifier without the symbol, as the register that gave it does.
    "1.12.13" "organisation" Warning "organisation-identifier" ALL;
    RuleCheck::Organisation(|record, _, failures| {
        checks::no_symbols(&record.identifiers, "organisation-identifier", failures);
    })
}
