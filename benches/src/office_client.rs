//! A client of the running program, signed in as its first administrator.
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The running program, and the session used to request its pages.
pub struct MeasuredProgram {
    child: Child,
    /// The host and port of the site.
    pub address: String,
    /// The cookie of the session.
    pub cookie: String,
    /// The time from the start of the process to the complete home page.
    pub first_page: Duration,
    _data: TempDir,
}

impl Drop for MeasuredProgram {
    fn drop(&mut self) {
        // A child that is gone already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl MeasuredProgram {
    /// Imports a folder with the program beside this one, starts it, reads the home page and signs in.
    pub async fn start(folder: &Path) -> Result<Self> {
        let program = program()?;
        let data = tempfile::tempdir()?;
        let import =
            Command::new(&program).arg("import").arg(folder).arg("--data").arg(data.path()).output()?;
        ensure!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
        let start = Instant::now();
        let mut command = Command::new(&program);
        command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path());
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("its output")?;
        let mut started = Self {
            child,
            address: String::new(),
            cookie: String::new(),
            first_page: Duration::ZERO,
            _data: data,
        };
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next().context("no address")??;
        started.address = first.trim().rsplit("http://").next().unwrap_or_default().to_owned();
        let (head, _) = OfficeConnection::open(&started.address).await?.ask("/fr/", "", None).await?;
        started.first_page = start.elapsed();
        ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
        let link = lines.find(|l| l.as_ref().map_or(true, |l| l.contains("/office/start/")));
        started.sign_in(&link.context("no link for the first account")??).await?;
        Ok(started)
    }

    /// Creates the first account, by the link that the program prints.
    async fn sign_in(&mut self, output: &str) -> Result<()> {
        let link = output.rsplit("http://").next().unwrap_or_default().trim();
        let (_, path) = link.split_once('/').context("an address")?;
        let form = "email=ada%40monde.example&name=Ada&password=le+phare+bleu+tourne";
        let mut connection = OfficeConnection::open(&self.address).await?;
        let (head, _) = connection.ask(&format!("/{path}"), "", Some(form)).await?;
        let cookie = head.split("set-cookie: ").find(|c| c.starts_with("portulan="));
        cookie.and_then(|c| c.split(';').next()).context("no session")?.clone_into(&mut self.cookie);
        Ok(())
    }

    /// The resident memory of the process, in MiB.
    pub fn resident_mib(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}

/// The path of the program, in the folder of this one.
fn program() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name("portulan");
    ensure!(program.exists(), "build it first: cargo build --release");
    Ok(program)
}

/// A persistent connection.
pub struct OfficeConnection {
    stream: TcpStream,
    address: String,
}

impl OfficeConnection {
    /// Connects to an address.
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address: address.to_owned() })
    }

    /// Sends a request, with a form if there is one. Returns head and body of the response.
    pub async fn ask(&mut self, path: &str, cookie: &str, form: Option<&str>) -> Result<(String, String)> {
        let form = form.map(|form| ("application/x-www-form-urlencoded", form));
        self.send(path, cookie, form).await
    }

    /// Sends a request with a body and its media type. Returns head and body of the response.
    pub async fn send(
        &mut self,
        path: &str,
        cookie: &str,
        body: Option<(&str, &str)>,
    ) -> Result<(String, String)> {
        let (head, body) = self.exchange(path, cookie, "", body).await?;
        Ok((head, String::from_utf8_lossy(&body).into_owned()))
    }

    /// Requests a page as browsers do, compressed. Returns its head and the number of bytes of its body on the wire.
    pub async fn weigh(&mut self, path: &str, cookie: &str) -> Result<(String, usize)> {
        let (head, body) = self.exchange(path, cookie, "accept-encoding: gzip\r\n", None).await?;
        Ok((head, body.len()))
    }

    /// Sends a request with further headers. Returns head and body of the response, as sent.
    async fn exchange(
        &mut self,
        path: &str,
        cookie: &str,
        headers: &str,
        body: Option<(&str, &str)>,
    ) -> Result<(String, Vec<u8>)> {
        let host = &self.address;
        let request = match body {
            None => format!("GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n{headers}\r\n"),
            Some((kind, body)) => format!(
                "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\n{headers}\
                 content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ),
        };
        self.stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        let mut chunk = vec![0; 1 << 16];
        loop {
            let read = self.stream.read(&mut chunk).await?;
            ensure!(read > 0, "the answer ends early");
            bytes.extend_from_slice(&chunk[..read]);
            let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            if head.contains("transfer-encoding: chunked") {
                // Only this request is waiting: what ends like the last chunk is the last chunk, but for a chance in 2^56.
                if bytes.ends_with(b"\r\n0\r\n\r\n") {
                    return Ok((head, bytes.split_off(end + 4)));
                }
                continue;
            }
            let length = head.split("content-length: ").nth(1).and_then(|r| r.split("\r\n").next());
            let length: usize = length.unwrap_or("0").parse()?;
            if bytes.len() >= end + 4 + length {
                return Ok((head, bytes.split_off(end + 4)));
            }
        }
    }
}

/// The percentile of times, which are sorted for it.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}
