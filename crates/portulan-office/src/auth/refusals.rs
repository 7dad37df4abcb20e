//! Selection of denials for the audit log: the first per user and address in a minute.
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// Refusals of one user and address within this time share a line.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// The largest number of users and addresses remembered; beyond it, further denials are not logged.
const MAX_REMEMBERED: usize = 10_000;

/// The largest number of lines for denials without a session within the window, so that strangers cannot fill
/// the disk.
const MAX_OF_STRANGERS: usize = 60;

/// The refusals of the last minute, by the digest of user and address.
#[derive(Default)]
pub struct Refusals {
    seen: Mutex<HashMap<[u8; 32], Timestamp>>,
    /// The times of the last lines for denials without a session.
    strangers: Mutex<VecDeque<Timestamp>>,
}

impl Refusals {
    /// True if this is the first refusal of an address without a session within the window, and one of few in all.
    pub fn is_new_of_stranger(&self, address: &str, now: Timestamp) -> bool {
        let mut written = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        while written.front().is_some_and(|at| now.duration_since(*at) >= WINDOW) {
            written.pop_front();
        }
        let is_new = written.len() < MAX_OF_STRANGERS && self.is_new(address, now);
        if is_new {
            written.push_back(now);
        }
        is_new
    }

    /// True if this is the first refusal of a user and address within the window.
    pub fn is_new(&self, who: &str, now: Timestamp) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let key: [u8; 32] = Sha256::digest(who).into();
        if seen.get(&key).is_some_and(|at| now.duration_since(*at) < WINDOW) {
            return false;
        }
        if seen.len() >= MAX_REMEMBERED {
            seen.retain(|_, at| now.duration_since(*at) < WINDOW);
        }
        seen.len() < MAX_REMEMBERED && seen.insert(key, now).is_none_or(|at| now.duration_since(at) >= WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_have_a_line_a_minute_each() {
        let (refusals, now) = (Refusals::default(), Timestamp::UNIX_EPOCH);
        assert!(refusals.is_new("a", now));
        assert!(!refusals.is_new("a", now + SignedDuration::from_secs(59)));
        assert!(refusals.is_new("b", now));
        assert!(refusals.is_new("a", now + SignedDuration::from_secs(61)));
        let strangers = Refusals::default();
        let written = (0..10_000).filter(|i| strangers.is_new_of_stranger(&i.to_string(), now)).count();
        assert_eq!(written, MAX_OF_STRANGERS);
        assert!(strangers.is_new_of_stranger("later", now + SignedDuration::from_secs(61)));
        for i in 0..20_000 {
            refusals.is_new(&i.to_string(), now + SignedDuration::from_secs(62));
        }
        assert!(refusals.seen.lock().expect("a lock").len() <= MAX_REMEMBERED);
    }
}
