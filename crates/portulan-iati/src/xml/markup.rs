//! Markup that is not an element: comments, CDATA sections, document types, processing instructions.
use super::fault::{FaultKind, XmlFault, at};
use super::tag::is_name;
use super::text::count_lines;
use super::{Handler, ScanStep, Tokenizer};

impl Tokenizer {
    /// A comment, CDATA section or document type.
    pub(super) fn bang(
        &mut self,
        text: &str,
        from: usize,
        handler: &mut impl Handler,
    ) -> Result<ScanStep, XmlFault> {
        let rest = &text[from..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = memchr::memmem::find(comment.as_bytes(), b"--");
            if let Some(length) = length
                && let Some(after) = comment.as_bytes().get(length + 2)
                && *after != b'>'
            {
                return Err(at(self.line, FaultKind::Comment));
            }
            let whole = length.filter(|l| comment.len() > l + 2);
            return Ok(self.skip(rest, from, whole.map(|l| l + 7)));
        }
        if let Some(section) = rest.strip_prefix("<![CDATA[") {
            if self.open.is_empty() {
                return Err(at(self.line, FaultKind::TextOutside));
            }
            let length = memchr::memmem::find(section.as_bytes(), b"]]>");
            if let Some(length) = length {
                handler.text(&section[..length], false, self.line);
            }
            return Ok(self.skip(rest, from, length.map(|l| l + 12)));
        }
        if let Some(doctype) = rest.strip_prefix("<!DOCTYPE") {
            if self.root_seen {
                return Err(at(self.line, FaultKind::Doctype));
            }
            let length = memchr::memchr2(b'>', b'[', doctype.as_bytes());
            if length.is_some_and(|l| doctype.as_bytes()[l] == b'[') {
                return Err(at(self.line, FaultKind::Doctype));
            }
            return Ok(self.skip(rest, from, length.map(|l| l + 10)));
        }
        let partial = ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|whole| whole.starts_with(rest));
        if partial { Ok(ScanStep::More) } else { Err(at(self.line, FaultKind::Markup)) }
    }

    /// Skips markup of this length, and counts its lines.
    fn skip(&mut self, rest: &str, from: usize, length: Option<usize>) -> ScanStep {
        let Some(length) = length else { return ScanStep::More };
        self.line += count_lines(&rest.as_bytes()[..length]);
        ScanStep::To(from + length)
    }

    /// A processing instruction.
    pub(super) fn instruction(&mut self, text: &str, from: usize) -> Result<ScanStep, XmlFault> {
        let bytes = &text.as_bytes()[from..];
        let Some(end) = memchr::memmem::find(&bytes[2..], b"?>").map(|at| at + 2) else {
            return Ok(ScanStep::More);
        };
        let target = text[from + 2..from + end].split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if target.eq_ignore_ascii_case("xml") || !is_name(target) {
            return Err(at(self.line, FaultKind::Instruction));
        }
        self.line += count_lines(&bytes[..end]);
        Ok(ScanStep::To(from + end + 2))
    }
}
