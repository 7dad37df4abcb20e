//! A policy marker of the publisher's own vocabulary (99) must have a narrative.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks policy markers of vocabulary 99.
    ///
    /// ## Why
    ///
    /// Readers cannot look the code up.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <policy-marker vocabulary="99" code="A"/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add a `narrative` that explains the code.
    "6.13.1" "classifications" Error "policy-marker[@vocabulary='99']" ALL;
    RuleCheck::Marker(|marker, failures| {
        checks::expect(
            marker.vocabulary.as_deref() != Some("99") || marker.narratives > 0,
            marker.line,
            "policy-marker",
            failures,
        );
    })
}
