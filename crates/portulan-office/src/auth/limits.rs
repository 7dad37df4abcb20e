//! How often somebody may try to log in.
//!
//! Failures count for an address with an account, for an address alone, and for an account from browsers that have
//! never entered it. A browser that has carries a device cookie, and counts by itself: whoever fails on purpose from
//! elsewhere locks out other strangers, never the owner (the OWASP device cookies).
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Failures are forgotten after this long.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Tries of one browser or address for one account.
const ACCOUNT: u32 = 8;
/// Tries of one address for any account.
const ADDRESS: u32 = 40;
/// Tries of all strangers together for one account.
const STRANGERS: u32 = 60;
/// So many counters are kept; the oldest go first.
const COUNTERS: usize = 50_000;

/// The failures so far.
#[derive(Default)]
pub struct Limits {
    counters: Mutex<HashMap<String, (u32, Timestamp)>>,
}

/// Who tries.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The account's address, in lower case.
    pub account: &'a str,
    /// The network address.
    pub address: &'a str,
    /// The device, where the browser has entered this account before.
    pub device: Option<&'a str>,
}

impl Attempt<'_> {
    fn counters(&self) -> Vec<(String, u32)> {
        match self.device {
            Some(device) => vec![(format!("device {device}"), ACCOUNT)],
            None => vec![
                (format!("pair {} {}", self.address, self.account), ACCOUNT),
                (format!("address {}", self.address), ADDRESS),
                (format!("strangers {}", self.account), STRANGERS),
            ],
        }
    }
}

impl Limits {
    /// Whether another try is allowed.
    pub fn allows(&self, attempt: Attempt<'_>, now: Timestamp) -> bool {
        let counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        attempt.counters().iter().all(|(key, most)| {
            counters.get(key).is_none_or(|(count, since)| count < most || now.duration_since(*since) > WINDOW)
        })
    }

    /// Counts a failure.
    pub fn failed(&self, attempt: Attempt<'_>, now: Timestamp) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() > COUNTERS {
            counters.retain(|_, (_, since)| now.duration_since(*since) <= WINDOW);
        }
        for (key, _) in attempt.counters() {
            let (count, since) = counters.entry(key).or_insert((0, now));
            if now.duration_since(*since) > WINDOW {
                (*count, *since) = (0, now);
            }
            *count += 1;
        }
    }

    /// Forgets the failures of somebody who got in.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((key, _)) = attempt.counters().first() {
            counters.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_lock_out_strangers_and_never_the_owner() {
        let (limits, now) = (Limits::default(), Timestamp::UNIX_EPOCH);
        for i in 0..200 {
            let address = format!("192.0.2.{i}");
            limits.failed(Attempt { account: "a@b.c", address: &address, device: None }, now);
        }
        let stranger = Attempt { account: "a@b.c", address: "198.51.100.1", device: None };
        let owner = Attempt { device: Some("d"), ..stranger };
        assert!(!limits.allows(stranger, now));
        assert!(limits.allows(owner, now));
        assert!(limits.allows(Attempt { account: "other@b.c", ..stranger }, now));
        assert!(limits.allows(stranger, now + SignedDuration::from_mins(16)));
    }

    #[test]
    fn a_browser_is_stopped_after_some_failures() {
        let (limits, now) = (Limits::default(), Timestamp::UNIX_EPOCH);
        let attempt = Attempt { account: "a@b.c", address: "192.0.2.1", device: None };
        for _ in 0..ACCOUNT {
            assert!(limits.allows(attempt, now));
            limits.failed(attempt, now);
        }
        assert!(!limits.allows(attempt, now));
        limits.succeeded(attempt);
        assert!(limits.allows(attempt, now));
    }
}
