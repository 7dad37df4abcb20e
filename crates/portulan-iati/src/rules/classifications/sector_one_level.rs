//! If a sector is declared at activity level, no transaction may declare one.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that sectors are used at one level only.
    ///
    /// ## Why
    ///
    /// With both, a reader cannot know which one divides the money.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector code="14030"/> … <transaction><sector code="14030"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Use the sectors of the activity, or those of its transactions.
    "6.6.2" "classifications" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::sector_one_level(record, failures))
}
