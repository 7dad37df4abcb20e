//! The record that is checked, with the register that it is checked against.
use std::collections::HashSet;

use crate::kinds::{Authority, Term};
use crate::{Kind, Problem, ProblemSeverity, Record, State, Text};

/// The parts of a register that a record is checked against.
pub struct CheckedRegister<'a> {
    pub(super) known: &'a dyn Fn(Kind, &str) -> bool,
    pub(super) themes: HashSet<&'a str>,
    pub(super) axes: HashSet<&'a str>,
    pub(super) languages: &'a [String],
}

impl<'a> CheckedRegister<'a> {
    /// Creates the context from the authority's lists and languages, and a predicate for existing records.
    pub fn new(authority: Option<&'a Authority>, known: &'a dyn Fn(Kind, &str) -> bool) -> Self {
        let keys =
            |terms: Option<&'a [Term]>| terms.unwrap_or_default().iter().map(|t| t.key.as_str()).collect();
        Self {
            known,
            themes: keys(authority.map(|a| a.themes.as_slice())),
            axes: keys(authority.map(|a| a.axes.as_slice())),
            languages: authority.map(|a| a.languages.as_slice()).unwrap_or_default(),
        }
    }
}

/// The record that is checked, with its problems.
pub(super) struct Checker<'a> {
    pub record: &'a Record,
    pub problems: Vec<Problem>,
}

impl Checker<'_> {
    pub fn report(
        &mut self,
        severity: ProblemSeverity,
        path: &str,
        code: &'static str,
        arguments: &[(&'static str, &str)],
    ) {
        self.problems.push(Problem {
            kind: self.record.kind(),
            slug: self.record.slug.clone(),
            path: path.to_owned(),
            code,
            severity: if ["missing", "placeholder"].contains(&code) && self.record.state == State::Draft {
                ProblemSeverity::Advice
            } else {
                severity
            },
            arguments: arguments.iter().map(|&(name, value)| (name, value.to_owned())).collect(),
        });
    }

    pub fn error(&mut self, path: &str, code: &'static str, arguments: &[(&'static str, &str)]) {
        self.report(ProblemSeverity::Error, path, code, arguments);
    }

    pub fn suggest(&mut self, path: &str, code: &'static str, arguments: &[(&'static str, &str)]) {
        self.report(ProblemSeverity::Advice, path, code, arguments);
    }
}

pub(super) fn name_present(c: &mut Checker<'_>, path: &str, text: &Text) {
    if text.is_empty() {
        c.error(path, "missing", &[("field", path.trim_start_matches('/'))]);
    }
}
