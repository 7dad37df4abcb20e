//! Reports of IATI validations: for terminals and browsers, and for programs as JSON, SARIF or annotations.
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

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidationReportFormat {
    /// Text for a terminal.
    Text,
    /// JSON in the format of the official validator: an object for one file, a line for each of several.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// A self-contained HTML page.
    Html,
    /// GitHub workflow annotations.
    Github,
}

/// Source lines by number, for excerpts.
pub type Excerpts = BTreeMap<u64, String>;

/// The number of findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub critical: u64,
    pub error: u64,
    pub warning: u64,
    pub advice: u64,
}

impl Counts {
    /// Counts a finding.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Advice => self.advice += 1,
        }
    }
}

/// True if a file is a spreadsheet or an old office document, by its first bytes (OLE) or its name. Documents
/// in ZIP archives are left to the caller: an archive may also contain IATI files.
pub fn is_office_file(head: &[u8], name: &str) -> bool {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let name = name.to_lowercase();
    head.starts_with(OLE) || [".csv", ".tsv", ".xls", ".fods"].iter().any(|end| name.ends_with(end))
}

/// Writes a report, file by file, in one format.
pub trait ValidationReport {
    /// Starts a file.
    fn begin(&mut self, file: &str) -> io::Result<()>;
    /// Adds a finding of the current file.
    fn add(&mut self, finding: &Finding) -> io::Result<()>;
    /// The lines of the file that the report needs, once all findings are added.
    fn wanted(&self) -> Vec<u64> {
        Vec::new()
    }
    /// Ends the file; `excerpts` contains the lines of [`Self::wanted`], as far as they could be read again.
    fn end(&mut self, outcome: &Outcome, excerpts: &Excerpts) -> io::Result<()>;
    /// Adds findings that concern several files, each with its file.
    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        for (file, finding) in findings {
            self.begin(file)?;
            self.add(finding)?;
        }
        Ok(())
    }
    /// Ends the report after all files.
    fn finish(&mut self) -> io::Result<()>;
}

/// A report in this format, written to `out`.
pub fn report<'w>(
    format: ValidationReportFormat,
    language: Language,
    out: impl Write + 'w,
) -> Box<dyn ValidationReport + 'w> {
    match format {
        ValidationReportFormat::Text => Box::new(text::TextReport::new(language, out)),
        ValidationReportFormat::Json => Box::new(json::JsonReport::new(language, out)),
        ValidationReportFormat::Sarif => Box::new(sarif::Sarif::new(language, out)),
        ValidationReportFormat::Html => Box::new(html::HtmlReport::new(language, out)),
        ValidationReportFormat::Github => Box::new(github::Github::new(language, out)),
    }
}
