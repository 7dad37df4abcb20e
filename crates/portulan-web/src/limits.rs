//! How much one reader may ask for: a bucket for each address of the network, refilled drop by drop.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

/// Readers remembered, at most.
const READERS: usize = 10_000;

/// What is left to each reader.
pub(crate) struct Readers {
    burst: f64,
    each: Duration,
    left: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Readers {
    /// So many at once, then one each so often.
    pub(crate) fn new(burst: u32, each: Duration) -> Self {
        Self { burst: f64::from(burst), each, left: Mutex::default() }
    }

    /// Takes one from what a reader may have; the time to wait when nothing is left.
    pub(crate) fn take(&self, reader: IpAddr, now: Instant) -> Result<(), Duration> {
        // A poisoned lock still holds whole numbers: each is written at once.
        let mut readers = self.left.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let left = |(left, seen): (f64, Instant)| {
            (left + now.saturating_duration_since(seen).div_duration_f64(self.each)).min(self.burst)
        };
        if readers.len() >= READERS {
            readers.retain(|_, state| left(*state) < self.burst);
            if readers.len() >= READERS {
                return Err(self.each);
            }
        }
        let left = readers.get(&reader).map_or(self.burst, |state| left(*state));
        let granted = left >= 1.0;
        readers.insert(reader, (if granted { left - 1.0 } else { left }, now));
        if granted { Ok(()) } else { Err(self.each.mul_f64(1.0 - left)) }
    }
}

/// The reader's address: the peer's, or what a proxy on this machine or network says of it.
pub(crate) fn reader(peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
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
        let each = Duration::from_secs(6);
        let limits = Readers::new(10, each);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let start = Instant::now();
        assert!((0..10).all(|_| limits.take(one, start).is_ok()));
        assert_eq!(limits.take(one, start), Err(each));
        assert!(limits.take(other, start).is_ok(), "others are not concerned");
        assert_eq!(limits.take(one, start + each / 2), Err(each / 2));
        assert!(limits.take(one, start + each + each).is_ok());
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
