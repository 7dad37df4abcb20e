//! The file is not an IATI file.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Looks at the root element: `iati-activities` or `iati-organisations`.
    ///
    /// ## Why
    ///
    /// Other files are outside the standard.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <activities>
    /// ```
    ///
    /// ## Fix
    ///
    /// Check that the right file was given.
    "0.2.1" "iati" Critical "/*" ALL;
    RuleCheck::Engine
}
