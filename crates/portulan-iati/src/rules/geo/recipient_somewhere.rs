//! The recipient country or region must be declared for the activity or for its transactions.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Asks for a recipient at one level. The official condition is a set of nodes, which its validator takes for
    /// true even when empty, so this rule is never reported there, nor here; the advice `advice-recipient` says
    /// what it meant.
    ///
    /// ## Why
    ///
    /// Where the money goes is the first question asked.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity> with neither recipient-country nor recipient-region
    /// ```
    ///
    /// ## Mend
    ///
    /// Declare the country, with `recipient-country`.
    "3.7.1" "geo" Error "iati-activity[not(recipient-country or recipient-region)]" ALL;
    RuleCheck::Never
}
