//! If a recipient country or region is declared at activity level, no transaction may declare one.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that recipients are used at one level only.
    ///
    /// ## Why
    ///
    /// With both, a reader cannot know which one divides the money.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <recipient-country code="ID"/> … <transaction><recipient-country code="ID"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Use the recipients of the activity, or those of its transactions.
    "3.6.2" "financial" Error "iati-activity[recipient-country or recipient-region]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::recipient_one_level(record, failures))
}
