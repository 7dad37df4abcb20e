//! The last updated datetime of the activity must not be in the future.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares `@last-updated-datetime` with the current time.
    ///
    /// ## Why
    ///
    /// Harvesters skip what they think they have already read.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity last-updated-datetime="2999-01-01T00:00:00Z">
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the moment of the last change.
    "11.1.1" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, context, failures| {
        checks::not_future(record.updated.as_ref(), context.now, "@last-updated-datetime", failures);
    })
}
