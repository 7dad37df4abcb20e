//! The worker's side: sets its limits, reads the job and the file from standard input, writes the answer to
//! standard output.
use std::io::{self, Read as _, Write as _};

use crate::{Refusal, read, wire};

/// The largest number of open files: three standard streams, and files that libraries open.
#[cfg(unix)]
const MAX_OPEN_FILES: u64 = 16;

/// Does one job within limits of memory (bytes) and CPU time (seconds).
///
/// On systems without such limits (Windows) the job is done without them; the server still ends a worker that
/// exceeds its wall-clock time.
pub fn run(memory_bytes: u64, cpu_seconds: u64) -> io::Result<()> {
    limit(memory_bytes, cpu_seconds)?;
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input)?;
    let answer = answer(&input)?;
    drop(input);
    let mut output = io::stdout().lock();
    output.write_all(&answer)?;
    output.flush()
}

/// The answer to the input of a worker.
fn answer(input: &[u8]) -> io::Result<Vec<u8>> {
    let invalid = |e| io::Error::new(io::ErrorKind::InvalidData, e);
    let (job, file) = wire::split_job(input).map_err(invalid)?;
    let outcome: Result<_, Refusal> = read(job, file);
    wire::encode(&outcome).map_err(invalid)
}

#[cfg(unix)]
fn limit(memory_bytes: u64, cpu_seconds: u64) -> io::Result<()> {
    use rlimit::Resource;
    let limits = [
        (Resource::CORE, 0, 0),
        // Workers must not write to a disk.
        (Resource::FSIZE, 0, 0),
        (Resource::NOFILE, MAX_OPEN_FILES, MAX_OPEN_FILES),
        // The soft limit ends the process with a signal of its own, by which the server recognises it.
        (Resource::CPU, cpu_seconds, cpu_seconds.saturating_add(1)),
        (Resource::AS, memory_bytes, memory_bytes),
    ];
    for (resource, soft, hard) in limits {
        // Limits that apply to the server are never exceeded.
        let allowed = resource.get_hard().unwrap_or(rlimit::INFINITY);
        match resource.set(soft.min(allowed), hard.min(allowed)) {
            Ok(()) => {}
            Err(e) if cfg!(target_os = "linux") => return Err(e),
            // Not every system supports every limit.
            Err(e) => eprintln!("{} is not limited: {e}", resource.as_name()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "as on other systems")]
fn limit(_: u64, _: u64) -> io::Result<()> {
    Ok(())
}
