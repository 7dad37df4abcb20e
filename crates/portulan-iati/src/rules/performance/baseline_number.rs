//! The baseline value should be a valid number for all measures that are not qualitative.
use crate::paths::ElementRole;
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that `baseline/@value` of a measured indicator is a number. A missing value is not one either, as
    /// in the official validator.
    ///
    /// ## Why
    ///
    /// Figures with units, spaces or commas cannot be added up.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <baseline value="1 200 people"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the number alone, with a dot for decimals; the unit belongs in the indicator's title.
    "8.8.2" "performance" Warning "baseline[measure = 1, 2, 3 or 4]" V203;
    RuleCheck::Measure(&[ElementRole::Baseline], |measure, failures| checks::numeric(measure, "baseline", failures))
}
