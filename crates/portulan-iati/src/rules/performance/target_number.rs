//! The target value should be a valid number for all measures that are not qualitative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `target/@value` of a measured indicator is a number. A missing value is not one either, as in
    /// the official validator.
    ///
    /// ## Why
    ///
    /// Figures with units, spaces or commas cannot be added up.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <target value="1 200 people"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the number alone, with a dot for decimals; the unit belongs in the indicator's title.
    "8.9.2" "performance" Warning "target[measure = 1, 2, 3 or 4]" V203;
    RuleCheck::Measure(&[ElementRole::Target], |measure, failures| checks::numeric(measure, "target", failures))
}
