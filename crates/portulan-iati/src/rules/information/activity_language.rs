//! The activity should specify a default language, or the language must be specified for each narrative element.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the activity has `xml:lang`, or that every `narrative` in it has.
    ///
    /// ## Why
    ///
    /// A text without a language can be neither sorted nor translated.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-activity> … <narrative>Eau potable</narrative>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `xml:lang="fr"` to `iati-activity`.
    "4.1.1" "information" Error "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::language(record, failures))
}
