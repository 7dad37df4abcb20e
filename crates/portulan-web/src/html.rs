//! Texts in HTML.
use askama::filters::{Escaper as _, Html as HtmlEscaper, HtmlSafeOutput};

/// Text that needs no more escaping.
pub(crate) type SafeHtml = HtmlSafeOutput<String>;

/// A text with the characters escaped that have a meaning in HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = HtmlEscaper.write_escaped_str(&mut out, text);
    out
}
