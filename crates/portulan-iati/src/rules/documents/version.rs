//! This version of the standard is not supported. Supported versions: 2.01, 2.02, 2.03.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Looks at `@version` of the root element.
    ///
    /// ## Why
    ///
    /// Version 1 was withdrawn in 2020; its elements are others.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activities version="1.05">
    /// ```
    ///
    /// ## Fix
    ///
    /// Export the data again in version 2.03: texts move into `narrative`, codes into `@code`, `@version` becomes
    /// 2.03.
    "0.6.1" "documents" Critical "/*" ALL;
    RuleCheck::Engine
}
