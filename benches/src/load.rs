//! A small HTTP/1.1 client with persistent connections: closed loop for throughput, open loop for latency.
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Connections at once.
const CONNECTIONS: usize = 16;

/// The requests, and their target.
#[derive(Clone)]
pub struct Load {
    address: String,
    request: Vec<u8>,
}

impl Load {
    pub fn new(address: &str, path: &str) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: br, gzip\r\n\r\n");
        Self { address: address.to_owned(), request: request.into_bytes() }
    }

    /// The body of one answer.
    pub async fn body(&self) -> Result<Vec<u8>> {
        Connection::open(self).await?.ask().await
    }
}

struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(load: &Load) -> Result<Self> {
        let stream = TcpStream::connect(&load.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request: load.request.clone(), buffer: vec![0; 1 << 18] })
    }

    /// Asks once and reads the answer whole.
    async fn ask(&mut self) -> Result<Vec<u8>> {
        self.stream.write_all(&self.request).await?;
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            filled += read;
            let Some(end) = self.buffer[..filled].windows(4).position(|w| w == b"\r\n\r\n") else {
                anyhow::ensure!(read > 0, "the answer ends within its head");
                continue;
            };
            let head = std::str::from_utf8(&self.buffer[..end])?.to_ascii_lowercase();
            anyhow::ensure!(head.starts_with("http/1.1 200"), "{head}");
            let length = head.split("content-length: ").nth(1).and_then(|r| r.split("\r\n").next());
            let length: usize = length.context("an answer without its length")?.parse()?;
            let total = end + 4 + length;
            if total > self.buffer.len() {
                bail!("an answer of {total} bytes does not fit");
            }
            self.stream.read_exact(&mut self.buffer[filled..total]).await?;
            return Ok(self.buffer[end + 4..total].to_vec());
        }
    }
}

/// Answers a second with every connection always asking.
pub async fn throughput(load: &Load, lasts: Duration) -> Result<f64> {
    let mut tasks = JoinSet::new();
    let start = Instant::now();
    for _ in 0..CONNECTIONS {
        let mut connection = Connection::open(load).await?;
        tasks.spawn(async move {
            let mut count = 0u32;
            while start.elapsed() < lasts {
                connection.ask().await?;
                count += 1;
            }
            Ok::<_, anyhow::Error>(count)
        });
    }
    let mut total = 0;
    while let Some(done) = tasks.join_next().await {
        total += done??;
    }
    Ok(f64::from(total) / start.elapsed().as_secs_f64())
}

/// The 99th percentile of the time from when a request was due to its answer's end, at a fixed rate.
pub async fn latency(load: &Load, rate: f64, lasts: Duration) -> Result<Duration> {
    let mut tasks = JoinSet::new();
    let start = Instant::now();
    #[allow(clippy::cast_precision_loss)]
    let between = Duration::from_secs_f64(CONNECTIONS as f64 / rate);
    for number in 0..CONNECTIONS {
        let mut connection = Connection::open(load).await?;
        tasks.spawn(async move {
            let mut times = Vec::new();
            let mut due = start + between * u32::try_from(number)? / u32::try_from(CONNECTIONS)?;
            while start.elapsed() < lasts {
                // The timer is coarse (1 ms); a late start counts as latency only from when the request was sent.
                tokio::time::sleep_until(due.into()).await;
                let sent = Instant::now();
                connection.ask().await?;
                times.push(sent.elapsed());
                due += between;
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        all.extend(done??);
    }
    all.sort_unstable();
    all.get(all.len() * 99 / 100).copied().context("no answer in time")
}
