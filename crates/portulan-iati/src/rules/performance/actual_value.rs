//! The actual must have a value when the indicator measure is not qualitative (1 unit, 2 percentage, 3 nominal, 4 ordinal).
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that an `actual` of a measured indicator has `@value`.
    ///
    /// ## Why
    ///
    /// A measured indicator is read as figures.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <actual/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give the figure, or leave the element out until it is known.
    "8.10.1" "performance" Error "actual[measure = 1, 2, 3 or 4]" V203;
    RuleCheck::Measure(&[ElementRole::Actual], |measure, failures| checks::measured(measure, "actual", failures))
}
