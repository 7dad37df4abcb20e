//! A report for terminals: grouped by rule, counted, with the source line and a caret.
use std::io::{self, Write};

use portulan_iati::{Finding, Outcome, Severity};
use portulan_locales::{Language, key, list};

use super::report::{Counts, Excerpts, ValidationReport};
use super::words::{message, printable_line, rule_message, subject, verdict};

/// The number of places displayed per rule.
const MAX_PLACES_PER_RULE: usize = 4;
/// The largest number of characters of a source line that are displayed.
const MAX_LINE_CHARS: usize = 140;

/// The findings of one rule.
struct RuleGroup {
    severity: Severity,
    id: &'static str,
    count: u64,
    examples: Vec<Example>,
}

struct Example {
    message: String,
    line: u64,
    text: String,
    record: String,
}

pub(super) struct TextReport<W> {
    language: Language,
    out: W,
    file: String,
    counts: Counts,
    /// In the order of the first finding of each rule.
    groups: Vec<RuleGroup>,
    /// True if a finding can be fixed by `--fix`.
    is_fixable: bool,
}

impl<W: Write> TextReport<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self {
            language,
            out,
            file: String::new(),
            counts: Counts::default(),
            groups: Vec::new(),
            is_fixable: false,
        }
    }

    /// Writes a line without terminal control characters.
    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", printable_line(text))
    }

    /// The group of a finding.
    fn group(&mut self, finding: &Finding) -> &mut RuleGroup {
        let Finding { severity, id, .. } = *finding;
        // Most findings refer to their rule by the same constant, whose address is cheaper to compare than
        // its text.
        let is_same = |g: &RuleGroup| g.severity == severity && (std::ptr::eq(g.id, id) || g.id == id);
        let at = self.groups.iter().position(is_same).unwrap_or(self.groups.len());
        if at == self.groups.len() {
            self.groups.push(RuleGroup { severity, id, count: 0, examples: Vec::new() });
        }
        &mut self.groups[at]
    }

    fn head(&mut self, group: &RuleGroup) -> io::Result<()> {
        let RuleGroup { severity, id, .. } = *group;
        let severity = self.language.word(list!("iati-severity"), severity.name());
        let times = self.language.format(key!("iati-times"), &[("count", group.count.into())]);
        let title = if portulan_iati::rules::find(id).is_some() {
            rule_message(self.language, id)
        } else {
            self.language.text(key!("iati-rule-codelist"))
        };
        self.line(&format!("{severity} {id} ({times}): {title}"))
    }

    fn example(&mut self, example: &Example, title: &str, excerpts: &Excerpts) -> io::Result<()> {
        let Example { message, line, text, record } = example;
        let output = if message == title { text } else { message };
        let record =
            if record.is_empty() || record == "file" { String::new() } else { format!(" [{record}]") };
        let colon = if output.is_empty() { "" } else { ": " };
        self.line(&format!("  {}:{line}{record}{colon}{output}", self.file))?;
        let Some(source) = excerpts.get(line) else { return Ok(()) };
        let gutter = line.to_string().len();
        let (shown, indent, length) = excerpt(source, text);
        self.line(&format!("    {line} | {shown}"))?;
        self.line(&format!("    {:gutter$} | {indent}{}", "", "^".repeat(length)))
    }
}

/// The part of a line to display, the text before the carets, and the number of carets.
fn excerpt(source: &str, text: &str) -> (String, String, usize) {
    let trimmed = source.trim_end();
    let (from, length) = find(trimmed, text);
    // A long line is cut around the position.
    let skip =
        from.saturating_sub(MAX_LINE_CHARS / 2).min(trimmed.chars().count().saturating_sub(MAX_LINE_CHARS));
    let shown: String = trimmed.chars().skip(skip).take(MAX_LINE_CHARS).collect();
    let indent: String =
        shown.chars().take(from - skip).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    let room = shown.chars().count().saturating_sub(from - skip).max(1);
    (shown, indent, length.min(room))
}

/// The position of the element or attribute of `text` in a line, in characters, and its length.
fn find(line: &str, text: &str) -> (usize, usize) {
    let name = text.split(" = ").next().unwrap_or_default();
    let last = name.rsplit('/').next().unwrap_or_default();
    let found = match last.strip_prefix('@') {
        Some(attribute) => line.find(&format!("{attribute}=")).map(|at| {
            let rest = &line[at + attribute.len() + 1..];
            let quote = rest.chars().next().unwrap_or('"');
            let end = rest[1.min(rest.len())..].find(quote).map_or(rest.len(), |e| e + 2);
            (at, attribute.len() + 1 + end)
        }),
        None if last.is_empty() => None,
        None => line.find(&format!("<{last}")).map(|at| {
            let end = line[at..].find('>').map_or(line.len() - at, |e| e + 1);
            (at, end)
        }),
    };
    let start = line.len() - line.trim_start().len();
    let (at, length) = found.unwrap_or((start, line.len() - start));
    (line[..at].chars().count(), line[at..at + length].chars().count().max(1))
}

impl<W: Write> ValidationReport for TextReport<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        self.counts = Counts::default();
        self.groups.clear();
        Ok(())
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        if finding.id == "0.1.1" {
            self.groups.clear();
            self.counts = Counts::default();
            self.is_fixable = false;
        }
        self.is_fixable = self.is_fixable || portulan_iati::fix::is_fixable(&finding.message);
        self.counts.add(finding.severity);
        let language = self.language;
        let group = self.group(finding);
        group.count += 1;
        let room = MAX_PLACES_PER_RULE.saturating_sub(group.examples.len());
        for place in finding.places.iter().take(room) {
            let text = if place.text.is_empty() { subject(finding) } else { place.text.clone() };
            group.examples.push(Example {
                message: message(language, finding),
                line: place.line,
                text,
                record: finding.identifier.to_string(),
            });
        }
        Ok(())
    }

    fn wanted(&self) -> Vec<u64> {
        self.groups.iter().flat_map(|g| g.examples.iter().map(|e| e.line)).collect()
    }

    fn end(&mut self, outcome: &Outcome, excerpts: &Excerpts) -> io::Result<()> {
        let mut groups = std::mem::take(&mut self.groups);
        groups.sort_by_key(|group| (group.severity, group.id));
        for group in groups {
            self.head(&group)?;
            let title = rule_message(self.language, group.id);
            for example in &group.examples {
                self.example(example, &title, excerpts)?;
            }
            if group.count > group.examples.len() as u64 {
                let more = group.count - group.examples.len() as u64;
                self.line(&format!(
                    "  {}",
                    self.language.format(key!("iati-more"), &[("count", more.into())])
                ))?;
            }
            self.line("")?;
        }
        let (verdict, counts) = verdict(self.language, &self.file, outcome, &self.counts);
        self.line(&verdict)?;
        self.line(&counts)?;
        if std::mem::take(&mut self.is_fixable) {
            let file = [("file", self.file.as_str().into())];
            self.line(&self.language.format(key!("iati-mendable"), &file))?;
        }
        Ok(())
    }

    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        if let Some((_, first)) = findings.first() {
            let (severity, title) =
                (self.language.text(key!("iati-severity-advice")), rule_message(self.language, first.id));
            self.line("")?;
            self.line(&format!("{severity} {}: {title}", first.id))?;
        }
        for (file, place) in findings.iter().flat_map(|(file, f)| f.places.iter().map(move |p| (file, p))) {
            self.line(&format!("  {file}:{}: {}", place.line, place.text))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
