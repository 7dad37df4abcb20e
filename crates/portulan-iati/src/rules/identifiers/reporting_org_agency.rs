//! The identifier of the reporting organisation must start with an approved agency code.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the reporting organisation's identifier begins with the code of a registration agency, such as
    /// `FR-RCS` or `GB-COH`, or is one of the listed organisations'.
    ///
    /// ## Why
    ///
    /// The agency identifies the register of the number that follows, which prevents two organisations from
    /// having the same identifier.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <reporting-org ref="TOWN-1" type="15">
    /// ```
    ///
    /// ## Fix
    ///
    /// Put the agency's code before the registration number: `GB-COH-01234567`.
    "1.14.8" "identifiers" Warning "iati-activity/reporting-org/@ref" ALL;
    RuleCheck::Activity(|record, _, failures| checks::agency(&record.reporting, "reporting-org/@ref", failures))
}
