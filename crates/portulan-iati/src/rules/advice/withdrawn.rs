//! A code was withdrawn from its list.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Looks codes up in the official lists, where withdrawn codes have the date of their withdrawal.
    ///
    /// ## Why
    ///
    /// Withdrawn codes are still valid for old data; new data should use their successors.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector code="15140"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Choose the code that replaced it.
    "advice-withdrawn" "advice" Advice "*" ALL;
    RuleCheck::Engine
}
