//! The official validator's report shape.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Seek as _, Write};

use portulan_iati::{Finding, Message, Outcome, Severity};
use portulan_locales::Language;
use serde::Serialize;
use serde_json::json;

use super::words::PlaceWords;
use super::{Counts, Excerpts, Report, message, safe_json};

/// Entries kept in memory before they go to a temporary file, in bytes.
const IN_MEMORY: usize = 8 * 1024 * 1024;
/// Bytes written to the temporary file, or copied from it, at a time.
const BLOCK_BYTES: usize = 256 * 1024;
/// Messages of one rule that are remembered, at most.
const MAX_MESSAGES_PER_RULE: usize = 32;

pub(super) struct Json<W> {
    entries: Entries,
    out: W,
    file: String,
    counts: Counts,
    errors: Spool,
    advice: Spool,
}

/// JSON values, one after the other, in memory or in a temporary file.
struct Spool {
    file: io::BufWriter<tempfile::SpooledTempFile>,
    any: bool,
}

impl Spool {
    fn new() -> Self {
        let file = tempfile::SpooledTempFile::new(IN_MEMORY);
        Self { file: io::BufWriter::with_capacity(BLOCK_BYTES, file), any: false }
    }

    fn push(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if std::mem::replace(&mut self.any, true) {
            self.file.write_all(b",")?;
        }
        safe_json::write(&mut self.file, entry)
    }

    fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.rewind()?;
        io::copy(&mut io::BufReader::with_capacity(BLOCK_BYTES, file), out)?;
        *self = Self::new();
        Ok(())
    }
}

impl<W: Write> Json<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self {
            entries: Entries::new(language),
            out,
            file: String::new(),
            counts: Counts::default(),
            errors: Spool::new(),
            advice: Spool::new(),
        }
    }
}

/// An entry as the official validator writes it.
#[derive(Serialize)]
struct Entry<'a> {
    identifier: &'a str,
    title: &'a str,
    id: &'static str,
    category: &'static str,
    severity: &'static str,
    message: Cow<'a, str>,
    codelist: Option<&'static str>,
    context: Vec<EntryContext>,
    lines: Vec<u64>,
    /// The file, where the entry is of several files together.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

#[derive(Serialize)]
struct EntryContext {
    text: String,
}

/// Makes entries; remembers messages, because most entries of a file say what others said.
struct Entries {
    language: Language,
    places: PlaceWords,
    messages: BTreeMap<&'static str, Vec<(Message, String)>>,
}

impl Entries {
    fn new(language: Language) -> Self {
        Self { language, places: PlaceWords::new(language), messages: BTreeMap::new() }
    }

    fn entry<'a>(&'a mut self, finding: &'a Finding) -> Entry<'a> {
        let of_file = &*finding.identifier == "file";
        Entry {
            identifier: &finding.identifier,
            title: if of_file { "File level errors" } else { &finding.title },
            id: finding.id,
            category: finding.class,
            severity: finding.severity.name(),
            codelist: finding.codelist,
            context: finding
                .places
                .iter()
                .map(|place| EntryContext { text: self.places.context(finding, place) })
                .collect(),
            lines: finding.places.iter().map(|p| p.line).collect(),
            file: None,
            message: self.message(finding),
        }
    }

    fn message(&mut self, finding: &Finding) -> Cow<'_, str> {
        let kept = self.messages.entry(finding.id).or_default();
        let at = match kept.iter().position(|(message, _)| *message == finding.message) {
            Some(at) => at,
            None if kept.len() >= MAX_MESSAGES_PER_RULE => return message(self.language, finding).into(),
            None => {
                kept.push((finding.message.clone(), message(self.language, finding)));
                kept.len() - 1
            }
        };
        kept[at].1.as_str().into()
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
        let spool = if finding.severity == Severity::Advice { &mut self.advice } else { &mut self.errors };
        spool.push(&self.entries.entry(finding))
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
        let mut written = Vec::new();
        safe_json::write(&mut written, &head)?;
        // The arrays may not fit in memory: they are copied in before the closing brace.
        self.out.write_all(&written[..written.len() - 1])?;
        self.out.write_all(b",\"errors\":[")?;
        self.errors.write_to(&mut self.out)?;
        self.out.write_all(b"],\"advice\":[")?;
        self.advice.write_to(&mut self.out)?;
        self.out.write_all(b"]}\n")
    }

    fn across(&mut self, findings: &[(String, Finding)]) -> io::Result<()> {
        self.out.write_all(b"{\"advice\":[")?;
        for (number, (file, finding)) in findings.iter().enumerate() {
            if number > 0 {
                self.out.write_all(b",")?;
            }
            safe_json::write(&mut self.out, &Entry { file: Some(file), ..self.entries.entry(finding) })?;
        }
        self.out.write_all(b"]}\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
