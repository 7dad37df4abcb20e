//! Files of documents, such as a signed agreement in PDF: which format a file has, and which words it contains.
//!
//! The content of a file decides on its format; its name must agree. Files with macros are refused. The functions are pure,
//! but a hostile file may cost much time and memory: the server calls them in a sandbox.
mod bounded_text;
mod format;
mod office;
mod pdf;

pub use bounded_text::MAX_TEXT_BYTES;

/// The largest size of a document's file, in bytes.
pub const MAX_FILE_BYTES: usize = 40 << 20;

pub use format::{DocumentFormat, DocumentRefusal, detect, document_format};

/// The text of a file for the search, at most [`MAX_TEXT_BYTES`]: words in the order of the file, without their layout.
/// Empty for pictures, for scanned pages, and for a file with a password.
pub fn document_text(format: DocumentFormat, bytes: &[u8]) -> Result<String, DocumentRefusal> {
    match format {
        DocumentFormat::Pdf => Ok(pdf::text(bytes)),
        DocumentFormat::Jpeg | DocumentFormat::Png | DocumentFormat::Webp => Ok(String::new()),
        _ => office::text(format, bytes),
    }
}
