//! The file does not follow the schema.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Decides as the official XML schema does: which elements, in which order, how many times, with which
    /// attributes, of which types. After an element out of place, the rest of the element that holds it is not
    /// looked at, as in the tool that the official validator uses.
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
    /// ## Mend
    ///
    /// The message names what was expected.
    "0.3.1" "schema" Critical "/*" ALL;
    RuleCheck::Engine
}
