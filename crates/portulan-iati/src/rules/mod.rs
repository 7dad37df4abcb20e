//! The rules: one file each, by official class. A rule consists of its id, its documentation and a check of
//! the facts collected in one pass (`facts.rs`). Checks follow the official rulesets, quirks included;
//! where the official validator interprets a rule differently from its text, the rule's documentation states
//! it.
mod advice;
mod all;
mod checks;
mod classifications;
mod documents;
mod financial;
mod geo;
mod iati;
mod identifiers;
mod information;
mod organisation;
mod participating;
mod performance;
mod relations;
mod rule;
mod schema;

pub use rule::Rule;
use rule::rule;
pub(crate) use rule::{Failures, RuleCheck, RuleContext};

/// Every rule that is not decided by a code list, by id.
pub fn all() -> &'static [&'static Rule] {
    &all::RULES
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().copied().find(|r| r.id == id)
}
