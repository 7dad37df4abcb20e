//! Validation of large IATI files, a clean one and one full of findings: this program on one core and two, libxml2's
//! `xmllint` with the official schema, and bare event reading by quick-xml, in one run. See `benches/README.md`.
mod activities;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Size of each file, in bytes.
const SIZE: u64 = 210_000_000;
/// Runs of each, in turn, so that a machine that slows down slows all alike.
const RUNS: usize = 7;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let schema = arguments.next().context(
        "give the path of iati-activities-schema.xsd 2.03 (the tests leave one under target/pyiati)",
    )?;
    let program = arguments.next().unwrap_or_else(|| PathBuf::from("target/release/portulan"));
    if !program.exists() {
        bail!("build the program first: cargo build --release");
    }
    let folder = tempfile::tempdir()?;
    for (faulty, name) in [(false, "clean.xml"), (true, "faulty.xml")] {
        let file = folder.path().join(name);
        let count = activities::write(&file, SIZE, faulty)?;
        let size = std::fs::metadata(&file)?.len();
        println!("\n{name}: {count} activities, {} MB\n", size / 1_000_000);
        println!("| what | MB/s | ratio to xmllint | memory, MiB |\n|---|---|---|---|");
        measure(&file, size, &schema, &program, faulty)?;
    }
    Ok(())
}

fn measure(file: &Path, size: u64, schema: &Path, program: &Path, faulty: bool) -> Result<()> {
    let validate = |what: &'static str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(["validate", "--output", "/dev/null"]).args(arguments).arg(file);
        Measured::new(what, Some(command))
    };
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--nonet", "--schema"]).arg(schema).arg(file);
    let mut measured = vec![
        Measured::new("xmllint, schema only", Some(xmllint)),
        validate("portulan, text, 1 thread", &["--threads", "1", "--no-advice"]),
        validate("portulan, text with advice, 1 thread", &["--threads", "1"]),
        validate("portulan, JSON with advice, 1 thread", &["--threads", "1", "--format", "json"]),
        validate("portulan, text with advice, 2 threads", &["--threads", "2"]),
    ];
    if !faulty {
        measured.push(Measured::new("quick-xml, events only", None));
    }
    for _ in 0..RUNS {
        for one in &mut measured {
            one.run(file, faulty)?;
        }
    }
    let peer = measured[0].times.clone();
    for one in &measured {
        one.show(size, &peer);
    }
    Ok(())
}

/// A way to read the file: a command, or quick-xml in this process.
struct Measured {
    what: &'static str,
    command: Option<Command>,
    times: Vec<Duration>,
    /// The peak resident memory, in KiB.
    memory: u64,
}

impl Measured {
    fn new(what: &'static str, command: Option<Command>) -> Self {
        Self { what, command, times: Vec::new(), memory: 0 }
    }

    fn run(&mut self, file: &Path, faulty: bool) -> Result<()> {
        let start = Instant::now();
        if let Some(command) = &mut self.command {
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let status = loop {
                if let Some(status) = child.try_wait()? {
                    break status;
                }
                self.memory = self.memory.max(peak(child.id()));
                std::thread::sleep(Duration::from_millis(5));
            };
            // 1: errors were found; 3: the schema refuses the file.
            if !(status.success() || faulty && matches!(status.code(), Some(1 | 3))) {
                bail!("{} ended with {status}", self.what);
            }
        } else {
            bare(file)?;
        }
        self.times.push(start.elapsed());
        Ok(())
    }

    /// Prints the speed and the ratio to the peer's runs: medians, the ratio run by run.
    #[allow(clippy::cast_precision_loss, reason = "figures to read")]
    fn show(&self, size: u64, peer: &[Duration]) {
        let seconds = self.times.iter().map(Duration::as_secs_f64);
        let ratios = peer.iter().zip(seconds.clone()).map(|(peer, own)| peer.as_secs_f64() / own);
        let (speed, ratio) = (size as f64 / median(seconds) / 1e6, median(ratios));
        let memory = if self.memory == 0 { "-".to_owned() } else { (self.memory / 1024).to_string() };
        println!("| {} | {speed:.0} | {ratio:.2} | {memory} |", self.what);
    }
}

/// The middle value, of an odd number of values.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The peak resident memory of a process so far, in KiB.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

/// Reads every event.
fn bare(file: &Path) -> Result<()> {
    let source = std::io::BufReader::with_capacity(256 * 1024, File::open(file)?);
    let mut reader = quick_xml::Reader::from_reader(source);
    let mut buffer = Vec::new();
    while !matches!(reader.read_event_into(&mut buffer)?, quick_xml::events::Event::Eof) {
        buffer.clear();
    }
    Ok(())
}
