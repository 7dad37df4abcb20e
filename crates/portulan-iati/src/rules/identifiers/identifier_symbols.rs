//! The activity identifier must not contain any of the symbols /, &, | or ?.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity identifier holds none of `/`, `&`, `|` and `?`, unless it begins with a listed
    /// organisation's identifier and a hyphen.
    ///
    /// ## Why
    ///
    /// These four symbols have a meaning in web addresses; an identifier that holds one breaks links to it.
    /// Identifiers of the standard's own lists of organisations are accepted as they are.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>XX-TOWN-2024/1</iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the activity an identifier without the symbol, and add the old one as `other-identifier` of type
    /// A3.
    "1.3.13" "identifiers" Warning "iati-identifier" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::no_symbols_after_known(&record.identifiers, "iati-identifier", failures);
    })
}
