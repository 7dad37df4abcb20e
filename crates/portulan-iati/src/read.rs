//! Reading records whole, one after the other.
use std::io::Read;

use crate::tree::{Builder, Element};
use crate::xml::{FaultKind, Tokenizer, XmlFault, decode};

/// How much is read at a time, in bytes.
const BLOCK: usize = 64 * 1024;

/// Why records cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The stream failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It is not XML, or a record is larger than what is kept.
    #[error(transparent)]
    Fault(#[from] XmlFault),
    /// Its records take more memory than they may: this number of bytes.
    #[error("the records of the document take more than {0} bytes of memory")]
    TooMuch(usize),
}

/// Reads a document in bounded memory: gives each element below the root to `sink`, whole, and the root's start tag last.
///
/// # Errors
/// When the stream fails, is not XML, or one element below the root holds more than 64 MiB.
pub fn records(source: impl Read + Send, sink: &mut dyn FnMut(Element)) -> Result<Element, ReadError> {
    records_within(source, usize::MAX, &mut |_, element| sink(element))
}

/// As [`records`], for a caller that keeps all of them, which may take `most` bytes together; gives the line that each
/// element begins at, counted from 1, too.
///
/// # Errors
/// As [`records`], and when they take more.
pub fn records_within(
    source: impl Read + Send,
    most: usize,
    sink: &mut dyn FnMut(u64, Element),
) -> Result<Element, ReadError> {
    let mut source = decode::utf8(source)??;
    let mut tokenizer = Tokenizer::new();
    let mut builder = Builder::default();
    let mut block = vec![0; BLOCK];
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
        // The end of the document may complete records, too.
        builder.done.drain(..).for_each(|(line, element)| sink(line, element));
        if read == 0 {
            return Ok(builder.root.unwrap_or_default());
        }
    }
}

/// Reads one element that stands for itself, as [`crate::write::fragment`] writes it.
///
/// # Errors
/// When the text is not one element in XML.
pub fn element(text: &str) -> Result<Element, ReadError> {
    let mut found = Vec::new();
    let framed = ["<r>", text, "</r>"].concat();
    records(framed.as_bytes(), &mut |element| found.push(element))?;
    match found.pop() {
        Some(element) if found.is_empty() => Ok(element),
        _ => Err(XmlFault { line: 1, kind: FaultKind::Empty }.into()),
    }
}
