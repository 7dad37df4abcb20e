//! The organisation should specify a default language, or the language should be specified for each narrative element.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Checks that the organisation has `xml:lang`, or that every `narrative` in it has.
    ///
    /// ## Why
    ///
    /// A text without a language can be neither sorted nor translated.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <iati-organisation> … <narrative>Ville</narrative>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `xml:lang="fr"` to `iati-organisation`.
    "4.5.1" "organisation" Error "iati-organisation" ALL;
    RuleCheck::Organisation(|record, _, failures| checks::language(record, failures))
}
