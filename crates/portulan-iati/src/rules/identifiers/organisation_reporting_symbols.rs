//! The identifier of the reporting organisation must not contain any of the symbols /, &, | or ?.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the identifier of the reporting organisation holds none of `/`, `&`, `|` and `?`.
    ///
    /// ## Why
    ///
    /// These four symbols have a meaning in web addresses; an identifier that holds one breaks links to it.
    /// Identifiers of the standard's own lists of organisations are accepted as they are.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <reporting-org ref="XX/TOWN" type="15">
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the identifier without the symbol, as the register that gave it does.
    "1.18.13" "identifiers" Warning "iati-organisation/reporting-org/@ref" ALL;
    RuleCheck::Organisation(|record, _, failures| checks::no_symbols(&record.reporting, "reporting-org/@ref", failures))
}
