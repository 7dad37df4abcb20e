//! The transactions should also contain a code from the OECD-DAC aid type vocabulary.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that, when an activity's transactions have aid types, one is of vocabulary 1.
    ///
    /// ## Why
    ///
    /// Only the OECD-DAC codes can be compared between publishers.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <aid-type vocabulary="2" code="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<aid-type code="C01"/>`.
    "107.2.1" "financial" Warning "transaction[aid-type]" V203;
    RuleCheck::Activity(|record, _, failures| checks::oecd_transaction_aid_type(record, failures))
}
