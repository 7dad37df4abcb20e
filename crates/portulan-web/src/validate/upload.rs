//! The file, from the pieces of a request to a stream that can be read.
use std::io::{self, Cursor, Read};

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use flate2::read::MultiGzDecoder;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout, timeout_at};

use super::Refusal;
use super::limits::{PATIENCE, READ, SENT, WHOLE};

/// Pieces waiting to be read.
pub(super) const WAITING: usize = 8;

/// Passes the file of a form on, piece by piece; first says its name.
pub(super) async fn pump(
    mut form: Multipart,
    name: oneshot::Sender<Result<String, Refusal>>,
    pieces: mpsc::Sender<io::Result<Bytes>>,
) {
    let until = Instant::now() + WHOLE;
    let found = loop {
        match timeout(PATIENCE, form.next_field()).await {
            Ok(Ok(Some(field))) if field.name() == Some("file") => break Ok(field),
            Ok(Ok(Some(_))) => {}
            Ok(Ok(None)) => break Err(Refusal::NoFile),
            Ok(Err(_)) => break Err(Refusal::Malformed),
            Err(_) => break Err(Refusal::TooSlow),
        }
    };
    match found {
        Ok(field) if field.file_name().is_none_or(str::is_empty) => {
            let _ = name.send(Err(Refusal::NoFile));
        }
        Ok(field) => {
            let shown = field.file_name().unwrap_or_default().chars().take(120).collect();
            if name.send(Ok(shown)).is_ok() {
                pass_on(field, until, &pieces).await;
            }
        }
        // Who asked has gone when nobody hears this.
        Err(refusal) => drop(name.send(Err(refusal))),
    }
}

async fn pass_on(mut field: Field<'_>, until: Instant, pieces: &mpsc::Sender<io::Result<Bytes>>) {
    let mut sent = 0;
    loop {
        let deadline = until.min(Instant::now() + PATIENCE);
        let piece = match timeout_at(deadline, field.chunk()).await {
            Ok(Ok(Some(piece))) => piece,
            Ok(Ok(None)) => return,
            Ok(Err(_)) => {
                let _ = pieces.send(Err(io::Error::other(Refusal::Malformed))).await;
                return;
            }
            Err(_) => {
                let _ = pieces.send(Err(io::Error::other(Refusal::TooSlow))).await;
                return;
            }
        };
        sent += piece.len() as u64;
        let piece = if sent > SENT { Err(io::Error::other(Refusal::TooLarge)) } else { Ok(piece) };
        let last = piece.is_err();
        if pieces.send(piece).await.is_err() || last {
            return;
        }
    }
}

/// The pieces as one stream.
pub(super) struct Pieces {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    rest: Bytes,
}

impl Pieces {
    pub fn new(receiver: mpsc::Receiver<io::Result<Bytes>>) -> Self {
        Self { receiver, rest: Bytes::new() }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.receiver.blocking_recv() {
                Some(piece) => self.rest = piece?,
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.rest.len());
        buffer[..count].copy_from_slice(&self.rest.split_to(count));
        Ok(count)
    }
}

/// The stream decompressed, if it is; longer than allowed it fails.
pub(super) fn open(mut source: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    source.by_ref().take(2).read_to_end(&mut head)?;
    let packed = head == [0x1F, 0x8B];
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
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(Refusal::TooLarge))?;
        Ok(count)
    }
}
