//! The file does not follow the schema.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Decides as the official XML schema does: which elements, in which order, how many times, with which
    /// attributes, of which types. After a misplaced element, the rest of its parent is not checked, as in
    /// the tool that the official validator uses.
    ///
    /// ## Why
    ///
    /// Readers rely on the structure; a file that breaks it may be refused whole.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <title/> before <iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// The message names what was expected.
    "0.3.1" "schema" Critical "/*" ALL;
    RuleCheck::Engine
}
