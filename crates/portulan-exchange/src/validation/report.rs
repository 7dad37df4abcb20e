//! A report of a validation: its interface, formats and counts.
use std::collections::BTreeMap;
use std::io;

use portulan_iati::{Finding, Outcome, Severity};

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
