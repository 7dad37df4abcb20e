//! From a stream to findings: the root determines the grammar; then one engine reads the file, or several
//! read parts of it.
use std::io::Read;
use std::ops::Range;

use crate::cross_file::Seen;
use crate::engine::Engine;
use crate::facts::LocatedValue;
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::parallel;
use crate::schema::Grammar;
use crate::xml::{Handler, StartTag, Tokenizer, XmlFault, decode};

/// The number of bytes read at a time.
const BLOCK_BYTES: usize = 256 * 1024;

/// Options of a validation.
#[derive(Debug, Clone, Copy)]
pub struct ValidationOptions {
    /// The current time in milliseconds since 1970, which dates are compared with.
    pub now: i64,
    /// True to add advice to the official findings.
    pub advice: bool,
    /// The number of threads that validate parts of the file.
    pub threads: usize,
}

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

/// Validates a stream of XML. Passes findings to `sink` in file order, and the number of bytes read so far to
/// `progress`. `seen` must be empty: a new value, or the sibling of another file's to compare references
/// across files.
///
/// # Errors
///
/// Returns an error if the stream cannot be read.
pub fn validate(
    source: impl Read + Send,
    options: &ValidationOptions,
    seen: Seen,
    sink: &mut dyn FnMut(Finding),
    progress: &mut dyn FnMut(u64),
) -> std::io::Result<Outcome> {
    let mut run = ValidationRun { outcome: Outcome { seen, ..Outcome::default() }, sink, line: 0, before: 0 };
    let mut source = match decode::utf8(source)? {
        Ok(source) => source,
        Err(fault) => {
            run.fault(fault);
            return Ok(run.outcome);
        }
    };
    let mut tokenizer = Tokenizer::new();
    let mut reader = DocumentReader::new(*options);
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let read = source.read(&mut block)?;
        let result = if read == 0 {
            tokenizer.finish(&mut reader)
        } else {
            tokenizer.feed(&block[..read], &mut reader)
        };
        run.outcome.bytes += read as u64;
        progress(run.outcome.bytes);
        run.take(&mut reader);
        if let Err(fault) = result.and_then(|()| reader.refused()) {
            run.fault(fault);
            break;
        }
        if read == 0 {
            break;
        }
        if options.threads > 1 && reader.can_split(&tokenizer) {
            drop(block);
            let result = parallel::run(&mut source, options, tokenizer, reader, &mut run, progress)?;
            if let Err(fault) = result {
                run.fault(fault);
            }
            break;
        }
    }
    run.finish();
    Ok(run.outcome)
}

/// The receiver of findings, and the totals.
pub(crate) struct ValidationRun<'s> {
    pub outcome: Outcome,
    sink: &'s mut dyn FnMut(Finding),
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
    fn finish(&mut self) {
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

fn file_finding(
    id: &'static str,
    class: &'static str,
    message: Message,
    places: Vec<FindingPlace>,
) -> Finding {
    Finding {
        id,
        class,
        severity: Severity::Critical,
        message,
        places,
        codelist: None,
        identifier: "file".into(),
        title: "".into(),
        record: 0,
    }
}

/// The root element.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    pub name: String,
    pub version: String,
    /// Its start tag as written, to open it again in other parts.
    pub written: String,
}

impl Root {
    fn is_iati(&self) -> bool {
        matches!(self.name.as_str(), "iati-activities" | "iati-organisations")
    }
}

/// Reads the root, then passes everything to an engine. A refused file is still read to its end, because XML
/// faults take precedence.
#[derive(Debug)]
pub(crate) struct DocumentReader {
    pub options: ValidationOptions,
    pub root: Option<Root>,
    pub engine: Option<Engine>,
    rejection: Option<Finding>,
}

impl DocumentReader {
    pub fn new(options: ValidationOptions) -> Self {
        Self { options, root: None, engine: None, rejection: None }
    }

    /// A reader for another part of the same file.
    pub fn resumed(options: ValidationOptions, root: &Root) -> Option<Self> {
        struct Opener(Engine);
        impl Handler for Opener {
            fn start(&mut self, tag: &StartTag<'_>) {
                self.0.resume(tag);
            }
            fn end(&mut self, _: Range<usize>) {}
            fn blank(&mut self, _: &str) {}
            fn text(&mut self, _: &str, _: bool, _: u64) {}
        }
        let grammar = Grammar::for_root(&root.name, &root.version)?;
        let mut opener = Opener(Engine::new(grammar, options.now, options.advice));
        Tokenizer::new().feed(root.written.as_bytes(), &mut opener).ok()?;
        Some(Self { options, root: Some(root.clone()), engine: Some(opener.0), rejection: None })
    }

    pub fn refused(&self) -> Result<(), XmlFault> {
        match self.engine.as_ref().and_then(|e| e.refused.clone()) {
            Some((line, kind)) => Err(XmlFault { line, kind }),
            None => Ok(()),
        }
    }

    /// True if the file contains activities, and one of them has ended.
    fn can_split(&self, tokenizer: &Tokenizer) -> bool {
        let some_read =
            self.root.as_ref().is_some_and(|r| r.name == "iati-activities") && tokenizer.depth() > 0;
        some_read && self.engine.as_ref().is_some_and(Engine::has_read_records)
    }

    fn reject(&mut self, id: &'static str, class: &'static str, message: Message, line: u64) {
        self.rejection =
            Some(file_finding(id, class, message, vec![FindingPlace { line, text: String::new() }]));
    }
}

impl Handler for DocumentReader {
    fn start(&mut self, tag: &StartTag<'_>) {
        if let Some(engine) = &mut self.engine {
            return engine.start(tag);
        }
        if self.root.is_some() {
            return;
        }
        let version = tag.get("version").unwrap_or_default().into_owned();
        let written = tag.written();
        let root = self.root.insert(Root { name: tag.name.to_owned(), version, written });
        let (name, version) = (root.name.clone(), root.version.clone());
        let namespace = tag.get("xmlns").unwrap_or_default();
        if root.is_iati() && !namespace.is_empty() {
            self.reject("0.2.1", "iati", Message::Namespace(crate::xml::shorten(&namespace)), tag.line);
        } else if !root.is_iati() {
            self.reject("0.2.1", "iati", Message::NotIati(crate::xml::shorten(&name)), tag.line);
        } else if let Some(grammar) = Grammar::for_root(&name, &version) {
            let engine = self.engine.insert(Engine::new(grammar, self.options.now, self.options.advice));
            engine.start(tag);
        } else {
            self.reject("0.6.1", "documents", Message::Version(crate::xml::shorten(&version)), tag.line);
        }
    }

    fn end(&mut self, tag: Range<usize>) {
        if let Some(engine) = &mut self.engine {
            engine.end(tag);
        }
    }

    fn blank(&mut self, text: &str) {
        if let Some(engine) = &mut self.engine {
            engine.blank(text);
        }
    }

    fn text(&mut self, text: &str, raw: bool, line: u64) {
        if let Some(engine) = &mut self.engine {
            engine.text(text, raw, line);
        }
    }
}
