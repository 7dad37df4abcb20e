//! The two that are measured, each a process of its own.
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::load::Load;

/// A running site.
pub struct Portulan {
    child: Child,
    pub address: String,
    /// The time from the start of the process to the complete home page.
    pub first_page: Duration,
}

impl Portulan {
    pub fn import(program: &Path, folder: &Path, data: &Path) -> Result<()> {
        let output = Command::new(program).arg("import").arg(folder).arg("--data").arg(data).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    pub async fn start(program: &Path, data: &Path) -> Result<Self> {
        let start = Instant::now();
        let mut command = Command::new(program);
        command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let (child, address) = listen(&mut command)?;
        Load::new(&address, "/fr/").body().await?;
        Ok(Self { child, address, first_page: start.elapsed() })
    }

    /// Resident memory.
    pub fn memory_mib(&self) -> Result<f64> {
        let mut status = String::new();
        std::fs::File::open(format!("/proc/{}/status", self.child.id()))?.read_to_string(&mut status)?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}

impl Drop for Portulan {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// The peer: an axum handler that returns fixed bytes.
pub struct Bare {
    child: Child,
    pub address: String,
    _body: tempfile::NamedTempFile,
}

impl Bare {
    pub async fn start(body: &[u8]) -> Result<Self> {
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), body)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("bare").arg(file.path());
        let (child, address) = listen(&mut command)?;
        ensure!(Load::new(&address, "/").body().await? == body, "the peer returns the same bytes");
        Ok(Self { child, address, _body: file })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // A child that is gone already needs no end.
    let _ = child.kill();
    let _ = child.wait();
}

/// Starts a program that prints its address on its first line.
fn listen(command: &mut Command) -> Result<(Child, String)> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().context("its output")?).read_line(&mut line)?;
    let address = line.trim().rsplit("http://").next().unwrap_or_default().to_owned();
    ensure!(address.contains(':'), "no address in {line}");
    Ok((child, address))
}

/// Serves one file's bytes for ever, on as many threads as the site has.
pub fn bare(file: &str) -> Result<()> {
    let body = Bytes::from(std::fs::read(file)?);
    let file = file.to_owned();
    let served = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async move {
            let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_ENCODING, "br")];
            let handler = move || async move { (headers, body.clone()) };
            let listener = TcpListener::bind("127.0.0.1:0").await.with_context(|| file.clone())?;
            println!("http://{}", listener.local_addr()?);
            axum::serve(listener, Router::new().route("/", get(handler))).await?;
            Ok::<_, anyhow::Error>(())
        })
    });
    served.join().map_err(|_| anyhow::anyhow!("the peer failed"))?
}
