//! A document's text, for those who show lines of it.
use std::io::Read;

use crate::xml::decode;

/// The document in UTF-8, whatever its encoding; `None` when the encoding that it declares is not known.
///
/// # Errors
/// When its beginning cannot be read.
pub fn decoded<'r>(source: impl Read + Send + 'r) -> std::io::Result<Option<Box<dyn Read + Send + 'r>>> {
    Ok(decode::utf8(source)?.ok())
}
