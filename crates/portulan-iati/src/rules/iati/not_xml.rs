//! The file is not well-formed XML.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Reads the file as XML 1.0. Declared entities are refused; so are elements nested deeper than 256 and tags
    /// longer than 10,000,000 bytes.
    ///
    /// ## Why
    ///
    /// Nothing can be read from a file that is not XML.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <title><narrative>Eau & santé</narrative></title>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct the line that the message names: often `&` must be written `&amp;`.
    "0.1.1" "iati" Critical "/*" ALL;
    RuleCheck::Engine
}
