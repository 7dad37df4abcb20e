//! The description is shorter than the title.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the first description with the title.
    ///
    /// ## Why
    ///
    /// A description that repeats the title does not help a reader.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <title>Eau potable à Kendari</title> <description>Eau</description>
    /// ```
    ///
    /// ## Fix
    ///
    /// State who does what, where, and for which people.
    "advice-short-description" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::short_description(record, failures))
}
