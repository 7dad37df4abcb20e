//! The result of a validation, and the receiver of its findings.
use crate::cross_file::Seen;
use crate::document_reader::{DocumentReader, file_finding};
use crate::facts::LocatedValue;
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::xml::XmlFault;

/// The result of a validation, besides its findings.
#[derive(Debug, Default)]
pub struct Outcome {
    /// `iati-activities` or `iati-organisations`; empty if the file is neither.
    pub file_type: String,
    /// The declared version.
    pub version: String,
    /// The number of activities or organisations.
    pub records: u64,
    /// The number of bytes of XML read.
    pub bytes: u64,
    /// The fault that stopped the reading; if there is one, all findings of the file are void.
    pub fault: Option<XmlFault>,
    /// Identifiers and references, for checks across files.
    pub seen: Seen,
}

/// The receiver of findings, and the totals.
pub(crate) struct ValidationRun<'s> {
    pub outcome: Outcome,
    pub sink: &'s mut dyn FnMut(Finding),
    /// The number of lines before the current part.
    pub line: u64,
    /// The number of records that ended before the current part.
    pub before: u64,
}

impl ValidationRun<'_> {
    /// Takes the findings of a reader so far.
    pub fn take(&mut self, reader: &mut DocumentReader) {
        if let Some(root) = reader.root.as_ref().filter(|_| self.outcome.version.is_empty()) {
            self.outcome.version.clone_from(&root.version);
            if root.is_iati() {
                self.outcome.file_type.clone_from(&root.name);
            }
        }
        if let Some(finding) = reader.rejection.take() {
            (self.sink)(finding);
        }
        if let Some(engine) = &mut reader.engine {
            for mut finding in engine.out.drain(..) {
                for place in &mut finding.places {
                    place.line += self.line;
                }
                if finding.record > 0 {
                    finding.record += self.before;
                }
                (self.sink)(finding);
            }
            let identifiers =
                engine.identifiers.drain(..).map(|v| LocatedValue { line: v.line + self.line, ..v });
            self.outcome.seen.identifiers(identifiers);
            let related = engine.related.drain(..).map(|v| LocatedValue { line: v.line + self.line, ..v });
            self.outcome.seen.related(related, engine.reporting.drain(..));
            self.outcome.records += std::mem::take(&mut engine.records);
        }
    }

    pub fn fault(&mut self, mut fault: XmlFault) {
        fault.line += self.line;
        let places = vec![FindingPlace { line: fault.line, text: String::new() }];
        (self.sink)(file_finding("0.1.1", "iati", Message::Fault(fault.clone()), places));
        self.outcome.fault = Some(fault);
    }

    /// Adds the findings that only the end of the file decides.
    pub fn finish(&mut self) {
        if self.outcome.fault.is_some() {
            return;
        }
        let places = self.outcome.seen.duplicates();
        if !places.is_empty() {
            let mut finding = file_finding("1.1.2", "identifiers", Message::Rule, places);
            finding.severity = Severity::Error;
            (self.sink)(finding);
        }
    }
}
