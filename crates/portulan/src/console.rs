//! Formatting of problems and differences for a terminal.
use std::fmt::Write as _;
use std::io::Write as _;

use portulan_exchange::validation::printable;
use portulan_locales::{Language, key};
use portulan_model::ProblemSeverity;

use crate::source::{FolderSource, Located};

/// Prints a line. A closed pipe (`portulan serve | head -1`) does not stop the program.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", printable(line));
}

/// Writes a line to standard error, without terminal control characters.
pub fn warn(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(line));
}

/// All problems, errors first, with their places and remedies, then the counts.
pub fn problems(source: &FolderSource, language: Language, with_advice: bool) -> String {
    let mut out = String::new();
    let mut sorted: Vec<&Located> =
        source.problems.iter().filter(|p| with_advice || p.severity == ProblemSeverity::Error).collect();
    sorted.sort_by(|a, b| (a.severity, &a.file, a.place).cmp(&(b.severity, &b.file, b.place)));
    for problem in sorted {
        one(&mut out, problem, language);
    }
    let (errors, advice) = (source.count(ProblemSeverity::Error), source.count(ProblemSeverity::Advice));
    let counts =
        [("errors", errors.into()), ("advice", advice.into()), ("records", source.records.len().into())];
    let _ = writeln!(out, "{}", language.format(key!("cli-counts"), &counts));
    out
}

fn one(out: &mut String, problem: &Located, language: Language) {
    let (message, remedy) = language.problem_text(problem.code, &problem.arguments);
    let remedy = language.folder_remedy(problem.code, &problem.arguments).unwrap_or(remedy);
    let severity = language.text(match problem.severity {
        ProblemSeverity::Error => key!("cli-error"),
        ProblemSeverity::Advice => key!("cli-advice"),
    });
    let file = problem.file.display();
    let place = problem.place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    let located = language.labelled(&format!("{file}{place}"), message.trim_end());
    let _ = writeln!(out, "{}", language.labelled(&severity, located));
    if let (Some((line, column)), Some((content, fault))) = (problem.place, &problem.excerpt) {
        let gutter = line.to_string().len();
        // Tabs are preserved, so that the carets are at the right columns.
        let indent: String =
            content.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let _ = writeln!(out, "  {line} | {content}\n  {:gutter$} | {indent}{}", "", "^".repeat(*fault));
    }
    let _ = writeln!(out, "  {}\n", language.labelled(&language.text(key!("cli-remedy")), remedy));
}

/// The difference between two files, as a unified diff without header.
pub fn difference(old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.unified_diff().context_radius(1).to_string()
}
