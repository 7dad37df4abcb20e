//! The actual value should be omitted for qualitative measures.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that an `actual` of a qualitative indicator has no `@value`.
    ///
    /// ## Why
    ///
    /// A qualitative value belongs in `comment`.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <actual value="good"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Move the text to `comment`.
    "8.10.3" "performance" Warning "actual[measure = 5]" V203;
    RuleCheck::Measure(&[ElementRole::Actual], |measure, failures| checks::qualitative(measure, "actual", failures))
}
