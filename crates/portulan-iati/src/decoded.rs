//! The text of a document, to show lines of it.
use std::io::Read;

use crate::xml::decode;

/// The document in UTF-8, converted from any encoding that is known; `None` when the declared encoding is not.
///
/// # Errors
/// When its beginning cannot be read.
pub fn decoded<'r>(source: impl Read + Send + 'r) -> std::io::Result<Option<Box<dyn Read + Send + 'r>>> {
    Ok(decode::utf8(source)?.ok())
}
