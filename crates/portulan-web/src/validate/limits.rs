//! Limits of the validator, per client and in total.
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
/// The largest total size of other form fields, in bytes.
pub(super) const MAX_OTHER_BYTES: usize = 64 << 10;
/// The timeout of each chunk of a file.
pub(super) const CHUNK_TIMEOUT: Duration = Duration::from_secs(30);
/// A sender who is waited for longer than this in all must reach [`MIN_BYTES_PER_SECOND`].
pub(super) const GRACE: Duration = Duration::from_secs(10);
/// The lowest average rate of a sender, in bytes per second of waiting time.
pub(super) const MIN_BYTES_PER_SECOND: u64 = 16 << 10;
/// The lowest average rate while other files wait, so that slow senders do not block them.
pub(super) const MIN_BYTES_PER_SECOND_BUSY: u64 = 64 << 10;
/// The interval at which the rate of a sender is checked.
pub(super) const PACE_POLL: Duration = Duration::from_secs(1);
/// The longest time for a whole file.
pub(super) const FILE_TIMEOUT: Duration = Duration::from_mins(10);
/// The longest time that a file waits for its turn.
pub(super) const TURN_TIMEOUT: Duration = Duration::from_secs(10);

/// One reader may send this many files at once, then one each [`EACH`].
const BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();
const EACH: Duration = Duration::from_secs(6);

/// The remaining quota of each client, and the slots for concurrent validations.
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

    /// Waits for a slot to validate a file; `None` after a timeout.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let turn = timeout(TURN_TIMEOUT, Arc::clone(&self.turns).acquire_owned()).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        turn.ok()?.ok()
    }

    /// Starts a file of a client; `None` while the client sends another one.
    pub(super) fn begin(&self, client: IpAddr) -> Option<Sending> {
        let is_new = self.sending.lock().unwrap_or_else(PoisonError::into_inner).insert(client);
        is_new.then(|| Sending { sending: Arc::clone(&self.sending), client })
    }
}
