//! A policy marker of the publisher's own vocabulary (99) must have a narrative.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks policy markers of vocabulary 99.
    ///
    /// ## Why
    ///
    /// Nobody else can look the code up.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <policy-marker vocabulary="99" code="A"/>
    /// ```
    ///
    /// ## Mend
    ///
    /// Add a `narrative` that says what the code means.
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
