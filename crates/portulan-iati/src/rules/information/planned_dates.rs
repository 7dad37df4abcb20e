//! The planned start date of the activity must be before the planned end date.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the first `activity-date` of type 1 with the first of type 3.
    ///
    /// ## Why
    ///
    /// An end before the start gives a negative duration, and sums by year go wrong.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activity-date iso-date="2025-06-01" type="1"/>
    /// <activity-date iso-date="2024-06-01" type="3"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct whichever date is wrong; often two digits of a year were exchanged.
    "11.1.2" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| {
        checks::date_order(
            record.dates[0].as_ref(),
            record.dates[2].as_ref(),
            "activity-date/@iso-date",
            failures,
        );
    })
}
