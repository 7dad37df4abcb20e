//! What is wrong with a record, in a form that can be said in any language.
use crate::Kind;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemSeverity {
    /// The record cannot be kept so.
    Error,
    /// It can, but something would make it better.
    Advice,
}

/// One problem. Its text is the message `problem-<code>` of the locales, its remedy the message's `.mend`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of the record.
    pub kind: Kind,
    /// The record's slug.
    pub slug: String,
    /// JSON pointer of the field.
    pub path: String,
    /// The message's code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: ProblemSeverity,
    /// What the message speaks of.
    pub arguments: Vec<(&'static str, String)>,
}
