//! The reader of a document: its root determines the grammar, by which an engine reads the rest.
use std::ops::Range;

use crate::engine::Engine;
use crate::finding::{Finding, FindingPlace, Message, Severity};
use crate::schema::Grammar;
use crate::xml::{Handler, StartTag, Tokenizer, XmlFault};

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

/// A critical finding of the file as a whole.
pub(crate) fn file_finding(
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
    pub fn is_iati(&self) -> bool {
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
    pub rejection: Option<Finding>,
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
    pub fn can_split(&self, tokenizer: &Tokenizer) -> bool {
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
