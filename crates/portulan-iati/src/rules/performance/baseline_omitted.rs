//! The baseline value should be omitted for qualitative measures.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that a `baseline` of a qualitative indicator has no `@value`.
    ///
    /// ## Why
    ///
    /// A qualitative value belongs in `comment`.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <baseline value="good"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Move the text to `comment`.
    "8.8.3" "performance" Warning "baseline[measure = 5]" V203;
    RuleCheck::Measure(&[ElementRole::Baseline], |measure, failures| checks::qualitative(measure, "baseline", failures))
}
