//! The actual end date of the activity must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares the first `activity-date` of type 4 with the present moment.
    ///
    /// ## Why
    ///
    /// What has not happened yet cannot be actual; readers count it as done.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activity-date iso-date="2999-01-01" type="4"/>
    /// ```
    ///
    /// ## Mend
    ///
    /// If the date is a plan, give it type 3.
    "11.1.5" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, context, failures| {
        checks::not_future(record.dates[3].as_ref(), context.now, "activity-date/@iso-date", failures);
    })
}
