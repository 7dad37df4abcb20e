//! If a sector is declared at transaction level, a sector must be declared for all transactions.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// When the activity has no sector, checks that each of its transactions has one.
    ///
    /// ## Why
    ///
    /// Sums by sector would miss the transactions without.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <transaction> without sector in an activity without sector
    /// ```
    ///
    /// ## Fix
    ///
    /// Give every transaction its sector, or the activity its sectors with percentages.
    "6.7.2" "classifications" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::sector_everywhere(record, failures))
}
