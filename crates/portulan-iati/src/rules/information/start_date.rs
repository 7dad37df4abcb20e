//! The activity must have a planned start date or an actual start date.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that there is an `activity-date` of type 1 (planned start) or 2 (actual start).
    ///
    /// ## Why
    ///
    /// Without a start, the years of the activity are unknown.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activity-date iso-date="2025-12-31" type="3"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<activity-date iso-date="2024-01-01" type="1"/>`.
    "6.11.1" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::expect(record.start_dates > 0, record.line, "activity-date", failures);
    })
}
