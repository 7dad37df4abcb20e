//! The description must contain narrative content.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Checks every `description`, at any depth: it holds a `narrative` with text.
    ///
    /// ## Why
    ///
    /// A text element without text carries no information, and leaves blanks on pages.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <description><narrative/></description>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the description, or leave out an optional element.
    "4.4.1" "information" Error "description" ALL;
    RuleCheck::Engine
}
