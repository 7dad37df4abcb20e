//! If no recipient country or region is declared at activity level, all transactions must declare one.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// When the activity has no recipient, checks that each of its transactions has one.
    ///
    /// ## Why
    ///
    /// Sums by country would miss the transactions without.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <transaction> without recipient in an activity without recipient
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the activity its country, or every transaction its own.
    "3.7.2" "geo" Error "iati-activity[not(recipient-country or recipient-region)]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::recipient_everywhere(record, failures))
}
