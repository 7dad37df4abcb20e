//! The description must contain narrative content.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Checks every `description`, at any depth: it holds a `narrative` with text.
    ///
    /// ## Why
    ///
    /// A text element without a text says nothing, and fills pages with blanks.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <description><narrative/></description>
    /// ```
    ///
    /// ## Mend
    ///
    /// Write the description, or leave out an optional element.
    "4.4.1" "information" Error "description" ALL;
    RuleCheck::Engine
}
