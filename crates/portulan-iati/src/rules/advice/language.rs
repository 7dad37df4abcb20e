//! A text seems to be in another language than declared.
use crate::rules::{Rule, RuleCheck, checks, rule};

rule! {
    /// Counts the commonest small words of French and English in titles and descriptions.
    ///
    /// ## Why
    ///
    /// A page in French that shows English is the first thing a reader sees.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <narrative xml:lang="fr">Drinking water for the city and the villages</narrative>
    /// ```
    ///
    /// ## Fix
    ///
    /// Correct `xml:lang`, or exchange the texts.
    "advice-language" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| checks::foreign(record, failures))
}
