//! Request bodies with a minimum rate, and response bodies.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::Body;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};

use super::limits::ServerLimits;

/// Bytes a second that a sender reaches on average over the time that it is waited for.
const MIN_BYTES_PER_SECOND: u64 = 1 << 10;

/// A request body. It fails if the next chunk is late, or if the sender is too slow on average: single bytes
/// at long intervals would otherwise occupy a connection for hours.
pub(super) struct PacedBody {
    body: Incoming,
    piece_timeout: Duration,
    /// The time that the sender may take at first, whatever the pace.
    grace: Duration,
    /// The time that the sender was waited for before the present piece.
    waited: Duration,
    bytes: u64,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl PacedBody {
    pub(super) fn new(body: Incoming, limits: &ServerLimits) -> Self {
        let (piece_timeout, grace) = (limits.body_timeout, limits.body_grace);
        Self { body, piece_timeout, grace, waited: Duration::ZERO, bytes: 0, waiting: None }
    }

    /// The time that the next piece may take.
    fn patience(&self) -> Duration {
        let paced = self.grace + Duration::from_secs(self.bytes / MIN_BYTES_PER_SECOND);
        self.piece_timeout.min(paced.saturating_sub(self.waited))
    }
}

impl hyper::body::Body for PacedBody {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                self.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)));
        }
        let patience = self.patience();
        let (_, timer) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(patience))));
        match timer.as_mut().poll(cx) {
            Poll::Ready(()) => {
                Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut)))))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A response body, with guards that are held until it has been sent: of its busy connection, and of its
/// place among the client's requests.
pub(super) struct Held<T> {
    body: Body,
    _held: T,
}

impl<T> Held<T> {
    pub(super) fn new(body: Body, held: T) -> Self {
        Self { body, _held: held }
    }
}

impl<T: Unpin> hyper::body::Body for Held<T> {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        hyper::body::Body::size_hint(&self.body)
    }
}
