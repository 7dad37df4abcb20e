//! The activity does not name the Sustainable Development Goals that it serves.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Looks for a `tag` of vocabulary 2 (goals) or 3 (targets), or a sector of vocabulary 7 or 8.
    ///
    /// ## Why
    ///
    /// Networks and funders sort cooperation by goals.
    ///
    /// ## Example
    ///
    /// ```xml
    /// an activity without tag
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<tag vocabulary="3" code="6.1"/>`.
    "advice-sdg" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::expect(record.sdg, record.line, "tag", failures))
}
