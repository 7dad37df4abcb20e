//! Each activity must have a specified sector, either at activity level or for all transactions.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that there is a `sector` in the activity or in one of its transactions.
    ///
    /// ## Why
    ///
    /// The sector is what most questions about aid are asked by.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity> with no sector
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<sector vocabulary="1" code="14030"/>`.
    "6.2.2" "classifications" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::expect(
            !record.sectors.is_empty() || record.transactions.sectors.count > 0,
            record.line,
            "sector",
            failures,
        );
    })
}
