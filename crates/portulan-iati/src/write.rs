//! A canonical writer: two spaces a level, texts on one line, attributes in the order given.
use std::borrow::Cow;
use std::fmt::Write as _;

/// An element to write: what it holds is text, or elements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute, where there is a value.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With text.
    #[must_use]
    pub fn holding(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// With elements after those it has.
    #[must_use]
    pub fn and(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// Whether it holds elements.
    pub fn has_children(&self) -> bool {
        !self.children.is_empty()
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        let _ = write!(out, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape(value));
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
        } else if self.children.is_empty() {
            let _ = writeln!(out, ">{}</{}>", escape(&self.text), self.name);
        } else {
            out.push_str(">\n");
            self.children.iter().for_each(|child| child.write(out, depth + 1));
            let _ = writeln!(out, "{indent}</{}>", self.name);
        }
    }
}

/// A whole document.
pub fn document(root: &Element) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    root.write(&mut out, 0);
    out
}

/// Text as it stands in XML; what XML cannot hold is left out.
fn escape(text: &str) -> Cow<'_, str> {
    let special = |c: char| {
        matches!(c, '<' | '>' | '&' | '"' | '\t' | '\r' | '\n' | '\u{FFFE}' | '\u{FFFF}') || c < ' '
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            c if special(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_are_indented_and_escaped() {
        let narrative = Element::new("narrative").with("xml:lang", "fr").holding("Eau & <santé>\n");
        let title = Element::new("title").and([narrative, Element::new("narrative")]);
        let written = document(&title);
        let lines: Vec<&str> = written.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "<title>",
                "  <narrative xml:lang=\"fr\">Eau &amp; &lt;santé&gt;&#10;</narrative>",
                "  <narrative/>",
                "</title>"
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(text in any::<String>()) {
            let kept: String =
                text.chars().filter(|c| (*c >= ' ' || "\t\r\n".contains(*c)) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
            prop_assert_eq!(crate::xml::unescape(&escape(&text)).into_owned(), kept);
        }
    }
}
