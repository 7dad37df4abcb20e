//! A policy marker of the OECD-DAC vocabulary must have a significance.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks policy markers of vocabulary 1.
    ///
    /// ## Why
    ///
    /// A marker without its degree (0 not targeted, 1 significant, 2 principal) has no meaning: even 0 is an
    /// answer.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <policy-marker vocabulary="1" code="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `significance="1"`.
    "6.14.1" "classifications" Error "policy-marker[@vocabulary='1' or not(@vocabulary)]" ALL;
    RuleCheck::Marker(checks::significance)
}
