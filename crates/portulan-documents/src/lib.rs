//! Files of documents, such as a signed agreement in PDF: which format a file has, and which words it contains.
//!
//! The content of a file decides on its format; its name must agree. Files with macros are refused. The functions are pure,
//! but a hostile file may cost much time and memory: the server calls them in a sandbox.
mod format;
mod office;
mod pdf;

pub use format::{DocumentFormat, DocumentRefusal, detect, document_format};

/// The longest text that is extracted from a file, in bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// The text of a file for the search, at most [`MAX_TEXT_BYTES`]: words in the order of the file, without their layout.
/// Empty for pictures, for scanned pages, and for a file with a password.
pub fn document_text(format: DocumentFormat, bytes: &[u8]) -> Result<String, DocumentRefusal> {
    match format {
        DocumentFormat::Pdf => Ok(pdf::text(bytes)),
        DocumentFormat::Jpeg | DocumentFormat::Png | DocumentFormat::Webp => Ok(String::new()),
        _ => office::text(format, bytes),
    }
}

/// A text that grows up to [`MAX_TEXT_BYTES`], with one space between words.
#[derive(Default)]
struct BoundedText(String);

impl BoundedText {
    /// Adds characters. White space and control characters become one space.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.end_word();
            } else if !self.is_full() {
                self.0.push(c);
            }
        }
    }

    fn end_word(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') && !self.is_full() {
            self.0.push(' ');
        }
    }

    fn is_full(&self) -> bool {
        self.0.len() + char::MAX.len_utf8() > MAX_TEXT_BYTES
    }

    fn finish(mut self) -> String {
        self.0.truncate(self.0.trim_end().len());
        self.0
    }
}
