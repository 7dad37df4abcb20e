//! A reference code must only be declared at result or result indicator level.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Checks that a result and one of its indicators do not both have a `reference`.
    ///
    /// ## Why
    ///
    /// With both, a reader cannot know which framework the figures answer to.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <result><reference …/><indicator><reference …/>
    /// ```
    ///
    /// ## Fix
    ///
    /// Use the references of the indicators only.
    "8.11.1" "performance" Error "indicator[reference]" ALL;
    RuleCheck::Engine
}
