//! Problems of records, independent of language.
use crate::Kind;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemSeverity {
    /// An error: the record cannot be saved in its state.
    Error,
    /// A suggestion: the record can be saved, and could be improved.
    Advice,
}

/// The code of a message `problem-<code>` in the locales, and its arguments.
pub type ProblemMessage = (&'static str, Vec<(&'static str, String)>);

/// A problem of a record. Its text is the message `problem-<code>` in the locales, its remedy the attribute
/// `.remedy` of that message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of the record.
    pub kind: Kind,
    /// The slug of the record.
    pub slug: String,
    /// JSON pointer of the field; empty for the record as a whole.
    pub path: String,
    /// The code of the message.
    pub code: &'static str,
    /// The severity.
    pub severity: ProblemSeverity,
    /// The arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
}
