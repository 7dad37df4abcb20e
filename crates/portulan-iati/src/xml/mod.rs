//! A push tokenizer: bytes in, tags and text out, in bounded memory and with exact line numbers.
//!
//! It accepts XML 1.0 documents in UTF-8 (see [`decode`] for other encodings) without an internal DTD subset:
//! entities cannot be declared, so none can expand. Line ends are LF, CRLF and CR. The limits are those of
//! libxml2: 256 levels, 10,000,000 bytes per token.
pub(crate) mod decode;
mod fault;
mod html;
mod markup;
mod tag;
mod tag_cache;
mod text;

use std::ops::Range;

pub(crate) use fault::shorten;
pub use fault::{FaultKind, XmlFault};
pub(crate) use tag::{KEY_NAME_BYTES, StartTag, TagAttribute, key, key_at};
pub(crate) use tag_cache::SLOTS;
pub(crate) use text::{is_blank, is_space, unescape};

use fault::at;
use tag::{Scanned, scan_tag};
use tag_cache::TagCache;
use text::{check_text, count_feeds, count_lines, ends_line, forbidden, noncharacter};

/// The largest depth of elements.
pub(crate) const MAX_DEPTH: usize = 256;
/// The number of bytes of a chunk that are joined with an incomplete token of the previous chunk; small in
/// tests, so that short documents cover this code.
const HEAD_BYTES: usize = if cfg!(test) { 8 } else { 4096 };
/// The largest size of a tag, text or comment, in bytes.
pub(crate) const MAX_TOKEN_BYTES: usize = 10_000_000;

/// Receives the parts of a document. Names and values are as written; values may contain references.
pub(crate) trait Handler {
    /// An element starts. An empty element is followed by its end.
    fn start(&mut self, tag: &StartTag<'_>);
    /// The innermost element ends; `tag` is the range of its end tag in the source, empty for an empty element.
    fn end(&mut self, tag: Range<usize>);
    /// White space between tags.
    fn blank(&mut self, text: &str);
    /// Text inside an element: as written if `raw`, else from a CDATA section.
    fn text(&mut self, text: &str, raw: bool, line: u64);
}

/// The state of a document between two calls of `feed`.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    /// Bytes of an incomplete token.
    carry: Vec<u8>,
    /// The offset in `carry` from which it is scanned again.
    rescan_from: usize,
    /// The number of bytes scanned so far, for tests of the complexity.
    #[cfg(test)]
    scanned: usize,
    line: u64,
    /// The names of the open elements, concatenated; `open` has the start of each.
    names: String,
    open: Vec<u32>,
    started: bool,
    root_seen: bool,
    attributes: Vec<TagAttribute>,
    memo: TagCache,
    /// True if the bytes being scanned contain a carriage return.
    has_returns: bool,
}

/// The result of scanning one token.
enum ScanStep {
    /// Read up to this byte.
    To(usize),
    /// The token is incomplete.
    More,
}

impl Tokenizer {
    /// A tokenizer at the start of a document.
    pub fn new() -> Self {
        Self {
            carry: Vec::new(),
            rescan_from: 0,
            #[cfg(test)]
            scanned: 0,
            line: 1,
            names: String::new(),
            open: Vec::new(),
            started: false,
            root_seen: false,
            attributes: Vec::new(),
            memo: TagCache::new(),
            has_returns: false,
        }
    }

    /// A tokenizer in the content of an open root element.
    pub fn resumed(root: &str) -> Self {
        Self { names: root.to_owned(), open: vec![0], started: true, root_seen: true, ..Self::new() }
    }

    /// The line of the next byte.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The number of open elements.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// True if nothing but white space is pending.
    pub fn is_between_tokens(&self) -> bool {
        self.carry.iter().all(|b| is_space(*b))
    }

