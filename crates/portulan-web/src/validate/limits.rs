//! How much one reader, and all together, may ask for.
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::limits::Readers;

/// A file may have this many mebibytes as it is sent.
pub(crate) const SENT_MIB: u16 = 200;
/// The same in bytes.
pub(super) const SENT: u64 = (SENT_MIB as u64) << 20;
/// A file may have this many bytes when it is decompressed.
pub(super) const READ: u64 = 512 << 20;
/// How long the next piece of a file may take to arrive.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How long a file may take in all.
pub(super) const WHOLE: Duration = Duration::from_mins(10);
/// How long a file waits for its turn.
pub(super) const TURN: Duration = Duration::from_secs(10);

/// One reader may send this many files at once, then one each [`EACH`].
const BURST: u32 = 10;
const EACH: Duration = Duration::from_secs(6);

/// What is left to each reader, and how many files are read at a time.
pub(crate) struct Limits {
    pub(super) readers: Readers,
    pub(super) turns: Arc<Semaphore>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Self { readers: Readers::new(BURST, EACH), turns: Arc::new(Semaphore::new(cores)) }
    }
}
