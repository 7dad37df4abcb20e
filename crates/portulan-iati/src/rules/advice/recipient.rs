//! Neither the activity nor any transaction says which country or region benefits.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks for a recipient at either level.
    ///
    /// ## Why
    ///
    /// Where the money goes is the first question asked.
    ///
    /// ## Example
    ///
    /// ```xml
    /// an activity without recipient
    /// ```
    ///
    /// ## Mend
    ///
    /// Add `<recipient-country code="ID"/>`.
    "advice-recipient" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::recipient_somewhere(record, failures))
}
