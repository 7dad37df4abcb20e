//! The recipient country or region must be declared for the activity or for its transactions.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Asks for a recipient at one level. The official condition is a set of nodes, which its validator takes
    /// for true even when empty, so this rule is never reported there, nor here; the advice
    /// `advice-recipient` states what it meant.
    ///
    /// ## Why
    ///
    /// The destination of the money is the first question of readers.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity> with neither recipient-country nor recipient-region
    /// ```
    ///
    /// ## Fix
    ///
    /// Declare the country, with `recipient-country`.
    "3.7.1" "geo" Error "iati-activity[not(recipient-country or recipient-region)]" ALL;
    RuleCheck::Never
}
