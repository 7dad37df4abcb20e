//! The activity should also declare an aid type code from aid type vocabulary 1 (OECD-DAC).
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that an activity with default aid types has one of vocabulary 1.
    ///
    /// ## Why
    ///
    /// Only the OECD-DAC codes can be compared between publishers.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <default-aid-type vocabulary="2" code="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<default-aid-type code="C01"/>`.
    "107.1.1" "information" Warning "iati-activity[default-aid-type]" V203;
    RuleCheck::Activity(|record, _, failures| checks::oecd_aid_type(record, failures))
}
