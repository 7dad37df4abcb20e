//! Reading of whole records, one after the other.
use std::io::Read;

use crate::tree::{Builder, Element};
use crate::xml::{FaultKind, Tokenizer, XmlFault, decode};

/// The number of bytes read at a time.
const BLOCK_BYTES: usize = 64 * 1024;

/// The reason why records cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The stream failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The document is not XML, or a record is larger than the limit.
    #[error(transparent)]
    Fault(#[from] XmlFault),
    /// All records together exceed the limit of this many bytes.
    #[error("the records of the document take more than {0} bytes of memory")]
    TooMuch(usize),
}

/// Reads a document in bounded memory: passes each element below the root to `sink`. Returns the start tag of
/// the root.
///
/// # Errors
///
/// Returns an error if the stream fails, is not XML, or one element below the root is larger than 64 MiB.
pub fn records(source: impl Read + Send, sink: &mut dyn FnMut(Element)) -> Result<Element, ReadError> {
    records_within(source, usize::MAX, &mut |_, element| sink(element))
}

/// Like [`records`], for callers that store all records: the total is limited to `most` bytes, and `sink`
/// also receives the line of each element, from 1.
///
/// # Errors
///
/// Like [`records`], and if the limit is exceeded.
pub fn records_within(
    source: impl Read + Send,
    most: usize,
    sink: &mut dyn FnMut(u64, Element),
) -> Result<Element, ReadError> {
    let mut source = decode::utf8(source)??;
    let mut tokenizer = Tokenizer::new();
    let mut builder = Builder::default();
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let read = source.read(&mut block)?;
        if read == 0 {
            tokenizer.finish(&mut builder)?;
        } else {
            tokenizer.feed(&block[..read], &mut builder)?;
        }
        if let Some((line, kind)) = builder.refused {
            return Err(XmlFault { line, kind }.into());
        }
        if builder.total > most {
            return Err(ReadError::TooMuch(most));
        }
        // The end of the document can complete records too.
        builder.done.drain(..).for_each(|(line, element)| sink(line, element));
        if read == 0 {
            return Ok(builder.root.unwrap_or_default());
        }
    }
}

/// Reads a single element, as [`crate::write::fragment`] writes it.
///
/// # Errors
///
/// Returns an error if the text is not exactly one XML element.
pub fn element(text: &str) -> Result<Element, ReadError> {
    let mut found = Vec::new();
    let framed = ["<r>", text, "</r>"].concat();
    records(framed.as_bytes(), &mut |element| found.push(element))?;
    match found.pop() {
        Some(element) if found.is_empty() => Ok(element),
        _ => Err(XmlFault { line: 1, kind: FaultKind::Empty }.into()),
    }
}
