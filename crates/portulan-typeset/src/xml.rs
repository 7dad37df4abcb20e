//! A writer of XML and HTML: names are trusted, text is escaped.
use std::fmt::Write as _;

use portulan_locales::markup::escape;

/// A document being written.
#[derive(Default)]
pub(crate) struct Markup {
    out: String,
}

impl Markup {
    /// Writes text, escaped.
    pub fn text(&mut self, text: &str) {
        // Control characters other than tab and line end cannot be represented in XML.
        let plain: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
        self.out.push_str(&escape(&plain));
    }

    /// Writes an empty element; attributes are pairs of name and value.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.out.truncate(self.out.len() - 1);
        self.out.push_str("/>");
    }

    /// Writes an element, with the content that `inside` writes.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        let _ = write!(self.out, "</{name}>");
    }

    /// Writes an element that contains text.
    pub fn text_element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |m| m.text(text));
    }

    /// Writes markup without escaping it.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"{}\"", escape(value));
        }
        self.out.push('>');
    }

    /// Returns the document.
    pub fn into_string(self) -> String {
        self.out
    }
}
