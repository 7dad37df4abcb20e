//! The server against slow, silent and many clients, with short bounds.
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;

/// Short limits, so that the tests are fast.
fn limits() -> ServerLimits {
    ServerLimits {
        header_timeout: Duration::from_millis(300),
        body_timeout: Duration::from_millis(300),
        body_grace: Duration::from_millis(600),
        write_timeout: Duration::from_millis(300),
        stop_timeout: Duration::from_millis(300),
        max_connections: 20,
        max_per_client: 5,
    }
}

struct TestServer {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn fails() -> &'static str {
    panic!("on purpose")
}

async fn serve_with(limits: ServerLimits, proxies: TrustedProxies, is_https: bool) -> TestServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let router = Router::new()
        .route("/", get(|| async { "ok" }))
        .route("/panic", get(fails))
        .route("/wait", get(std::future::pending::<&'static str>))
        .route("/large", get(|| async { "x".repeat(64 << 20) }))
        .route("/body", post(|body: axum::body::Bytes| async move { body.len().to_string() }));
    let served = tokio::spawn(serve(listener, router, limits, Arc::new(proxies), is_https, async {
        let _ = stopped.await;
    }));
    TestServer { address, stop, served }
}

async fn server() -> TestServer {
    serve_with(limits(), TrustedProxies::default(), false).await
}

/// Sends bytes. Returns the response until the server closes the connection.
async fn exchange(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(bytes).await.expect("sent");
    let mut text = Vec::new();
    // A reset connection counts as closed.
    let _ = stream.read_to_end(&mut text).await;
    String::from_utf8_lossy(&text).into_owned()
}

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn half_open_requests_hold_up_nobody() {
    let house = server().await;
    let mut open = Vec::new();
    for _ in 0..40 {
        let mut stream = TcpStream::connect(house.address).await.expect("connected");
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await;
        open.push(stream);
    }
    assert!(exchange(house.address, GET).await.starts_with("HTTP/1.1 200"), "more than there is room for");
    for stream in &mut open {
        let mut rest = Vec::new();
        let ended = timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a half-open request is closed");
    }
}

#[tokio::test]
async fn one_client_has_a_bounded_number_of_connections() {
    let none = std::iter::empty().collect();
    let house =
        serve_with(ServerLimits { header_timeout: Duration::from_mins(1), ..limits() }, none, false).await;
    let mut open = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(house.address).await.expect("connected");
        stream.write_all(b"GET / ").await.expect("sent");
        open.push(stream);
    }
    // The server sees connections in their order, so these five are counted; the oldest that is idle makes room.
    assert!(exchange(house.address, GET).await.starts_with("HTTP/1.1 200"), "the sixth is answered");
    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(5), open[0].read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the first is closed");
    drop(open);
    let mut busy = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(house.address).await.expect("connected");
        stream.write_all(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
        busy.push(stream);
    }
    // A connection is busy once its request has been read.
    sleep(Duration::from_millis(300)).await;
    // Once all five are busy, a further one is closed; when they end, it has room again.
    for wanted in ["", "HTTP/1.1 200"] {
        let mut answer = String::from("none");
        for _ in 0..100 {
            answer = exchange(house.address, GET).await;
            if answer.is_empty() == wanted.is_empty() && answer.starts_with(wanted) {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        assert!(answer.starts_with(wanted) && answer.is_empty() == wanted.is_empty(), "{answer}");
        busy.clear();
    }
}

#[tokio::test]
async fn the_server_stops_while_all_its_places_are_taken() {
    let house =
        serve_with(ServerLimits { max_connections: 1, ..limits() }, TrustedProxies::default(), false).await;
    let mut busy = TcpStream::connect(house.address).await.expect("connected");
    busy.write_all(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    sleep(Duration::from_millis(100)).await;
    let _waits = TcpStream::connect(house.address).await.expect("connected");
    sleep(Duration::from_millis(100)).await;
    house.stop.send(()).expect("running");
    timeout(Duration::from_secs(5), house.served).await.expect("stopped in time").expect("no panic");
}

#[tokio::test]
async fn a_body_that_does_not_come_ends_its_request() {
    let house = server().await;
    let head = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc";
    let answered = timeout(Duration::from_secs(5), exchange(house.address, head)).await;
    assert!(!answered.expect("an end").starts_with("HTTP/1.1 200"));
    let whole = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc";
    assert!(exchange(house.address, whole).await.ends_with("\r\n\r\n3"));
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_cut_off() {
    let house = server().await;
    let mut stream = TcpStream::connect(house.address).await.expect("connected");
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
    sleep(Duration::from_millis(1_500)).await;
    let mut read = 0;
    let mut buffer = vec![0; 1 << 20];
    while let Ok(Ok(count @ 1..)) = timeout(Duration::from_secs(5), stream.read(&mut buffer)).await {
        read += count;
    }
    assert!(read < 64 << 20, "the answer was not sent to its end");
}

#[tokio::test]
async fn the_server_stops_in_time_whoever_is_connected() {
    let house = serve_with(
        ServerLimits { header_timeout: Duration::from_mins(1), ..limits() },
        TrustedProxies::default(),
        false,
    )
    .await;
    let mut stream = TcpStream::connect(house.address).await.expect("connected");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await.expect("sent");
    house.stop.send(()).expect("running");
    timeout(Duration::from_secs(5), house.served).await.expect("stopped in time").expect("no panic");
}

#[tokio::test]
async fn a_panic_is_an_answer_and_requests_are_named() {
    let house = serve_with(limits(), TrustedProxies::default(), true).await;
    let text = exchange(house.address, b"GET /panic HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(text.starts_with("HTTP/1.1 500"), "{text}");
    let text = exchange(house.address, GET).await;
    assert!(text.contains("x-request-id: ") && text.contains("strict-transport-security: max-age=31536000"));
}

#[tokio::test]
async fn a_request_names_its_host_once() {
    let house = server().await;
    for (head, wanted) in [
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        ("GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 200"),
    ] {
        let text = exchange(house.address, head.as_bytes()).await;
        assert!(text.starts_with(wanted), "{head:?}: {text}");
    }
}

#[test]
fn logs_have_no_secret_of_a_link() {
    for (path, wanted) in [
        ("/office/join/secret", "/office/join/"),
        ("/office/start/secret", "/office/start/"),
        ("/office/calendar/id.secret.ics", "/office/calendar/"),
        ("/office/users", "/office/users"),
        ("/fr/partnerships/kendari", "/fr/partnerships/kendari"),
    ] {
        assert_eq!(loggable_path(path), wanted);
    }
}

#[tokio::test]
async fn a_body_that_comes_byte_by_byte_ends_its_request() {
    let house = server().await;
    let mut stream = TcpStream::connect(house.address).await.expect("connected");
    stream.write_all(b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").await.expect("sent");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) && stream.write_all(b"x").await.is_ok() {
        sleep(Duration::from_millis(50)).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(4), "each byte came in time, and all of them too slowly");
}

#[tokio::test]
async fn a_connection_waits_while_all_others_are_busy() {
    let limits = ServerLimits { max_connections: 2, ..limits() };
    let house = serve_with(limits, TrustedProxies::default(), false).await;
    let mut busy = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(house.address).await.expect("connected");
        stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("sent");
        let mut first = [0];
        stream.read_exact(&mut first).await.expect("an answer has begun");
        busy.push(stream);
    }
    // Clients that do not read are disconnected after a timeout, which frees their places.
    let answered = timeout(Duration::from_secs(10), exchange(house.address, GET)).await;
    assert!(answered.expect("an answer").starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn one_client_of_a_proxy_has_a_bounded_number_of_requests() {
    let house = serve_with(limits(), TrustedProxies::default(), false).await;
    let wait = b"GET /wait HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n";
    let mut waiting = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(house.address).await.expect("connected");
        stream.write_all(wait).await.expect("sent");
        waiting.push(stream);
    }
    let get = |client: &str| {
        format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {client}\r\n\r\n")
    };
    // The five requests are pending once the server has read them.
    let mut refused = String::new();
    for _ in 0..100 {
        refused = exchange(house.address, get("192.0.2.7").as_bytes()).await;
        if refused.starts_with("HTTP/1.1 429") {
            break;
        }
        sleep(Duration::from_millis(20)).await;
    }
    assert!(refused.starts_with("HTTP/1.1 429") && refused.contains("retry-after: 1"), "{refused}");
    assert!(exchange(house.address, get("192.0.2.8").as_bytes()).await.starts_with("HTTP/1.1 200"));
    // A proxy that does not send a client address.
    assert!(exchange(house.address, GET).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_connection_that_still_sends_its_answer_makes_no_room() {
    let limits = ServerLimits { max_connections: 2, write_timeout: Duration::from_mins(1), ..limits() };
    let house = serve_with(limits, TrustedProxies::default(), false).await;
    let mut stream = TcpStream::connect(house.address).await.expect("connected");
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.expect("sent");
    let mut first = [0];
    stream.read_exact(&mut first).await.expect("an answer has begun");
    for _ in 0..5 {
        assert!(exchange(house.address, GET).await.starts_with("HTTP/1.1 200"));
    }
    // The idlest of those that are open makes room, and this one is not idle.
    let mut silent = Vec::new();
    for _ in 0..5 {
        silent.push(TcpStream::connect(house.address).await.expect("connected"));
    }
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.expect("the whole answer");
    assert!(rest.len() > 64 << 20);
}
