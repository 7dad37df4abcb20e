//! Markup written piece by piece: names are ours, text is escaped.
use std::fmt::Write as _;

use portulan_locales::markup::escape;

/// A document being written.
#[derive(Default)]
pub(crate) struct Markup {
    out: String,
}

impl Markup {
    /// Text, escaped.
    pub fn text(&mut self, text: &str) {
        // Characters that XML has no way to hold: control characters other than tab and line ends.
        let plain: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
        self.out.push_str(&escape(&plain));
    }

    /// An element that has nothing in it; attributes are name and value.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.out.truncate(self.out.len() - 1);
        self.out.push_str("/>");
    }

    /// An element around what `inside` writes.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        let _ = write!(self.out, "</{name}>");
    }

    /// An element around text.
    pub fn of(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |m| m.text(text));
    }

    /// Markup that is good as it is.
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

    /// What was written.
    pub fn done(self) -> String {
        self.out
    }
}
