//! Runs the fuzz targets for a bounded time, on the stable toolchain.
//!
//! The instrumentation is a pass of LLVM that the stable compiler has; address sanitizers, which need a nightly
//! compiler, are left out: all code is safe Rust.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use crate::test::{rustc_value, target};

/// The coverage counters and comparisons that libFuzzer reads.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Ccodegen-units=1 --cfg fuzzing";

/// The number of targets that run at the same time.
const PARALLEL_TARGETS: usize = 2;

/// The size of the largest file that is a seed.
const MAX_SEED_BYTES: u64 = 16 << 10;

/// The memory of a target in MiB.
const MEMORY_MIB: u32 = 2048;

/// The longest time for one input.
const INPUT_SECONDS: u32 = 20;

/// Builds all targets and runs each for some seconds.
pub fn run(seconds: u64) -> Result<()> {
    let start = Instant::now();
    let folder = target().join("fuzz");
    let programs = build(&folder)?;
    println!("fuzz targets: built in {} s", start.elapsed().as_secs());
    let names = names()?;
    for pair in names.chunks(PARALLEL_TARGETS) {
        let outcomes: Vec<Result<Output>> = std::thread::scope(|scope| {
            let (programs, folder) = (&programs, &folder);
            let run = |name| scope.spawn(move || run_target(name, programs, folder, seconds));
            let threads: Vec<_> = pair.iter().map(|name| run(name.as_str())).collect();
            threads.into_iter().map(|t| t.join().expect("the thread only waits")).collect()
        });
        for (name, output) in pair.iter().zip(outcomes) {
            report(name, &output?, &folder)?;
        }
    }
    println!("fuzz targets: {} s in all", start.elapsed().as_secs());
    Ok(())
}

/// The names of the targets.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(crate::root().join("fuzz/fuzz_targets"))? {
        names.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Builds the targets, and returns their folder. Build scripts are not instrumented, because a target is named.
fn build(folder: &Path) -> Result<PathBuf> {
    let host = rustc_value("host")?;
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--locked", "--bins", "--target", &host, "--target-dir"])
        .arg(folder)
        .env("RUSTFLAGS", FLAGS)
        .current_dir(crate::root().join("fuzz"))
        .status()?;
    ensure!(status.success(), "the fuzz targets could not be built");
    Ok(folder.join(host).join("debug"))
}

fn run_target(name: &str, programs: &Path, folder: &Path, seconds: u64) -> Result<Output> {
    let corpus = folder.join("corpus").join(name);
    fs::create_dir_all(&corpus)?;
    let seeds = folder.join("seeds").join(name);
    write_seeds(name, &seeds)?;
    let artifacts = format!("-artifact_prefix={}/{name}-", folder.display());
    let mut command = Command::new(programs.join(name));
    command.arg(corpus).arg(seeds).arg(artifacts).arg("-print_final_stats=1");
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-timeout={INPUT_SECONDS}")).arg(format!("-rss_limit_mb={MEMORY_MIB}"));
    command.output().with_context(|| format!("the fuzz target {name} does not start"))
}

/// Prints the number of inputs that a target has run, or its last messages if it failed.
fn report(name: &str, output: &Output, folder: &Path) -> Result<()> {
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let lines: Vec<&str> = log.lines().collect();
        println!("{}", lines[lines.len().saturating_sub(40)..].join("\n"));
        bail!("the fuzz target {name} failed; the input is in {}/{name}-*", folder.display());
    }
    let units = log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    println!("fuzz target {name}: {} inputs", units.context("libFuzzer printed no statistics")?.trim());
    Ok(())
}

/// Writes the seeds of a target: small files of the repository.
fn write_seeds(name: &str, into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    let (folder, extension) = match name {
        "folder" => ("examples", "toml"),
        "workbook" => ("fuzz/seeds/workbook", "xml"),
        _ => ("crates/portulan-iati/tests", "xml"),
    };
    let mut files = Vec::new();
    collect(&crate::root().join(folder), extension, &mut files)?;
    ensure!(!files.is_empty(), "the fuzz target {name} has no seeds in {folder}");
    for (number, file) in files.iter().enumerate() {
        let mut content = fs::read(file)?;
        if name == "folder" {
            // The first line names the kind by its folder.
            let folder = file.parent().and_then(Path::file_name).context("a file in no folder")?;
            content.splice(0..0, format!("{}\n", folder.display()).into_bytes());
        }
        fs::write(into.join(number.to_string()), content)?;
    }
    Ok(())
}

fn collect(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, metadata) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
        if metadata.is_dir() {
            collect(&path, extension, into)?;
        } else if path.extension().is_some_and(|e| e == extension) && metadata.len() <= MAX_SEED_BYTES {
            into.push(path);
        }
    }
    into.sort();
    Ok(())
}
