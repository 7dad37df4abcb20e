//! From a stream to findings: one engine reads the file, or several read parts of it.
use std::io::Read;

use crate::cross_file::Seen;
use crate::document_reader::{DocumentReader, ValidationOptions};
use crate::finding::Finding;
use crate::outcome::{Outcome, ValidationRun};
use crate::parallel;
use crate::xml::{Tokenizer, decode};

/// The number of bytes read at a time.
const BLOCK_BYTES: usize = 256 * 1024;

/// Validates a stream of XML. Passes findings to `sink` in file order, and the number of bytes read so far to
/// `progress`. `seen` must be empty: a new value, or the sibling of another file's to compare references
/// across files.
///
/// # Errors
///
/// Returns an error if the stream cannot be read.
pub fn validate(
    source: impl Read + Send,
    options: &ValidationOptions,
    seen: Seen,
    sink: &mut dyn FnMut(Finding),
    progress: &mut dyn FnMut(u64),
) -> std::io::Result<Outcome> {
    let mut run = ValidationRun { outcome: Outcome { seen, ..Outcome::default() }, sink, line: 0, before: 0 };
    let mut source = match decode::utf8(source)? {
        Ok(source) => source,
        Err(fault) => {
            run.fault(fault);
            return Ok(run.outcome);
        }
    };
    let mut tokenizer = Tokenizer::new();
    let mut reader = DocumentReader::new(*options);
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let read = source.read(&mut block)?;
        let result = if read == 0 {
            tokenizer.finish(&mut reader)
        } else {
            tokenizer.feed(&block[..read], &mut reader)
        };
        run.outcome.bytes += read as u64;
        progress(run.outcome.bytes);
        run.take(&mut reader);
        if let Err(fault) = result.and_then(|()| reader.refused()) {
            run.fault(fault);
            break;
        }
        if read == 0 {
            break;
        }
        if options.threads > 1 && reader.can_split(&tokenizer) {
            drop(block);
            let result = parallel::run(&mut source, options, tokenizer, reader, &mut run, progress)?;
            if let Err(fault) = result {
                run.fault(fault);
            }
            break;
        }
    }
    run.finish();
    Ok(run.outcome)
}
