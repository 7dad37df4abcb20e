//! Rate limits per client: a token bucket for each, using `governor`.
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

/// One client of the API may ask so often at once.
pub(crate) const API_BURST: NonZeroU32 = NonZeroU32::new(300).unwrap();
/// And then so often a second.
pub(crate) const API_RATE: u32 = 20;

/// After this many requests the buckets of clients that are full again are removed.
const SWEEP_EVERY: u32 = 4_096;

/// The remaining requests of each client.
pub(crate) struct ClientLimiter<C: Clock = DefaultClock> {
    limiter: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, C, NoOpMiddleware<C::Instant>>,
    clock: C,
    requests: AtomicU32,
}

impl ClientLimiter {
    /// `burst` requests at once, then one each `period`.
    pub(crate) fn new(burst: NonZeroU32, period: Duration) -> Self {
        Self::with_clock(burst, period, DefaultClock::default())
    }
}

impl<C: Clock + Clone> ClientLimiter<C> {
    fn with_clock(burst: NonZeroU32, period: Duration, clock: C) -> Self {
        // A period of zero would mean no limit, so the shortest possible one is used.
        let quota = Quota::with_period(period.max(Duration::from_nanos(1)));
        let quota = quota.unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst);
        let limiter = RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone());
        Self { limiter, clock, requests: AtomicU32::new(0) }
    }

    /// Counts a request of a client. Returns the time to wait if the limit is exceeded.
    pub(crate) fn check(&self, client: IpAddr) -> Result<(), Duration> {
        if self.requests.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&client).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[test]
    fn a_client_that_asks_too_often_has_to_wait() {
        let (clock, each) = (FakeRelativeClock::default(), Duration::from_secs(6));
        let burst = NonZeroU32::new(10).expect("a number");
        let limits = ClientLimiter::with_clock(burst, each, clock.clone());
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert!((0..10).all(|_| limits.check(one).is_ok()));
        assert_eq!(limits.check(one), Err(each));
        assert!(limits.check(other).is_ok(), "others are not concerned");
        clock.advance(each / 2);
        assert_eq!(limits.check(one), Err(each / 2));
        clock.advance(each / 2);
        assert!(limits.check(one).is_ok());
    }

    #[test]
    fn clients_that_are_gone_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let burst = NonZeroU32::new(2).expect("a number");
        let limits = ClientLimiter::with_clock(burst, Duration::from_millis(1), clock.clone());
        for i in 0..100_000_u32 {
            let _ = limits.check(IpAddr::from(i.to_be_bytes()));
            clock.advance(Duration::from_millis(1));
        }
        assert!(limits.limiter.len() <= 2 * SWEEP_EVERY as usize);
    }
}
