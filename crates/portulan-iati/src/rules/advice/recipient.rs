//! Neither the activity nor any transaction names a recipient country or region.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks for a recipient at either level.
    ///
    /// ## Why
    ///
    /// The destination of the money is the first question of readers.
    ///
    /// ## Example
    ///
    /// ```xml
    /// an activity without recipient
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<recipient-country code="ID"/>`.
    "advice-recipient" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::recipient_somewhere(record, failures))
}