    /// Reads the next bytes of the document.
    pub fn feed(&mut self, bytes: &[u8], handler: &mut impl Handler) -> Result<(), XmlFault> {
        if let Some(place) = forbidden(bytes) {
            // The bytes before it may contain an earlier error.
            self.feed(&bytes[..place], handler)?;
            self.rescan(handler)?;
            return Err(at(self.line + count_lines(&self.carry), FaultKind::Character(bytes[place].into())));
        }
        if self.carry.is_empty() {
            let done = self.scan(bytes, handler)?;
            self.carry.extend_from_slice(&bytes[done..]);
            return self.bound_carry();
        }
        // The incomplete token, with as many bytes as nearly all tokens need.
        let before = self.carry.len();
        let (head, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES));
        self.carry.extend_from_slice(head);
        // A token that is still incomplete is scanned again only when twice as many bytes are available, so
        // that the work is proportional to the document, not to the number of chunks.
        if before <= HEAD_BYTES && !rest.is_empty() {
            let joined = std::mem::take(&mut self.carry);
            let done = self.scan(&joined, handler)?;
            if done >= before {
                let left = &bytes[done - before..];
                let done = self.scan(left, handler)?;
                self.carry.extend_from_slice(&left[done..]);
                return self.bound_carry();
            }
            self.carry = joined;
            self.carry.drain(..done);
        }
        self.carry.extend_from_slice(rest);
        if self.carry.len() < self.rescan_from && self.carry.len() <= MAX_TOKEN_BYTES {
            return Ok(());
        }
        self.rescan(handler)
    }

    /// Scans the carried bytes again.
    fn rescan(&mut self, handler: &mut impl Handler) -> Result<(), XmlFault> {
        let mut joined = std::mem::take(&mut self.carry);
        let done = self.scan(&joined, handler)?;
        joined.drain(..done);
        self.carry = joined;
        self.bound_carry()
    }

    fn bound_carry(&mut self) -> Result<(), XmlFault> {
        self.rescan_from = self.carry.len() * 2;
        if self.carry.len() > MAX_TOKEN_BYTES { Err(at(self.line, FaultKind::TokenTooLong)) } else { Ok(()) }
    }

    /// Ends the document.
    pub fn finish(&mut self, handler: &mut impl Handler) -> Result<(), XmlFault> {
        self.rescan(handler)?;
        let rest = std::mem::take(&mut self.carry);
        let blank = rest.iter().all(|b| is_space(*b));
        if !blank {
            // Text without a following tag: outside the root it is an error; inside, the root is not closed.
            let kind = if self.open.is_empty() && rest.first() != Some(&b'<') {
                FaultKind::TextOutside
            } else {
                FaultKind::Truncated
            };
            return Err(at(self.line, kind));
        }
        self.line += count_lines(&rest);
        if let Some(name) = self.innermost() {
            return Err(at(self.line, FaultKind::NotClosed(name.to_owned())));
        }
        if !self.root_seen {
            return Err(at(self.line, FaultKind::Empty));
        }
        Ok(())
    }

    fn innermost(&self) -> Option<&str> {
        self.open.last().map(|from| &self.names[*from as usize..])
    }

    /// Reads complete tokens. Returns the number of bytes read.
    fn scan(&mut self, bytes: &[u8], handler: &mut impl Handler) -> Result<usize, XmlFault> {
        #[cfg(test)]
        {
            self.scanned += bytes.len();
        }
        let (mut text, mut broken) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                (valid, error.error_len().map(|_| FaultKind::NotUtf8))
            }
        };
        if let Some((at, character)) = noncharacter(text) {
            (text, broken) = (&text[..at], Some(FaultKind::Character(character)));
        }
        let bytes = text.as_bytes();
        self.has_returns = memchr::memchr(b'\r', bytes).is_some();
        let mut place = 0;
        if !self.started {
            if b"<?xml ".starts_with(bytes) {
                return Ok(0);
            }
            self.started = true;
            if text.starts_with("<?xml") && bytes.get(5).copied().is_some_and(is_space) {
                let Some(end) = memchr::memmem::find(bytes, b"?>") else {
                    self.started = false;
                    return Ok(0);
                };
                self.line += count_lines(&bytes[..end]);
                place = end + 2;
            }
        }
        while place < bytes.len() {
            let step = if bytes[place] == b'<' {
                match bytes.get(place + 1) {
                    None => ScanStep::More,
                    Some(b'/') => self.close(text, place, handler)?,
                    Some(b'!') => self.bang(text, place, handler)?,
                    Some(b'?') => self.instruction(text, place)?,
                    Some(_) => self.tag(text, place, handler)?,
                }
            } else {
                self.run(text, place, handler)?
            };
            match step {
                ScanStep::To(next) => place = next,
                ScanStep::More => break,
            }
        }
        if let Some(kind) = broken {
            return Err(at(self.line + count_lines(&bytes[place..]), kind));
        }
        Ok(place)
    }

    /// Text up to the next tag.
    fn run(&mut self, text: &str, from: usize, handler: &mut impl Handler) -> Result<ScanStep, XmlFault> {
        let bytes = text.as_bytes();
        let mut place = from;
        let mut lines = 0;
        loop {
            match bytes.get(place) {
                Some(b' ' | b'\t') => {}
                Some(b'\n') => lines += 1,
                Some(b'\r') => lines += u64::from(ends_line(bytes, place)),
                _ => break,
            }
            place += 1;
        }
        if bytes.get(place) == Some(&b'<') {
            if !self.open.is_empty() {
                handler.blank(&text[from..place]);
            }
            self.line += lines;
            return Ok(ScanStep::To(place));
        }
        let end = check_text(bytes, place)
            .map_err(|(offset, kind)| at(self.line + count_lines(&bytes[from..offset]), kind))?;
        let Some(end) = end else { return Ok(ScanStep::More) };
        if self.open.is_empty() {
            return Err(at(self.line, FaultKind::TextOutside));
        }
        handler.text(&text[from..end], true, self.line);
        self.line +=
            if self.has_returns { count_lines(&bytes[from..end]) } else { count_feeds(&bytes[from..end]) };
        Ok(ScanStep::To(end))
    }

    fn close(&mut self, text: &str, from: usize, handler: &mut impl Handler) -> Result<ScanStep, XmlFault> {
        let bytes = text.as_bytes();
        // Nearly always the end tag is the open name and `>`.
        if let Some(&start) = self.open.last() {
            let open = &self.names.as_bytes()[start as usize..];
            let end = from + 2 + open.len();
            if bytes.get(end) == Some(&b'>') && bytes[from + 2..end] == *open {
                handler.end(from..end + 1);
                self.open.pop();
                self.names.truncate(start as usize);
                return Ok(ScanStep::To(end + 1));
            }
        }
        let Some(length) = memchr::memchr(b'>', &bytes[from..]) else { return Ok(ScanStep::More) };
        let written = &text[from + 2..from + length];
        let name = written.trim_end_matches([' ', '\t', '\r', '\n']);
        match self.innermost() {
            Some(open) if open == name => {}
            Some(open) => {
                let kind = FaultKind::Mismatch { open: open.to_owned(), close: shorten(name) };
                return Err(at(self.line, kind));
            }
            None => return Err(at(self.line, FaultKind::CloseWithoutOpen(shorten(name)))),
        }
        handler.end(from..from + length + 1);
        let start = self.open.pop().unwrap_or_default();
        self.names.truncate(start as usize);
        if written.len() != name.len() {
            self.line += count_lines(written.as_bytes());
        }
        Ok(ScanStep::To(from + length + 1))
    }

    fn tag(&mut self, text: &str, from: usize, handler: &mut impl Handler) -> Result<ScanStep, XmlFault> {
        let rest = &text[from..];
        let known = self.memo.find(rest.as_bytes());
        let scanned = match known.map(|slot| self.memo.get(slot)) {
            Some(stored) => Scanned {
                name: stored.name,
                end: stored.text.len(),
                lines: stored.lines,
                empty: stored.empty,
            },
            None => match scan_tag(rest, self.line, &mut self.attributes)? {
                Some(scanned) => scanned,
                None => return Ok(ScanStep::More),
            },
        };
        if self.open.is_empty() {
            if self.root_seen {
                return Err(at(self.line, FaultKind::SecondRoot));
            }
            self.root_seen = true;
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(at(self.line, FaultKind::TooDeep));
        }
        let (name, end) = (&rest[1..scanned.name], from + scanned.end);
        let stored = known.map(|slot| (slot, self.memo.get(slot)));
        handler.start(&StartTag {
            source: rest,
            name,
            attributes: stored.map_or(&self.attributes, |(_, stored)| &stored.attributes),
            line: self.line,
            place: from..end,
            known: stored.map(|(slot, stored)| (slot, stored.id)),
        });
        if known.is_none() {
            let tag = &rest[..scanned.end];
            self.memo.offer(tag, scanned.name, &self.attributes, scanned.empty, scanned.lines);
        }
        self.line += scanned.lines;
        if scanned.empty {
            handler.end(end..end);
        } else {
            let start = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            self.open.push(start);
            self.names.push_str(name);
            // Each of 256 names could be as long as a token.
            if self.names.len() > MAX_TOKEN_BYTES {
                return Err(at(self.line, FaultKind::TokenTooLong));
            }
        }
        Ok(ScanStep::To(end))
    }
}

#[cfg(test)]
mod tests;
