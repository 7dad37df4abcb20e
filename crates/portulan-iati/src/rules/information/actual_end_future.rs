//! The actual end date of the activity must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the first `activity-date` of type 4 with the current time.
    ///
    /// ## Why
    ///
    /// Readers count actual amounts and dates as done, so they cannot be in the future.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activity-date iso-date="2999-01-01" type="4"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// If the date is a plan, give it type 3.
    "11.1.5" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, context, failures| {
        checks::not_future(record.dates[3].as_ref(), context.now, "activity-date/@iso-date", failures);
    })
}
