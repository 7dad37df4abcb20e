//! The activity identifier must be unique for each activity.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Checks that no two activities (or organisations) of a file have the same identifier. One entry for the
    /// file names them all.
    ///
    /// ## Why
    ///
    /// A reader that stores records by identifier loses one of the two.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-identifier>XX-TOWN-1</iati-identifier> … <iati-identifier>XX-TOWN-1</iati-identifier>
    /// ```
    ///
    /// ## Fix
    ///
    /// Give each activity its own identifier; if they are one activity, merge them.
    "1.1.2" "identifiers" Error "iati-identifier" ALL;
    RuleCheck::Engine
}
