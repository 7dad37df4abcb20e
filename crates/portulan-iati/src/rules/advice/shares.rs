//! Percentages of a vocabulary do not add up to 100.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Adds up the sectors of vocabularies other than 1, which the official rules leave out.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector vocabulary="2" code="140" percentage="50"/><sector vocabulary="2" code="110" percentage="40"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the shares so that they make 100.
    "advice-shares" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::other_sums(record, failures))
}
