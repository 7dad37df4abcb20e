//! Decoding of a file to UTF-8: byte order marks and declared encodings.
use std::io::{Cursor, Read};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::fault::{FaultKind, XmlFault, at};

/// The number of bytes searched for an XML declaration.
const DECLARATION_BYTES: u64 = 512;

/// Decodes `source` from its declared encoding to UTF-8.
///
/// # Errors
///
/// The inner fault names an unknown encoding; the outer error is that of the source.
pub(crate) fn utf8<'r>(
    mut source: impl Read + Send + 'r,
) -> std::io::Result<Result<Box<dyn Read + Send + 'r>, XmlFault>> {
    let mut head = Vec::new();
    source.by_ref().take(DECLARATION_BYTES).read_to_end(&mut head)?;
    let encoding = match encoding(&head) {
        Ok(encoding) => encoding,
        Err(name) => return Ok(Err(at(1, FaultKind::Encoding(name)))),
    };
    let bom = head.starts_with(b"\xEF\xBB\xBF");
    let rest = Cursor::new(if bom { head.split_off(3) } else { head }).chain(source);
    if encoding == encoding_rs::UTF_8 {
        // Passed through unchanged: the tokenizer checks UTF-8 and reports the position of errors.
        return Ok(Ok(Box::new(rest)));
    }
    Ok(Ok(Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(rest))))
}

/// The encoding of a file, from its first bytes; otherwise the name of an unknown encoding.
fn encoding(head: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if head.starts_with(b"<\0") {
        return Ok(encoding_rs::UTF_16LE);
    }
    if head.starts_with(b"\0<") {
        return Ok(encoding_rs::UTF_16BE);
    }
    let Some(declaration) = head.strip_prefix(b"<?xml") else { return Ok(encoding_rs::UTF_8) };
    let end = memchr::memmem::find(declaration, b"?>").unwrap_or(declaration.len());
    let declaration = String::from_utf8_lossy(&declaration[..end]);
    let Some(after) = declaration.split_once("encoding").map(|(_, after)| after.trim_start()) else {
        return Ok(encoding_rs::UTF_8);
    };
    let quoted = after.trim_start_matches('=').trim_start();
    let name: String = match quoted.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted[1..].chars().take_while(|c| *c != quote).collect(),
        _ => String::new(),
    };
    // Without a byte order mark, bytes that read as `<?xml` are not UTF-16, whatever they declare.
    match Encoding::for_label(name.trim().as_bytes()) {
        Some(e) if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE => Ok(encoding_rs::UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(name),
    }
}
