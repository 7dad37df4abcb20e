//! The server's side of a worker: starts it, sends the job, receives the answer, and kills it after a timeout.
use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child as Process, Command};

use crate::{Output, Refusal, SandboxError, SandboxJob, wire};

/// The number of bytes of a worker's log that are stored.
const MAX_LOG_BYTES: u64 = 8 << 10;

/// Resource limits of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory_bytes: u64,
    /// CPU time, in seconds.
    pub cpu_seconds: u64,
    /// Wall-clock time from start to end.
    pub wall_time: Duration,
    /// Size of the answer, in bytes.
    pub answer_bytes: u64,
}

impl Limits {
    /// The limits of a job.
    pub fn for_job(job: SandboxJob) -> Self {
        let (memory_bytes, answer_bytes) = match job {
            // Two million cells take 64 MB of text, and at most nine bytes each in addition.
            SandboxJob::Workbook | SandboxJob::Csv(_) => (1 << 30, 96 << 20),
            // A picture of 118 million pixels takes 953 MB of memory, and more than 1 GiB of address space;
            // with 16 bits per channel and transparency, 1,408 MB. Archives contain pictures.
            SandboxJob::Archive => (2 << 30, 192 << 20),
            SandboxJob::CleanPicture | SandboxJob::PictureVariants => (2 << 30, 96 << 20),
            // The text of a document has at most 1 MB.
            SandboxJob::DocumentFormat | SandboxJob::DocumentText => (1 << 30, 2 << 20),
            SandboxJob::PackedCsv(max_bytes) => (1 << 30, max_bytes.saturating_add(1 << 10)),
        };
        let (cpu_seconds, wall_time) = match job {
            // No user waits for this job. In a debug build, 24 million pixels take 70 seconds and 118 million
            // 90.
            SandboxJob::PictureVariants => (180, Duration::from_mins(10)),
            _ => (60, Duration::from_mins(2)),
        };
        Self { memory_bytes, cpu_seconds, wall_time, answer_bytes }
    }

    /// The arguments of the hidden subcommand that starts a worker with these limits.
    pub fn arguments(&self) -> [String; 5] {
        [
            "worker".to_owned(),
            "--memory-bytes".to_owned(),
            self.memory_bytes.to_string(),
            "--cpu-seconds".to_owned(),
            self.cpu_seconds.to_string(),
        ]
    }
}

/// A program that can be started as a worker.
#[derive(Debug, Clone)]
pub(crate) struct ChildProcess {
    pub program: PathBuf,
    /// Limits that replace those of the job.
    pub limits: Option<Limits>,
}

impl ChildProcess {
    pub async fn run(&self, job: SandboxJob, file: &[u8]) -> Result<Output, SandboxError> {
        let limits = self.limits.unwrap_or_else(|| Limits::for_job(job));
        let mut process = Command::new(&self.program)
            .args(limits.arguments())
            // The worker does not need the environment, which may contain secrets.
            .env_clear()
            .env("MIMALLOC_ARENA_RESERVE", ARENA_RESERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(SandboxError::Unavailable)?;
        let talk = converse(&mut process, job, file, limits.answer_bytes);
        let (ending, log) = match tokio::time::timeout(limits.wall_time, talk).await {
            Ok(Ok((status, answer, log))) => (WorkerExit::from_status(status, answer), log),
            Ok(Err(e)) => return Err(e),
            Err(_) => (WorkerExit::TimeOver, String::new()),
        };
        if !log.is_empty() {
            tracing::warn!(?job, log, "a worker that reads files wrote to its log");
        }
        match ending {
            WorkerExit::Answered(answer) => {
                let answer = wire::decode::<Result<Output, Refusal>>(&answer);
                Ok(answer.map_err(SandboxError::Answer)??)
            }
            WorkerExit::MemoryOver => Err(SandboxError::TooComplex),
            WorkerExit::TimeOver => Err(SandboxError::TooSlow),
            WorkerExit::Crashed(status) => Err(SandboxError::Crashed { status, log }),
        }
    }
}

/// The memory that the allocator reserves at a time. Its default is as large as a worker's whole address space.
const ARENA_RESERVE: &str = "64MiB";

/// The end of a worker.
#[derive(Debug, PartialEq, Eq)]
enum WorkerExit {
    /// It answered.
    Answered(Vec<u8>),
    /// It ran out of memory.
    MemoryOver,
    /// It ran out of time.
    TimeOver,
    /// It crashed, or was ended by a signal without another meaning.
    Crashed(String),
}

impl WorkerExit {
    fn from_status(status: ExitStatus, answer: Vec<u8>) -> Self {
        // Signal numbers of Linux, macOS and the BSDs.
        const ABORTED: i32 = 6;
        const KILLED: i32 = 9;
        const CPU_TIME: i32 = 24;
        match signal(status) {
            _ if status.success() => Self::Answered(answer),
            // Programs abort when their memory is exhausted; the kernel kills them when its own is.
            Some(ABORTED | KILLED) => Self::MemoryOver,
            Some(CPU_TIME) => Self::TimeOver,
            _ => Self::Crashed(status.to_string()),
        }
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// Sends the job and the file, and receives the answer and the log concurrently, so that no pipe fills up.
async fn converse(
    process: &mut Process,
    job: SandboxJob,
    file: &[u8],
    answer_bytes: u64,
) -> Result<(ExitStatus, Vec<u8>, String), SandboxError> {
    let unavailable = SandboxError::Unavailable;
    let closed = || unavailable(io::Error::from(io::ErrorKind::BrokenPipe));
    let mut input = process.stdin.take().ok_or_else(closed)?;
    let output = process.stdout.take().ok_or_else(closed)?;
    let errors = process.stderr.take().ok_or_else(closed)?;
    let head = wire::encode_job(job).map_err(SandboxError::Answer)?;
    let send = async move {
        let sent = async {
            input.write_all(&head).await?;
            input.write_all(file).await?;
            input.shutdown().await
        };
        match sent.await {
            // The exit status explains why the worker stopped reading.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            sent => sent.map_err(unavailable),
        }
    };
    let answer = async {
        let (answer, is_whole) = head_of(output, answer_bytes).await.map_err(unavailable)?;
        // The worker would go on writing; it is killed when this function returns.
        if is_whole { Ok(answer) } else { Err(SandboxError::TooComplex) }
    };
    let log = async {
        let (log, _) = head_of(errors, MAX_LOG_BYTES).await.map_err(unavailable)?;
        Ok(String::from_utf8_lossy(&log).trim().to_owned())
    };
    let ((), answer, log) = tokio::try_join!(send, answer, log)?;
    let status = process.wait().await.map_err(unavailable)?;
    Ok((status, answer, log))
}

/// The first `max_bytes` of a stream, and whether the stream ended within them.
async fn head_of(stream: impl AsyncRead + Unpin, max_bytes: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    let mut limited = stream.take(max_bytes);
    limited.read_to_end(&mut head).await?;
    let mut rest = limited.into_inner();
    let is_whole = rest.read(&mut [0]).await? == 0;
    Ok((head, is_whole))
}
