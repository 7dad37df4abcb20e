//! The activity identifier must be different to the identifier of the reporting organisation.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity's identifier is not the organisation's own.
    ///
    /// ## Why
    ///
    /// The organisation and its activity would be one record for a reader.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>XX-TOWN</iati-identifier>
    /// <reporting-org ref="XX-TOWN" type="15">
    /// ```
    ///
    /// ## Fix
    ///
    /// Add a hyphen and a part of the activity's own.
    "1.1.3" "identifiers" Error "iati-identifier" ALL;
    RuleCheck::Activity(|record, _, failures| checks::identifier_not_org(record, failures))
}
