//! The JSON format of the official validator.
use std::collections::BTreeMap;
use std::io::{self, Seek as _, Write};
use std::sync::Arc;

use portulan_iati::{Finding, Message, Outcome, Severity};
use portulan_locales::Language;
use serde::Serialize;
use serde_json::json;

use super::report::{Counts, Excerpts, ValidationReport};
use super::safe_json;
use super::words::{PlaceWords, message};

/// The size in bytes from which findings are moved from memory to a temporary file.
const MAX_MEMORY_BYTES: usize = 8 * 1024 * 1024;
/// The number of bytes written to the temporary file, or copied from it, at a time.
const BLOCK_BYTES: usize = 256 * 1024;
/// The largest number of messages of one rule whose JSON is cached.
const MAX_MESSAGES_PER_RULE: usize = 32;

pub(super) struct JsonReport<W> {
    entries: EntryWriter,
    out: W,
    file: String,
    counts: Counts,
    errors: Spool,
    advice: Spool,
}

/// JSON values in sequence, in memory or in a temporary file.
struct Spool {
    file: io::BufWriter<tempfile::SpooledTempFile>,
    any: bool,
}

impl Spool {
    fn new() -> Self {
        let file = tempfile::SpooledTempFile::new(MAX_MEMORY_BYTES);
        Self { file: io::BufWriter::with_capacity(BLOCK_BYTES, file), any: false }
    }

    fn push(&mut self, entry: &[u8]) -> io::Result<()> {
        if std::mem::replace(&mut self.any, true) {
            self.file.write_all(b",")?;
        }
        self.file.write_all(entry)
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

impl<W: Write> JsonReport<W> {
    pub fn new(language: Language, out: W) -> Self {
        Self {
            entries: EntryWriter::new(language),
            out,
            file: String::new(),
            counts: Counts::default(),
            errors: Spool::new(),
            advice: Spool::new(),
        }
    }
}

/// The fields of a finding that name its record.
#[derive(Serialize)]
struct RecordFields<'a> {
    identifier: &'a str,
    title: &'a str,
}

/// The fields of a finding that describe the fault.
#[derive(Serialize)]
struct RuleFields<'a> {
    id: &'static str,
    category: &'static str,
    severity: &'static str,
    message: &'a str,
    codelist: Option<&'static str>,
}

/// The JSON of a finding's message.
struct RuleJson {
    severity: Severity,
    codelist: Option<&'static str>,
    message: Message,
    json: Vec<u8>,
}

/// Writes findings as the official validator does. Most findings of a file repeat messages, and belong to the
/// same record as the one before, so the JSON of both is cached.
struct EntryWriter {
    language: Language,
    places: PlaceWords,
    /// The identifier and title of the last finding, and their JSON.
    record: (Arc<str>, Arc<str>, Vec<u8>),
    text: BTreeMap<&'static str, Vec<RuleJson>>,
    /// Buffers for the current finding, and for the text of one of its places.
    entry: Vec<u8>,
    context: String,
}

/// The JSON of a struct's fields, without braces.
fn fields(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut json = Vec::new();
    safe_json::write(&mut json, value)?;
    json.pop();
    json.remove(0);
    Ok(json)
}

impl EntryWriter {
    fn new(language: Language) -> Self {
        Self {
            language,
            places: PlaceWords::new(language),
            record: ("".into(), "".into(), Vec::new()),
            text: BTreeMap::new(),
            entry: Vec::new(),
            context: String::new(),
        }
    }

    /// The JSON of a finding; with its file, if it belongs to several files together.
    fn write(&mut self, finding: &Finding, file: Option<&str>) -> io::Result<&[u8]> {
        self.name_record(finding)?;
        let mut entry = std::mem::take(&mut self.entry);
        entry.clear();
        entry.push(b'{');
        entry.extend_from_slice(&self.record.2);
        entry.push(b',');
        self.write_message(finding, &mut entry)?;
        entry.extend_from_slice(b",\"context\":[");
        for (number, place) in finding.places.iter().enumerate() {
            entry.extend_from_slice(if number > 0 { b",{\"text\":" } else { b"{\"text\":" });
            self.context.clear();
            self.places.write_context(finding, place, &mut self.context);
            safe_json::write(&mut entry, &self.context)?;
            entry.push(b'}');
        }
        entry.extend_from_slice(b"],\"lines\":[");
        for (number, place) in finding.places.iter().enumerate() {
            let comma = if number > 0 { "," } else { "" };
            write!(entry, "{comma}{}", place.line)?;
        }
        entry.push(b']');
        if let Some(file) = file {
            entry.extend_from_slice(b",\"file\":");
            safe_json::write(&mut entry, file)?;
        }
        entry.push(b'}');
        self.entry = entry;
        Ok(&self.entry)
    }

    /// Updates the JSON of the record.
    fn name_record(&mut self, finding: &Finding) -> io::Result<()> {
        let (identifier, title, json) = &mut self.record;
        let is_same = Arc::ptr_eq(identifier, &finding.identifier) && Arc::ptr_eq(title, &finding.title);
        if !is_same || json.is_empty() {
            let title = if &*finding.identifier == "file" { "File level errors" } else { &finding.title };
            let json = fields(&RecordFields { identifier: &finding.identifier, title })?;
            self.record = (finding.identifier.clone(), finding.title.clone(), json);
        }
        Ok(())
    }

    /// Writes the message of a finding.
    fn write_message(&mut self, finding: &Finding, entry: &mut Vec<u8>) -> io::Result<()> {
        let Finding { id, class: category, severity, codelist, message: of_finding, .. } = finding;
        let stored = self.text.entry(id).or_default();
        let is_same = |text: &&RuleJson| {
            (text.severity, text.codelist) == (*severity, *codelist) && text.message == *of_finding
        };
        if let Some(text) = stored.iter().find(is_same) {
            entry.extend_from_slice(&text.json);
            return Ok(());
        }
        let message = &message(self.language, finding);
        let severity_name = severity.name();
        let json =
            fields(&RuleFields { id, category, severity: severity_name, message, codelist: *codelist })?;
        entry.extend_from_slice(&json);
        if stored.len() < MAX_MESSAGES_PER_RULE {
            let message = of_finding.clone();
            stored.push(RuleJson { severity: *severity, codelist: *codelist, message, json });
        }
        Ok(())
    }
}

impl<W: Write> ValidationReport for JsonReport<W> {
    fn begin(&mut self, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        self.counts = Counts::default();
        Ok(())
    }

    fn add(&mut self, finding: &Finding) -> io::Result<()> {
        if finding.id == "0.1.1" {
            // A file that is not XML has no other findings.
            (self.errors, self.advice, self.counts) = (Spool::new(), Spool::new(), Counts::default());
        }
        self.counts.add(finding.severity);
        let spool = if finding.severity == Severity::Advice { &mut self.advice } else { &mut self.errors };
        spool.push(self.entries.write(finding, None)?)
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
        // The arrays may not fit in memory: they are copied before the closing brace.
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
            self.out.write_all(self.entries.write(finding, Some(file))?)?;
        }
        self.out.write_all(b"]}\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
