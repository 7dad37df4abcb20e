//! Parallel validation of one file: cut after activities, validated in parts, joined in order.
//!
//! A cut is a guess: the bytes of an end tag could be inside a comment. Each part therefore reports how it
//! ended. If every part before it ended between two activities, a part started at the right place; the first
//! part that did not end so is continued sequentially to the end of the file.
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::document_reader::{DocumentReader, Root, ValidationOptions};
use crate::outcome::ValidationRun;
use crate::xml::{Tokenizer, XmlFault};

/// The size in bytes from which a part is cut.
const PART_BYTES: usize = 1024 * 1024;
/// The number of bytes searched for a cut before the file is read sequentially.
const MAX_SEARCH_BYTES: usize = 8 * 1024 * 1024;
const CUT: &[u8] = b"</iati-activity>";

/// A validated part.
struct ValidatedPart {
    tokenizer: Tokenizer,
    reader: DocumentReader,
    result: Result<(), XmlFault>,
}

impl ValidatedPart {
    fn new(options: ValidationOptions, root: &Root) -> Option<Self> {
        let reader = DocumentReader::resumed(options, root)?;
        Some(Self { tokenizer: Tokenizer::resumed(&root.name), reader, result: Ok(()) })
    }

    fn feed(&mut self, bytes: &[u8]) {
        if self.result.is_ok() {
            self.result = self.tokenizer.feed(bytes, &mut self.reader).and_then(|()| self.reader.refused());
        }
    }

    /// True if the next part started between two activities.
    fn is_clean(&self) -> bool {
        self.result.is_ok() && self.tokenizer.depth() == 1 && self.tokenizer.is_between_tokens()
    }
}

/// Cuts a stream into parts.
struct FileParts<'r> {
    source: &'r mut dyn Read,
    rest: Vec<u8>,
    over: bool,
}

impl FileParts<'_> {
    /// The next part, cut after an activity; the last ones may not be. `None` at the end.
    fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut part = std::mem::take(&mut self.rest);
        let mut wanted = PART_BYTES;
        loop {
            let missing = wanted.saturating_sub(part.len()) as u64;
            let read =
                if self.over { 0 } else { (&mut *self.source).take(missing).read_to_end(&mut part)? };
            self.over |= (read as u64) < missing;
            if let Some(at) = memchr::memmem::rfind(&part, CUT) {
                self.rest = part.split_off(at + CUT.len());
                return Ok(Some(part));
            }
            if self.over || part.len() >= MAX_SEARCH_BYTES {
                return Ok((!part.is_empty()).then_some(part));
            }
            wanted += PART_BYTES;
        }
    }
}

/// Reads the rest of a file whose first activities `tokenizer` and `reader` have read.
pub(crate) fn run(
    source: &mut dyn Read,
    options: &ValidationOptions,
    tokenizer: Tokenizer,
    reader: DocumentReader,
    run: &mut ValidationRun<'_>,
    progress: &mut dyn FnMut(u64),
) -> std::io::Result<Result<(), XmlFault>> {
    let Some(root) = reader.root.clone() else { return Ok(Ok(())) };
    let mut parts = FileParts { source, rest: Vec::new(), over: false };
    // The first reader continues to the end of the first part.
    let mut first = ValidatedPart { tokenizer, reader, result: Ok(()) };
    if let Some(part) = parts.next()? {
        run.outcome.bytes += part.len() as u64;
        first.feed(&part);
    }
    run.take(&mut first.reader);
    if first.result.is_err() {
        return Ok(first.result);
    }
    std::thread::scope(|scope| {
        let workers: Vec<PartWorker> = (0..options.threads)
            .map(|_| {
                let (send, receive) = sync_channel::<Vec<u8>>(2);
                let (answer, answers) = sync_channel::<(ValidatedPart, Vec<u8>)>(2);
                let root = &root;
                scope.spawn(move || work(*options, root, &receive, &answer));
                PartWorker { send, answers }
            })
            .collect();
        join(&workers, &mut parts, first, run, progress)
    })
}

struct PartWorker {
    send: SyncSender<Vec<u8>>,
    answers: Receiver<(ValidatedPart, Vec<u8>)>,
}

fn work(
    options: ValidationOptions,
    root: &Root,
    parts: &Receiver<Vec<u8>>,
    answers: &SyncSender<(ValidatedPart, Vec<u8>)>,
) {
    for part in parts {
        let Some(mut judged) = ValidatedPart::new(options, root) else { return };
        judged.feed(&part);
        if answers.send((judged, part)).is_err() {
            return;
        }
    }
}

/// Distributes parts among the workers in turn, and takes the results in the same order.
fn join(
    workers: &[PartWorker],
    parts: &mut FileParts<'_>,
    first: ValidatedPart,
    run: &mut ValidationRun<'_>,
    progress: &mut dyn FnMut(u64),
) -> std::io::Result<Result<(), XmlFault>> {
    let (mut sent, mut taken) = (0, 0);
    let mut last = first;
    let mut over = false;
    loop {
        while !over && sent - taken < 2 * workers.len() && last.is_clean() {
            match parts.next()? {
                Some(part) => {
                    let _ = workers[sent % workers.len()].send.send(part);
                    sent += 1;
                }
                None => over = true,
            }
        }
        if taken == sent {
            break;
        }
        let Ok((mut judged, part)) = workers[taken % workers.len()].answers.recv() else { break };
        taken += 1;
        run.outcome.bytes += part.len() as u64;
        progress(run.outcome.bytes);
        if last.is_clean() {
            run.line += last.tokenizer.line() - 1;
            run.before = run.outcome.records;
            run.take(&mut judged.reader);
            last = judged;
        } else {
            last.feed(&part);
            run.take(&mut last.reader);
        }
        if last.result.is_err() {
            return Ok(last.result);
        }
    }
    while let Some(part) = parts.next()? {
        run.outcome.bytes += part.len() as u64;
        progress(run.outcome.bytes);
        last.feed(&part);
        run.take(&mut last.reader);
    }
    let result = match last.result {
        Ok(()) => last.tokenizer.finish(&mut last.reader).and_then(|()| last.reader.refused()),
        Err(fault) => Err(fault),
    };
    run.take(&mut last.reader);
    Ok(result)
}
