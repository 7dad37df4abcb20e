//! Throttling of attempts to authenticate.
//!
//! An attempt is counted before the work and taken back if it succeeds, so that concurrent attempts cannot
//! exceed the limit. Attempts are counted per account and address, per address, and per account for browsers
//! that have never signed in to it. A browser that has signed in before presents a device cookie and is
//! counted separately: deliberate failures from elsewhere lock out other unknown browsers, but never the
//! owner (OWASP device cookies). Counters have digests of a fixed size as keys.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// Tries are forgotten after this long.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Tries of one browser or address for one account.
const MAX_PER_ACCOUNT: u32 = 8;
/// Tries of one address for any account.
const MAX_PER_ADDRESS: u32 = 40;
/// Tries of all strangers together for one account.
const MAX_BY_STRANGERS: u32 = 60;
/// The largest number of counters; beyond it, the oldest tenth is dropped.
const MAX_COUNTERS: usize = 50_000;

/// The key of a counter: the first 16 bytes of a SHA-256 digest.
type Key = [u8; 16];

/// The tries of the last quarter of an hour.
#[derive(Default)]
pub struct LoginThrottle {
    counters: Mutex<Counters>,
}

#[derive(Default)]
struct Counters {
    by_key: HashMap<Key, (u32, Timestamp)>,
    /// The time of the last removal of expired counters.
    swept: Option<Timestamp>,
}

/// An attempt to authenticate.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The account's address, in lower case.
    pub account: &'a str,
    /// The network address.
    pub address: &'a str,
    /// The device, if the browser has signed in to this account before.
    pub device: Option<&'a str>,
}

impl Attempt<'_> {
    fn counters(&self) -> Vec<(Key, u32)> {
        match self.device {
            Some(device) => vec![(key(&["device", device]), MAX_PER_ACCOUNT)],
            None => vec![
                (key(&["pair", self.address, self.account]), MAX_PER_ACCOUNT),
                (key(&["address", self.address]), MAX_PER_ADDRESS),
                (key(&["strangers", self.account]), MAX_BY_STRANGERS),
            ],
        }
    }
}

fn key(parts: &[&str]) -> Key {
    let digest = Sha256::digest(parts.join("\0"));
    std::array::from_fn(|i| digest[i])
}

impl LoginThrottle {
    fn counters(&self) -> MutexGuard<'_, Counters> {
        // A poisoned lock still contains valid counters: each is written at once.
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an attempt on all counters, or on none. Returns false if one of them is exhausted.
    pub fn try_take(&self, attempt: Attempt<'_>, now: Timestamp) -> bool {
        let mut counters = self.counters();
        counters.sweep(now);
        let wanted = attempt.counters();
        let is_left = |(key, most): &(Key, u32)| {
            counters.by_key.get(key).is_none_or(|(count, since)| count < most || is_over(*since, now))
        };
        if !wanted.iter().all(is_left) {
            return false;
        }
        for (key, _) in wanted {
            let (count, since) = counters.by_key.entry(key).or_insert((0, now));
            if is_over(*since, now) {
                (*count, *since) = (0, now);
            }
            *count += 1;
        }
        true
    }

    /// Takes back a successful attempt, and resets the failures of that browser or address for the account.
    pub fn give_back(&self, attempt: Attempt<'_>) {
        let mut counters = self.counters();
        for (i, (key, _)) in attempt.counters().into_iter().enumerate() {
            if i == 0 {
                counters.by_key.remove(&key);
            } else if let Some((count, _)) = counters.by_key.get_mut(&key) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

fn is_over(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) > WINDOW
}

impl Counters {
    /// Removes expired counters once per window, and the oldest ones if there are too many.
    fn sweep(&mut self, now: Timestamp) {
        let is_due = self.swept.is_none_or(|swept| is_over(swept, now));
        if !is_due && self.by_key.len() < MAX_COUNTERS {
            return;
        }
        self.swept = Some(now);
        self.by_key.retain(|_, (_, since)| !is_over(*since, now));
        if self.by_key.len() >= MAX_COUNTERS {
            let mut times: Vec<Timestamp> = self.by_key.values().map(|(_, since)| *since).collect();
            let (_, cut, _) = times.select_nth_unstable(MAX_COUNTERS / 10);
            let cut = *cut;
            self.by_key.retain(|_, (_, since)| *since > cut);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_lock_out_strangers_and_never_the_owner() {
        let (limits, now) = (LoginThrottle::default(), Timestamp::UNIX_EPOCH);
        for i in 0..200 {
            let address = format!("192.0.2.{i}");
            limits.try_take(Attempt { account: "a@b.c", address: &address, device: None }, now);
        }
        let stranger = Attempt { account: "a@b.c", address: "198.51.100.1", device: None };
        let owner = Attempt { device: Some("d"), ..stranger };
        assert!(!limits.try_take(stranger, now));
        assert!(limits.try_take(owner, now));
        assert!(limits.try_take(Attempt { account: "other@b.c", ..stranger }, now));
        assert!(limits.try_take(stranger, now + SignedDuration::from_mins(16)));
    }

    #[test]
    fn a_browser_is_stopped_after_some_failures_and_success_gives_them_back() {
        let (limits, now) = (LoginThrottle::default(), Timestamp::UNIX_EPOCH);
        let attempt = Attempt { account: "a@b.c", address: "192.0.2.1", device: None };
        for _ in 0..MAX_PER_ACCOUNT {
            assert!(limits.try_take(attempt, now));
        }
        assert!(!limits.try_take(attempt, now));
        limits.give_back(attempt);
        assert!(limits.try_take(attempt, now));
    }

    #[test]
    fn many_tries_at_once_are_no_way_round_the_limit() {
        let limits = std::sync::Arc::new(LoginThrottle::default());
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let limits = limits.clone();
                std::thread::spawn(move || {
                    let attempt = Attempt { account: "a@b.c", address: "192.0.2.1", device: None };
                    (0..40).filter(|_| limits.try_take(attempt, Timestamp::UNIX_EPOCH)).count()
                })
            })
            .collect();
        let taken: usize = threads.into_iter().map(|t| t.join().expect("a count")).sum();
        assert_eq!(taken, MAX_PER_ACCOUNT as usize);
    }

    #[test]
    fn counters_have_a_bound_and_go_with_time() {
        let (limits, now) = (LoginThrottle::default(), Timestamp::UNIX_EPOCH);
        for i in 0..60_000_i64 {
            let account = format!("{i}@b.c");
            let address = format!("2001:db8:{:x}::", i / 30);
            limits.try_take(
                Attempt { account: &account, address: &address, device: None },
                now + SignedDuration::from_millis(i),
            );
        }
        assert!(limits.counters().by_key.len() <= MAX_COUNTERS + 3);
        let later = now + SignedDuration::from_hours(1);
        limits.try_take(Attempt { account: "x@b.c", address: "192.0.2.1", device: None }, later);
        assert_eq!(limits.counters().by_key.len(), 3);
    }
}
