//! The extracted text.

/// The longest text that is extracted from a file, in bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// A text that grows up to [`MAX_TEXT_BYTES`], with one space between words.
#[derive(Default)]
pub struct BoundedText(String);

impl BoundedText {
    /// Adds characters. White space and control characters become one space.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.end_word();
            } else if !self.is_full() {
                self.0.push(c);
            }
        }
    }

    /// Ends a word.
    pub fn end_word(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') && !self.is_full() {
            self.0.push(' ');
        }
    }

    /// True if nothing more is added.
    pub fn is_full(&self) -> bool {
        self.0.len() + char::MAX.len_utf8() > MAX_TEXT_BYTES
    }

    /// The text, without a space at the end.
    pub fn finish(mut self) -> String {
        self.0.truncate(self.0.trim_end().len());
        self.0
    }
}
