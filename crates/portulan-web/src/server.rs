//! The HTTP server: hyper with bounds of time and number, so that no client can hold up the others.
use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{HOST, HeaderValue, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderName, Request, Response, StatusCode, Version};
use futures_util::FutureExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep, timeout};
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;
use tracing::Instrument as _;

use crate::client::TrustedProxies;
use crate::respond;

/// The bounds of a server.
#[derive(Debug, Clone, Copy)]
pub struct ServerLimits {
    /// The headers of a request come within this time, idle connections included.
    pub header_timeout: Duration,
    /// The next piece of a request's body comes within this time.
    pub body_timeout: Duration,
    /// A client takes the next piece of an answer within this time.
    pub write_timeout: Duration,
    /// Requests that are under way when the server stops have this time to end.
    pub stop_timeout: Duration,
    /// Connections in all.
    pub max_connections: usize,
    /// Connections of one client; trusted proxies have no limit of their own.
    pub max_per_client: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            stop_timeout: Duration::from_secs(10),
            max_connections: 1_024,
            max_per_client: 64,
        }
    }
}

impl ServerLimits {
    /// The default bounds, with as many connections as the files that the process may open leave room for. The limit of open
    /// files is raised as far as the system allows.
    pub fn of_process() -> Self {
        /// Files for the database, the log and what is read.
        const RESERVED_FILES: u64 = 128;
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
        let room = usize::try_from(files.saturating_sub(RESERVED_FILES)).unwrap_or(usize::MAX);
        Self { max_connections: room.clamp(64, 4_096), ..Self::default() }
    }
}

/// Serves until `stop` completes; then requests under way have [`ServerLimits::stop_timeout`] to end.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ServerLimits,
    proxies: Arc<TrustedProxies>,
    is_https: bool,
    stop: impl Future<Output = ()> + Send,
) {
    let connections = Arc::new(Connections::default());
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(e) => {
                    // Out of files, or the client is gone: others are served a moment later.
                    tracing::warn!(error = &e as &dyn std::error::Error, "a connection was not accepted");
                    connections.close_idlest();
                    sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let client = peer.ip().to_canonical();
        let counted = (!proxies.contains(client)).then_some(client);
        let Some(place) = connections.enter(counted, &limits) else { continue };
        let served = connection(stream, peer, router.clone(), limits, is_https, Arc::clone(&place.state));
        let served = graceful.watch(served);
        tokio::spawn(async move {
            tokio::select! {
                ended = served => if let Err(e) = ended {
                    tracing::debug!(error = &e as &dyn std::error::Error, "a connection ended");
                },
                () = place.state.closed.notified() => {}
            }
        });
    }
    drop(listener);
    if timeout(limits.stop_timeout, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were cut off: they did not end in time");
    }
}

/// One connection, to be driven.
#[allow(clippy::type_complexity, reason = "the service of a connection has no name")]
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: ServerLimits,
    is_https: bool,
    state: Arc<ConnectionState>,
) -> http1::Connection<
    TokioIo<TimedStream>,
    impl hyper::service::Service<
        Request<Incoming>,
        Response = Response<Body>,
        Error = Infallible,
        Future = impl Future<Output = Result<Response<Body>, Infallible>> + Send,
    >,
