//! Policy markers that the e-APD declaration asks for are missing.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks for the markers 1 gender, 2 environment, 5 to 8 (biodiversity, climate mitigation and adaptation,
    /// desertification), 10 disasters, 11 disability, 12 nutrition.
    ///
    /// ## Why
    ///
    /// France's yearly declaration requires each of them; 0 (not targeted) is an answer.
    ///
    /// ## Example
    ///
    /// ```xml
    /// an activity without policy-marker
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<policy-marker vocabulary="1" code="1" significance="0"/>` and so on.
    "advice-markers" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::markers(record, failures))
}
