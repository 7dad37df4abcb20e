//! A canonical XML writer: two spaces per level, attributes in the given order, texts unchanged.
use std::borrow::Cow;
use std::fmt::Write as _;

use crate::tree::{Element, ElementChild};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes a whole document.
pub fn document(root: &Element) -> String {
    let mut out = String::from(DECLARATION);
    out.push_str(&fragment(root));
    out
}

/// Writes the beginning of a document, up to the start tag of its root; [`child`] writes the elements of the
/// root.
pub fn open(root: &Element) -> String {
    let mut out = String::from(DECLARATION);
    start(root, &mut out);
    out.push_str(">\n");
    out
}

/// Writes an element of the root, on lines of its own.
pub fn child(element: &Element) -> String {
    let mut out = String::new();
    write(element, &mut out, Some(1));
    out
}

/// Writes the end of a document that [`open`] began.
pub fn close(root: &Element) -> String {
    format!("</{}>\n", root.name)
}

fn start(element: &Element, out: &mut String) {
    let _ = write!(out, "<{}", element.name);
    for (name, value) in &element.attributes {
        let _ = write!(out, " {name}=\"{}\"", escape_value(value));
    }
}

/// Writes one element, without XML declaration.
pub fn fragment(element: &Element) -> String {
    let mut out = String::new();
    write(element, &mut out, Some(0));
    out
}

/// Writes an element on lines of its own; without `depth` inside text, where white space is significant.
fn write(element: &Element, out: &mut String, depth: Option<usize>) {
    let name = &element.name;
    let indent = "  ".repeat(depth.unwrap_or_default());
    out.push_str(&indent);
    start(element, out);
    let inner = depth.map(|d| d + 1).filter(|_| !element.has_text());
    out.push_str(if element.children.is_empty() { "/>" } else { ">" });
    if inner.is_some() && !element.children.is_empty() {
        out.push('\n');
    }
    for child in &element.children {
        match child {
            ElementChild::Text(text) => out.push_str(&escape_text(text)),
            ElementChild::Element(child) => write(child, out, inner),
        }
    }
    if !element.children.is_empty() {
        let indent = if inner.is_some() { indent.as_str() } else { "" };
        let _ = write!(out, "{indent}</{name}>");
    }
    if depth.is_some() {
        out.push('\n');
    }
}

/// Escapes an attribute value.
fn escape_value(value: &str) -> Cow<'_, str> {
    escape(value, |c| matches!(c, '"' | '\t' | '\n'))
}

fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, |_| false)
}

/// Escapes text; `also` selects further characters to write as references. Characters that XML does not allow
/// are dropped.
fn escape(text: &str, also: fn(char) -> bool) -> Cow<'_, str> {
    let forbidden =
        |c: char| matches!(c, '\u{FFFE}' | '\u{FFFF}') || (c < ' ' && !matches!(c, '\t' | '\n' | '\r'));
    let special = |c: char| matches!(c, '<' | '>' | '&' | '\r') || also(c);
    if !text.contains(|c| special(c) || forbidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| !forbidden(*c)) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' if special(c) => out.push_str("&quot;"),
            c if special(c) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
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
        let narrative = Element::new("narrative").with("xml:lang", "fr").with_text("Eau & <santé>\r");
        let title = Element::new("title").with_children([narrative, Element::new("narrative")]);
        let written = document(&title);
        let lines: Vec<&str> = written.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "<title>",
                "  <narrative xml:lang=\"fr\">Eau &amp; &lt;santé&gt;&#13;</narrative>",
                "  <narrative/>",
                "</title>"
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(text in any::<String>()) {
            let stored: String =
                text.chars().filter(|c| (*c >= ' ' || "\t\r\n".contains(*c)) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
            for written in [escape_text(&text), escape_value(&text)] {
                prop_assert_eq!(crate::xml::unescape(&written), stored.as_str());
            }
        }
    }
}
