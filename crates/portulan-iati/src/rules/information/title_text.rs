//! The title must contain narrative content.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Checks every `title`, at any depth: it holds a `narrative` with text.
    ///
    /// ## Why
    ///
    /// A text element without text carries no information, and leaves blanks on pages.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <title><narrative/></title>
    /// ```
    ///
    /// ## Fix
    ///
    /// Write the title, or leave out an optional element.
    "4.3.1" "information" Error "title" ALL;
    RuleCheck::Engine
}
