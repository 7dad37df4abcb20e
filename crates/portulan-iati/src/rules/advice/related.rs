//! A related activity of the same publisher is not in these files.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Once all files are read, looks for `related-activity` references that begin with a reporting organisation
    /// of the files and name none of their activities.
    ///
    /// ## Why
    ///
    /// A broken link between parent and child divides the programme.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <related-activity ref="XX-TOWN-404" type="1"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Publish the other activity too, or correct the reference.
    "advice-related" "advice" Advice "related-activity" ALL;
    RuleCheck::Engine
}
