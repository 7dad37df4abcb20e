//! How much one reader, and all together, may ask for.
use std::collections::HashSet;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::rate_limit::ClientLimiter;

/// A file may have this many mebibytes as it is sent.
pub(crate) const SENT_MIB: u16 = 200;
/// The same in bytes.
pub(super) const SENT: u64 = (SENT_MIB as u64) << 20;
/// A file may have this many bytes when it is decompressed.
pub(super) const READ: u64 = 512 << 20;
/// Other fields of the form have at most this many bytes together.
pub(super) const MAX_OTHER_BYTES: usize = 64 << 10;
/// How long the next piece of a file may take to arrive.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// A sender who is waited for longer than this in all must reach [`MIN_BYTES_PER_SECOND`].
pub(super) const GRACE: Duration = Duration::from_secs(10);
/// The least bytes a second, averaged over the time that the sender is waited for.
pub(super) const MIN_BYTES_PER_SECOND: u64 = 16 << 10;
/// The same while other files wait for their turn, so that slow senders do not keep all turns.
pub(super) const MIN_BYTES_PER_SECOND_BUSY: u64 = 64 << 10;
/// How often the pace of a sender is looked at.
pub(super) const PACE_POLL: Duration = Duration::from_secs(1);
/// How long a file may take in all.
pub(super) const WHOLE: Duration = Duration::from_mins(10);
/// How long a file waits for its turn.
pub(super) const TURN: Duration = Duration::from_secs(10);

/// One reader may send this many files at once, then one each [`EACH`].
const BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();
const EACH: Duration = Duration::from_secs(6);

/// What is left to each client, and how many files are read at a time.
pub(crate) struct ValidateLimits {
    pub(super) clients: ClientLimiter,
    pub(super) turns: Arc<Semaphore>,
    /// Files that wait for their turn.
    pub(super) waiting: Arc<AtomicUsize>,
    /// Clients whose file is being sent or read.
    sending: Arc<Mutex<HashSet<IpAddr>>>,
}

/// The one file that a client may send at a time.
pub(super) struct Sending {
    sending: Arc<Mutex<HashSet<IpAddr>>>,
    client: IpAddr,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.sending.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.client);
    }
}

impl ValidateLimits {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Self {
            clients: ClientLimiter::new(BURST, EACH),
            turns: Arc::new(Semaphore::new(cores)),
            waiting: Arc::default(),
            sending: Arc::default(),
        }
    }

    /// The turn of a file to be read; `None` if none comes in time.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let turn = timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        turn.ok()?.ok()
    }

    /// Begins a file of a client; `None` while another one of that client is under way.
    pub(super) fn begin(&self, client: IpAddr) -> Option<Sending> {
        let is_new = self.sending.lock().unwrap_or_else(PoisonError::into_inner).insert(client);
        is_new.then(|| Sending { sending: Arc::clone(&self.sending), client })
    }
}
