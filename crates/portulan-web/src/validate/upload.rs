//! The file, from the pieces of a request to a stream that can be read.
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use flate2::read::MultiGzDecoder;
use portulan_exchange::validation::is_office_file;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::limits::{
    CHUNK_TIMEOUT, FILE_TIMEOUT, GRACE, MAX_OTHER_BYTES, MIN_BYTES_PER_SECOND, MIN_BYTES_PER_SECOND_BUSY,
    PACE_POLL, READ, SENT,
};
use super::refusal::ValidateRefusal;

/// Pieces waiting to be read.
pub(super) const WAITING: usize = 8;

/// The time spent waiting for a sender, and the number of bytes received.
struct Pace {
    /// Files of others that wait for their turn.
    others: Arc<AtomicUsize>,
    until: Instant,
    waited: Duration,
    bytes: u64,
}

impl Pace {
    fn new(others: Arc<AtomicUsize>) -> Self {
        Self { others, until: Instant::now() + FILE_TIMEOUT, waited: Duration::ZERO, bytes: 0 }
    }

    /// True if the sender is too slow, having been waited for so long.
    fn is_slow(&self, waited: Duration) -> bool {
        let is_busy = self.others.load(Ordering::Relaxed) > 0;
        let least = if is_busy { MIN_BYTES_PER_SECOND_BUSY } else { MIN_BYTES_PER_SECOND };
        waited > GRACE && self.bytes < waited.as_secs() * least
    }

    /// Waits for something that the sender sends. The time that this program needs for itself does not count.
    async fn next<T>(&mut self, sent: impl Future<Output = T>) -> Result<T, ValidateRefusal> {
        let begun = Instant::now();
        let end = self.until.min(begun + CHUNK_TIMEOUT);
        let mut sent = std::pin::pin!(sent);
        loop {
            let next = timeout_at(end.min(Instant::now() + PACE_POLL), sent.as_mut()).await;
            let waited = self.waited + begun.elapsed();
            if self.is_slow(waited) || (next.is_err() && Instant::now() >= end) {
                return Err(ValidateRefusal::TooSlow);
            }
            if let Ok(next) = next {
                self.waited = waited;
                return Ok(next);
            }
        }
    }
}

/// Passes the file of a form on, piece by piece. Reports its name once its first bytes are there.
pub(super) async fn pump(
    form: Multipart,
    name: oneshot::Sender<Result<String, ValidateRefusal>>,
    pieces: mpsc::Sender<io::Result<Bytes>>,
    others: Arc<AtomicUsize>,
) {
    let mut name = Some(name);
    if let Err(refusal) = send_file(form, &mut name, &pieces, Pace::new(others)).await {
        // If the receiver is gone, so is the request.
        match name {
            Some(name) => drop(name.send(Err(refusal))),
            None => drop(pieces.send(Err(io::Error::other(refusal))).await),
        }
    }
}

/// Finds the field with the file, reading other fields within their bound, and passes the file on.
async fn send_file(
    mut form: Multipart,
    name: &mut Option<oneshot::Sender<Result<String, ValidateRefusal>>>,
    pieces: &mpsc::Sender<io::Result<Bytes>>,
    mut pace: Pace,
) -> Result<(), ValidateRefusal> {
    let mut left = MAX_OTHER_BYTES;
    loop {
        let field = pace.next(form.next_field()).await?.map_err(|_| ValidateRefusal::Malformed)?;
        let mut field = field.ok_or(ValidateRefusal::NoFile)?;
        if field.name() != Some("file") {
            while let Some(piece) = pace.next(field.chunk()).await?.map_err(|_| ValidateRefusal::Malformed)? {
                pace.bytes += piece.len() as u64;
                left = left.checked_sub(piece.len()).ok_or(ValidateRefusal::TooLarge)?;
            }
            continue;
        }
        let shown: String = field.file_name().unwrap_or_default().chars().take(120).collect();
        if shown.is_empty() {
            return Err(ValidateRefusal::NoFile);
        }
        let first = pace.next(field.chunk()).await?.map_err(|_| ValidateRefusal::Malformed)?;
        let is_awaited = name.take().is_some_and(|name| name.send(Ok(shown)).is_ok());
        return if is_awaited { pass_on(field, first, pace, pieces).await } else { Ok(()) };
    }
}

async fn pass_on(
    mut field: Field<'_>,
    first: Option<Bytes>,
    mut pace: Pace,
    pieces: &mpsc::Sender<io::Result<Bytes>>,
) -> Result<(), ValidateRefusal> {
    let mut next = first;
    let mut sent = 0;
    while let Some(piece) = next {
        sent += piece.len() as u64;
        pace.bytes += piece.len() as u64;
        if sent > SENT {
            return Err(ValidateRefusal::TooLarge);
        }
        if pieces.send(Ok(piece)).await.is_err() {
            return Ok(());
        }
        next = pace.next(field.chunk()).await?.map_err(|_| ValidateRefusal::Malformed)?;
    }
    Ok(())
}

/// The pieces as one stream.
pub(super) struct Pieces {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    rest: Bytes,
    /// The error that ended the stream, reported after the bytes before it.
    failed: Option<io::Error>,
}

impl Pieces {
    pub fn new(receiver: mpsc::Receiver<io::Result<Bytes>>) -> Self {
        Self { receiver, rest: Bytes::new(), failed: None }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(e) = self.failed.take() {
            return Err(e);
        }
        while self.rest.is_empty() {
            match self.receiver.blocking_recv() {
                Some(piece) => self.rest = piece?,
                None => return Ok(0),
            }
        }
        // Pieces that have arrived are joined, so that a sender of single bytes causes no work for each.
        let mut filled = 0;
        loop {
            let count = (buffer.len() - filled).min(self.rest.len());
            buffer[filled..filled + count].copy_from_slice(&self.rest.split_to(count));
            filled += count;
            if filled == buffer.len() {
                return Ok(filled);
            }
            match self.receiver.try_recv() {
                Ok(Ok(piece)) => self.rest = piece,
                Ok(Err(e)) => {
                    self.failed = Some(e);
                    return Ok(filled);
                }
                Err(_) => return Ok(filled),
            }
        }
    }
}

/// The decompressed stream. It fails beyond the size limit, and for an office document, archive or
/// spreadsheet, detected by its first bytes or name.
pub(super) fn open(mut source: impl Read + Send + 'static, name: &str) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    source.by_ref().take(4).read_to_end(&mut head)?;
    if head == b"PK\x03\x04" || is_office_file(&head, name) {
        return Err(io::Error::other(ValidateRefusal::NotXml));
    }
    let packed = head.starts_with(&[0x1F, 0x8B]);
    let whole = Cursor::new(head).chain(source);
    if packed {
        return Ok(Box::new(Bounded { source: MultiGzDecoder::new(whole), left: READ }));
    }
    Ok(Box::new(whole))
}

struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.left =
            self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(ValidateRefusal::TooLarge))?;
        Ok(count)
    }
}
