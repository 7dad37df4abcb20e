//! The official validator's report shape.
use std::collections::BTreeMap;
use std::io::{self, Seek as _, Write};

use portulan_iati::{Finding, Message, Outcome, Severity};
use portulan_locales::Language;
use serde_json::json;

use super::{Counts, Excerpts, Report, context, message};

/// Entries kept in memory before they go to a temporary file, in bytes.
const IN_MEMORY: usize = 8 * 1024 * 1024;

pub(super) struct Json<W> {
    language: Language,
    out: W,
    file: String,
    counts: Counts,
    errors: Spool,
    advice: Spool,
    /// Messages that depend on the rule alone, made once.
    messages: BTreeMap<&'static str, String>,
}

/// JSON values, one after the other, in memory or in a temporary file.
struct Spool {
    file: io::BufWriter<tempfile::SpooledTempFile>,
    any: bool,
}

impl Spool {
    fn new() -> Self {
        Self { file: io::BufWriter::new(tempfile::SpooledTempFile::new(IN_MEMORY)), any: false }
    }

    fn push(&mut self, value: &serde_json::Value) -> io::Result<()> {
        if std::mem::replace(&mut self.any, true) {
            self.file.write_all(b",")?;
        }
        serde_json::to_writer(&mut self.file, value).map_err(io::Error::from)
    }

    fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.rewind()?;
        io::copy(file, out)?;
        *self = Self::new();
        Ok(())
    }
}

impl<W: Write> Json<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self {
            language,
            out,
            file: String::new(),
            counts: Counts::default(),
            errors: Spool::new(),
            advice: Spool::new(),
            messages: BTreeMap::new(),
        }
    }
}

impl<W> Json<W> {
    fn entry(&mut self, finding: &Finding) -> serde_json::Value {
        let language = self.language;
        let said = match finding.message {
            Message::Rule => {
                self.messages.entry(finding.id).or_insert_with(|| message(language, finding)).clone()
            }
            _ => message(language, finding),
        };
        let contexts: Vec<_> =
            finding.places.iter().map(|p| json!({ "text": context(self.language, finding, p) })).collect();
        json!({
            "identifier": finding.identifier,
            "title": if finding.identifier == "file" { "File level errors" } else { finding.title.as_str() },
            "id": finding.id,
            "category": finding.class,
            "severity": finding.severity.name(),
            "message": said,
            "codelist": finding.codelist,
            "context": contexts,
            "lines": finding.places.iter().map(|p| p.line).collect::<Vec<_>>(),
        })
    }
}

impl<W: Write> Report for Json<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        self.counts = Counts::default();
        Ok(())
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        if finding.id == "0.1.1" {
            // A file that is not XML has no other verdict.
            (self.errors, self.advice, self.counts) = (Spool::new(), Spool::new(), Counts::default());
        }
        self.counts.add(finding.severity);
        let value = self.entry(finding);
        if finding.severity == Severity::Advice { self.advice.push(&value) } else { self.errors.push(&value) }
    }

    fn end(&mut self, outcome: &Outcome, _: &Excerpts) -> io::Result<()> {
        let head = json!({
            "file": self.file,
            "valid": self.counts.critical == 0,
            "fileType": outcome.file_type,
            "iatiVersion": outcome.version,
            "summary": {
                "critical": self.counts.critical,
                "error": self.counts.error,
                "warning": self.counts.warning,
                "advisory": 0,
            },
        });
        let head = head.to_string();
        // The arrays may not fit in memory: they are copied in before the closing brace.
        self.out.write_all(&head.as_bytes()[..head.len() - 1])?;
        self.out.write_all(b",\"errors\":[")?;
        self.errors.write_to(&mut self.out)?;
        self.out.write_all(b"],\"advice\":[")?;
        self.advice.write_to(&mut self.out)?;
        self.out.write_all(b"]}\n")
    }

    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        let advice: Vec<_> = findings
            .iter()
            .map(|(file, finding)| {
                let mut entry = self.entry(finding);
                entry["file"] = json!(file);
                entry
            })
            .collect();
        writeln!(self.out, "{}", json!({ "advice": advice }))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
