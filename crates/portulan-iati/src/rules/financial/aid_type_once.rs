//! Each activity should only contain one default aid type code per aid type vocabulary.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Counts the default aid types of each vocabulary.
    ///
    /// ## Why
    ///
    /// Two default values are ambiguous.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <default-aid-type code="C01"/><default-aid-type code="B01"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Leave one, and give transactions that differ their own `aid-type`.
    "107.1.2" "financial" Warning "iati-activity[default-aid-type]" V203;
    RuleCheck::Activity(|record, _, failures| {
        checks::one_per_vocabulary(&record.aid_types, "default-aid-type", failures);
    })
}
