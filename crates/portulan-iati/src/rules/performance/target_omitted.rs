//! The target value should be omitted for qualitative measures.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that a `target` of a qualitative indicator has no `@value`.
    ///
    /// ## Why
    ///
    /// A qualitative value belongs in `comment`.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <target value="good"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Move the text to `comment`.
    "8.9.3" "performance" Warning "target[measure = 5]" V203;
    RuleCheck::Measure(&[ElementRole::Target], |measure, failures| checks::qualitative(measure, "target", failures))
}
