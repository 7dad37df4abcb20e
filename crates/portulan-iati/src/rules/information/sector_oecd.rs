//! When a non OECD-DAC sector vocabulary is used, sector vocabulary 1 (OECD-DAC) should also be used.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that an activity with sectors has one of vocabulary 1.
    ///
    /// ## Why
    ///
    /// Only the OECD-DAC codes can be compared between publishers.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector vocabulary="99" code="EAU"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add the purpose code of five digits.
    "102.1.1" "information" Warning "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::oecd_sector(record, failures))
}
