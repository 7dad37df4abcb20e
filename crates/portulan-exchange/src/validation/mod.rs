//! Reports of IATI validations: for people in a terminal or a browser, for programs as JSON, SARIF or annotations.
mod github;
mod html;
mod json;
mod safe_json;
mod sarif;
mod text;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};

use portulan_iati::{Finding, Outcome, Severity};
use portulan_locales::Language;

pub use words::{PlaceWords, code_rule_message, message, printable, printable_line, rule_message, verdict};

/// The shape of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormatKind {
    /// For a terminal.
    Text,
    /// The official validator's shape: an object for one file, a line for each of several.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// One page that needs nothing else.
    Html,
    /// Annotations of a workflow.
    Github,
}

/// Lines of a source by number, for excerpts.
pub type Excerpts = BTreeMap<u64, String>;

/// How many entries there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub critical: u64,
    pub error: u64,
    pub warning: u64,
    pub advice: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Advice => self.advice += 1,
        }
    }
}

/// Whether a file is a spreadsheet or an office document of old, by its first bytes (OLE) or its name. Documents in ZIP
/// archives are for the caller: an archive may also hold IATI files.
pub fn is_office_file(head: &[u8], name: &str) -> bool {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let name = name.to_lowercase();
    head.starts_with(OLE) || [".csv", ".tsv", ".xls", ".fods"].iter().any(|end| name.ends_with(end))
}

/// Writes a report, file by file, in one shape.
pub trait ValidationReport {
    /// A file begins.
    fn begin(&mut self, file: &str) -> io::Result<()>;
    /// An entry of it.
    fn add(&mut self, finding: &Finding) -> io::Result<()>;
    /// Lines of the file that the report wants to show, once all entries were added.
    fn wanted(&self) -> Vec<u64> {
        Vec::new()
    }
    /// The file ends; `excerpts` holds the wanted lines, as far as they could be read again.
    fn end(&mut self, outcome: &Outcome, excerpts: &Excerpts) -> io::Result<()>;
    /// Entries that only all files together decide, with the file of each.
    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        for (file, finding) in findings {
            self.begin(file)?;
            self.add(finding)?;
        }
        Ok(())
    }
    /// All files were read.
    fn finish(&mut self) -> io::Result<()>;
}

/// A report of that shape, written to `out`.
pub fn report<'w>(
    format: ReportFormatKind,
    language: Language,
    out: impl Write + 'w,
) -> Box<dyn ValidationReport + 'w> {
    match format {
        ReportFormatKind::Text => Box::new(text::TextReport::new(language, out)),
        ReportFormatKind::Json => Box::new(json::JsonReport::new(language, out)),
        ReportFormatKind::Sarif => Box::new(sarif::Sarif::new(language, out)),
        ReportFormatKind::Html => Box::new(html::HtmlReport::new(language, out)),
        ReportFormatKind::Github => Box::new(github::Github::new(language, out)),
    }
}
