//! Measures the public site against an axum handler that returns the same bytes, both under the same load in one run.
//!
//! `cargo build --release && cargo run --release -p portulan-bench`
mod load;
mod server;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use portulan_bench::programme;

use crate::load::{Load, latency, throughput};
use crate::server::{Bare, Portulan};

/// The duration of one measurement.
const ROUND: Duration = Duration::from_secs(3);
/// The number of rounds; the median counts.
const ROUNDS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("bare") {
        return server::bare(&arguments.next().context("the file to return")?);
    }
    let program = program()?;
    println!(
        "| programme | page | bytes sent | site, req/s | bare, req/s | ratio | p99 at half load | start to first page | idle memory |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let example = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/la-rochelle"));
    measure(&program, "example", &example, "kendari").await?;
    for count in [10, 1_000, 10_000] {
        let folder = tempfile::tempdir()?;
        programme::write(folder.path(), count)?;
        measure(&program, &count.to_string(), folder.path(), "lieu-7").await?;
    }
    Ok(())
}

fn program() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let program = own.with_file_name("portulan");
    anyhow::ensure!(program.exists(), "build it first: cargo build --release");
    Ok(program)
}

async fn measure(program: &Path, name: &str, folder: &Path, slug: &str) -> Result<()> {
    let data = tempfile::tempdir()?;
    Portulan::import(program, folder, data.path())?;
    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        starts.push(Portulan::start(program, data.path()).await?.first_page);
    }
    let site = Portulan::start(program, data.path()).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let memory = site.memory_mib()?;
    for path in ["/fr/".to_owned(), format!("/fr/partnerships/{slug}"), "/fr/partnerships".to_owned()] {
        let load = Load::new(&site.address, &path);
        let body = load.body().await?;
        let bare = Bare::start(&body).await?;
        let bare_load = Load::new(&bare.address, "/");
        let (mut of_site, mut of_bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            of_site.push(throughput(&load, ROUND).await?);
            of_bare.push(throughput(&bare_load, ROUND).await?);
        }
        let (of_site, of_bare) = (middle(of_site), middle(of_bare));
        let p99 = latency(&load, of_site / 2.0, ROUND * 2).await?;
        println!(
            "| {name} | `{path}` | {} | {of_site:.0} | {of_bare:.0} | {:.0} % | {:.2} ms | {:.0} ms | {memory:.0} MiB |",
            body.len(),
            100.0 * of_site / of_bare,
            p99.as_secs_f64() * 1000.0,
            middle(starts.iter().map(|s| s.as_secs_f64() * 1000.0).collect()),
        );
    }
    Ok(())
}

/// The middle value.
fn middle(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
