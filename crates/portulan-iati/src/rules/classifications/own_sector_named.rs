//! A sector of the publisher's own vocabulary (98 or 99) must have a narrative.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Compares how many sectors of vocabularies 98 and 99 there are with how many narratives they hold.
    ///
    /// ## Why
    ///
    /// Readers cannot look the code up.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <sector vocabulary="99" code="EAU"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add a `narrative` that explains the code.
    "2.2.1" "classifications" Error "sector[@vocabulary=('98', '99')]" ALL;
    RuleCheck::Activity(|record, _, failures| checks::own_sectors_named(record, failures))
}
