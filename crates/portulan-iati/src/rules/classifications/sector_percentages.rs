//! When multiple sectors are declared in a vocabulary, each must have a percentage.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks, vocabulary by vocabulary, that of several sectors each has `@percentage`.
    ///
    /// ## Why
    ///
    /// Percentages divide the money; if they do not add up to 100, some money is lost or counted twice.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector code="14030" percentage="50"/><sector code="14032"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give each its share; together they make 100.
    "2.1.1" "classifications" Error "iati-activity[sector]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::sector_percentages(record, failures))
}
