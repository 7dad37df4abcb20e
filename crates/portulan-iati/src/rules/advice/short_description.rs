//! The description is shorter than the title.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the first description with the title.
    ///
    /// ## Why
    ///
    /// A description that repeats the title tells a reader nothing.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <title>Eau potable à Kendari</title> <description>Eau</description>
    /// ```
    ///
    /// ## Mend
    ///
    /// Say who does what, where, for whom.
    "advice-short-description" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::short_description(record, failures))
}
