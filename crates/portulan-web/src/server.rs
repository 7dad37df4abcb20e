//! The HTTP server: hyper with limits of time and number, so that no client blocks the others.
mod body;
mod clients;
mod connections;
mod limits;
mod stream;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{HOST, HeaderValue, RETRY_AFTER, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderName, Request, Response, StatusCode, Version};
use futures_util::FutureExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;
use tracing::Instrument as _;

use self::body::{Held, PacedBody};
use self::clients::Clients;
use self::connections::{Busy, ConnectionState, Connections, NoPlace};
pub use self::limits::ServerLimits;
use self::stream::TimedStream;
use crate::client::{ClientIp, TrustedProxies, client_key};
use crate::respond;

/// The interval at which a waiting connection checks for an idle one to replace.
const PLACE_POLL: Duration = Duration::from_millis(50);

/// Serves until `stop` completes; pending requests then have [`ServerLimits::stop_timeout`] to end.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ServerLimits,
    proxies: Arc<TrustedProxies>,
    is_https: bool,
    stop: impl Future<Output = ()> + Send,
) {
    let connections = Arc::new(Connections::default());
    let clients = Clients::new(limits.max_per_client);
    let shared = Arc::new(Shared { router, limits, proxies: Arc::clone(&proxies), clients, is_https });
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    'accept: loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(e) => {
                    // No file descriptor left, or the client has disconnected: retry a moment later.
                    tracing::warn!(error = &e as &dyn std::error::Error, "a connection was not accepted");
                    connections.close_idlest();
                    sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let client = peer.ip().to_canonical();
        let counted = (!proxies.contains(client)).then(|| client_key(client));
        let place = loop {
            match connections.enter(counted, &limits) {
                Ok(place) => break Some(place),
                Err(NoPlace::ClientFull) => break None,
                // The next connections wait with this one, in the queue of the system.
                Err(NoPlace::Full) => tokio::select! {
                    () = &mut stop => break 'accept,
                    () = connections.freed.notified() => {}
                    () = sleep(PLACE_POLL) => {}
                },
            }
        };
        let Some(place) = place else { continue };
        let served = connection(stream, peer, Arc::clone(&shared), Arc::clone(&place.state));
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

/// State shared by all connections.
struct Shared {
    router: Router,
    limits: ServerLimits,
    proxies: Arc<TrustedProxies>,
    clients: Arc<Clients>,
    is_https: bool,
}

/// One connection, to be driven.
#[allow(clippy::type_complexity, reason = "the service of a connection has no name")]
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    shared: Arc<Shared>,
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
    let limits = shared.limits;
    let peer_key = client_key(peer.ip().to_canonical());
    let stream = TimedStream::new(stream, limits.write_timeout, Arc::clone(&state));
    let service = service_fn(move |request: Request<Incoming>| {
        let busy = Busy::new(&state);
        let shared = Arc::clone(&shared);
        async move {
            let request = request.map(|body| {
                if body.is_end_stream() { Body::empty() } else { Body::new(PacedBody::new(body, &limits)) }
            });
            // A proxy that does not send the client's address has all its clients under its own address,
            // which is unlimited.
            let client = ClientIp::new(Some(peer), request.headers(), &shared.proxies).key();
            let is_forwarded = client != peer_key;
            let place = is_forwarded.then(|| shared.clients.enter(client));
            let response = match place {
                Some(None) => too_many(),
                _ => answer(shared.router.clone(), request, peer, shared.is_https).await,
            };
            // A body in memory is taken whole by the connection, which is busy until it has been sent (`stream.rs`).
            Ok::<_, Infallible>(response.map(|body| match body.size_hint().exact() {
                Some(_) => body,
                None => Body::new(Held::new(body, (busy, place))),
            }))
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .serve_connection(TokioIo::new(stream), service)
}

/// The response to a client with too many pending requests.
fn too_many() -> Response<Body> {
    let mut response = Response::new(Body::from("429 Too Many Requests: too many at once\n"));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
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
    let path = loggable_path(request.uri().path());
    let span = tracing::info_span!("request", %id, method = %request.method(), path);
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
const SECRET_PATHS: [&str; 4] =
    ["/office/start/", "/office/join/", "/office/calendar/", "/office/contribute/"];

/// A path as it may be written into logs: without the secret that some paths end with. Queries are never logged.
pub fn loggable_path(path: &str) -> &str {
    SECRET_PATHS.into_iter().find(|prefix| path.starts_with(prefix)).unwrap_or(path)
}

/// True if a request has exactly one host, as HTTP/1.1 requires (RFC 9112, 3.2).
fn is_well_addressed(request: &Request<Body>) -> bool {
    let hosts = request.headers().get_all(HOST).iter().count();
    hosts == 1 || (hosts == 0 && request.version() != Version::HTTP_11)
}

#[cfg(test)]
mod tests;
