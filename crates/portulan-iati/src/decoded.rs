//! Decoding of a document, to display lines of it.
use std::io::Read;

use crate::xml::decode;

/// The document in UTF-8, converted from any known encoding; `None` if the declared encoding is unknown.
///
/// # Errors
///
/// Returns an error if the beginning of the document cannot be read.
pub fn decoded<'r>(source: impl Read + Send + 'r) -> std::io::Result<Option<Box<dyn Read + Send + 'r>>> {
    Ok(decode::utf8(source)?.ok())
}
