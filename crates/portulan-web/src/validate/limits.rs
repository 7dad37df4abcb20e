//! How much one reader, and all together, may ask for.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use tokio::sync::Semaphore;

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
const BURST: f64 = 10.0;
const EACH: Duration = Duration::from_secs(6);
/// Readers remembered, at most.
const READERS: usize = 10_000;

/// What is left to each reader, and how many files are read at a time.
pub(crate) struct Limits {
    readers: Mutex<HashMap<IpAddr, (f64, Instant)>>,
    pub(super) turns: Arc<Semaphore>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Self { readers: Mutex::default(), turns: Arc::new(Semaphore::new(cores)) }
    }

    /// Takes one file from what a reader may send; `false` when nothing is left.
    pub(super) fn take(&self, reader: IpAddr, now: Instant) -> bool {
        // A poisoned lock still holds whole numbers: each is written at once.
        let mut readers = self.readers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let left = |(left, seen): (f64, Instant)| {
            (left + now.saturating_duration_since(seen).div_duration_f64(EACH)).min(BURST)
        };
        if readers.len() >= READERS {
            readers.retain(|_, state| left(*state) < BURST);
            if readers.len() >= READERS {
                return false;
            }
        }
        let left = readers.get(&reader).map_or(BURST, |state| left(*state));
        let granted = left >= 1.0;
        readers.insert(reader, (if granted { left - 1.0 } else { left }, now));
        granted
    }
}

/// The reader's address: the peer's, or what a proxy on this machine or network says of it.
pub(super) fn reader(peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
    let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1])).to_canonical();
    let near = match peer {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    let address = last.filter(|_| near).unwrap_or(peer);
    match address.to_canonical() {
        // Whoever has one address of IPv6 has a whole network of them.
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_who_sends_many_files_has_to_wait() {
        let limits = Limits::new();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let start = Instant::now();
        assert!((0..10).all(|_| limits.take(one, start)));
        assert!(!limits.take(one, start));
        assert!(limits.take(other, start), "others are not concerned");
        assert!(!limits.take(one, start + EACH / 2));
        assert!(limits.take(one, start + EACH + EACH));
    }

    #[test]
    fn a_proxy_nearby_is_believed_and_nobody_else() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.9, 192.0.2.7".parse().expect("a header"));
        let far = IpAddr::from([198, 51, 100, 1]);
        assert_eq!(reader(Some(far), &headers), far);
        assert_eq!(reader(Some(IpAddr::from([127, 0, 0, 1])), &headers), IpAddr::from([192, 0, 2, 7]));
        let six: IpAddr = "2001:db8:1:2:3:4:5:6".parse().expect("an address");
        assert_eq!(reader(Some(six), &HeaderMap::new()).to_string(), "2001:db8:1:2::");
    }
}