> {
    // An answer is sent whole or in large pieces.
    let _ = stream.set_nodelay(true);
    let body_timeout = limits.body_timeout;
    let service = service_fn(move |request: Request<Incoming>| {
        let busy = Busy::new(&state);
        let router = router.clone();
        async move {
            let request = request.map(|body| Body::new(TimeoutBody::new(body_timeout, body)));
            let response = answer(router, request, peer, is_https).await;
            Ok::<_, Infallible>(response.map(|body| Body::new(Held { body, _busy: busy })))
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .serve_connection(TokioIo::new(TimedStream::new(stream, limits.write_timeout)), service)
}

/// Answers a request: with an identity in logs and headers, and with a page of last resort when a handler panics.
async fn answer(
    router: Router,
    mut request: Request<Body>,
    peer: SocketAddr,
    is_https: bool,
) -> Response<Body> {
    static REQUESTS: AtomicU64 = AtomicU64::new(0);
    let id = format!("{:x}-{:x}", std::process::id(), REQUESTS.fetch_add(1, Ordering::Relaxed));
    let span = tracing::info_span!("request", %id, method = %request.method(), path = loggable_path(request.uri().path()));
    let begun = Instant::now();
    let mut response = if is_well_addressed(&request) {
        request.extensions_mut().insert(ConnectInfo(peer));
        let answered = AssertUnwindSafe(router.oneshot(request)).catch_unwind();
        match answered.instrument(span.clone()).await {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_) => {
                tracing::error!(parent: &span, "a handler panicked");
                respond::failure()
            }
        }
    } else {
        let mut response = Response::new(Body::from("400 Bad Request: one Host header is needed\n"));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        response
    };
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    let (status, millis) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::debug!(parent: &span, status, millis, "answered");
    response
}

/// Paths whose last part is a secret: links for passwords, calendars.
const SECRET_PATHS: [&str; 3] = ["/office/start/", "/office/join/", "/office/calendar/"];

/// A path as it may be written into logs: without the secret that some paths end with. Queries are never logged.
pub fn loggable_path(path: &str) -> &str {
    SECRET_PATHS.into_iter().find(|prefix| path.starts_with(prefix)).unwrap_or(path)
}

/// True if a request names its host once, as HTTP/1.1 asks for (RFC 9112, 3.2).
fn is_well_addressed(request: &Request<Body>) -> bool {
    let hosts = request.headers().get_all(HOST).iter().count();
    hosts == 1 || (hosts == 0 && request.version() != Version::HTTP_11)
}

/// The connections that are open.
#[derive(Default)]
struct Connections {
    open: Mutex<Open>,
    next: AtomicU64,
}

#[derive(Default)]
struct Open {
    by_id: HashMap<u64, Arc<ConnectionState>>,
    by_client: HashMap<IpAddr, usize>,
}

/// What the others may know of a connection.
struct ConnectionState {
    opened: Instant,
    /// Requests whose answers are under way.
    busy: AtomicUsize,
    closed: Notify,
}

/// A place among the connections, given back when it is dropped.
struct Place {
    connections: Arc<Connections>,
    id: u64,
    client: Option<IpAddr>,
    state: Arc<ConnectionState>,
}

impl Connections {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a connection; `None` if its client has as many as one may have. Where all places are taken, the connection
    /// that has been idle for longest makes room: one that waits for its next request, or sends one too slowly.
    fn enter(self: &Arc<Self>, client: Option<IpAddr>, limits: &ServerLimits) -> Option<Place> {
        let client = client.map(group);
        let full = {
            let open = self.open();
            let own = client.and_then(|client| open.by_client.get(&client)).copied().unwrap_or_default();
            if own >= limits.max_per_client {
                return None;
            }
            open.by_id.len() >= limits.max_connections
        };
        if full && !self.close_idlest() {
            return None;
        }
        let state = Arc::new(ConnectionState {
            opened: Instant::now(),
            busy: AtomicUsize::new(0),
            closed: Notify::new(),
        });
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut open = self.open();
        open.by_id.insert(id, Arc::clone(&state));
        if let Some(client) = client {
            *open.by_client.entry(client).or_default() += 1;
        }
        drop(open);
        Some(Place { connections: Arc::clone(self), id, client, state })
    }

    /// Closes the oldest connection on which no request is being answered; false if there is none.
    fn close_idlest(&self) -> bool {
        let mut open = self.open();
        let idle = open.by_id.iter().filter(|(_, state)| state.busy.load(Ordering::Acquire) == 0);
        let Some(id) = idle.min_by_key(|(_, state)| state.opened).map(|(id, _)| *id) else { return false };
        // It no longer counts, though its task ends a moment later.
        if let Some(state) = open.by_id.remove(&id) {
            state.closed.notify_one();
        }
        true
    }
}

/// One client has a whole network of 64 bits of IPv6.
fn group(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V6(address) => IpAddr::from(std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        open.by_id.remove(&self.id);
        if let Some(client) = self.client
            && let Some(count) = open.by_client.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                open.by_client.remove(&client);
            }
        }
    }
}

/// Marks a connection as busy for as long as an answer is under way.
struct Busy(Arc<ConnectionState>);

impl Busy {
    fn new(state: &Arc<ConnectionState>) -> Self {
        state.busy.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(state))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The body of an answer, with the mark that its connection is busy.
struct Held {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for Held {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        hyper::body::Body::size_hint(&self.body)
    }
}

/// A stream whose writes fail when the other side takes nothing for too long.
struct TimedStream {
    stream: TcpStream,
    limit: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl TimedStream {
    fn new(stream: TcpStream, limit: Duration) -> Self {
        Self { stream, limit, stalled: None }
    }

    /// Passes progress on; without progress, fails once the time is over.
    fn timed<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let limit = self.limit;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        match stalled.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        // Who is still sending may read the answer later.
        if buffer.filled().len() > before {
            self.stalled = None;
        }
        polled
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.timed(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.timed(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(cx);
        self.timed(cx, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
