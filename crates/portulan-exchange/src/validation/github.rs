//! GitHub workflow commands: each finding is an annotation of its line.
use std::io::{self, Write};

use portulan_iati::{Finding, Outcome, Severity};
use portulan_locales::Language;

use super::report::{Excerpts, ValidationReport};
use super::words::{message, printable};

pub(super) struct Github<W> {
    language: Language,
    out: W,
    file: String,
}

impl<W: Write> Github<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self { language, out, file: String::new() }
    }
}

/// Escapes the text after `::`.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the text of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl<W: Write> ValidationReport for Github<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        let level = match finding.severity {
            Severity::Critical | Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let line = finding.places.first().map_or(1, |p| p.line);
        let (file, title) = (property(&self.file), property(finding.id));
        let message = data(&message(self.language, finding));
        writeln!(self.out, "::{level} file={file},line={line},title={title}::{message}")
    }

    fn end(&mut self, _: &Outcome, _: &Excerpts) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
