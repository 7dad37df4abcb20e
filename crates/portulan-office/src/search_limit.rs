//! The rate limit of searches that scripts make while a user types.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

/// The length of a period in seconds.
const PERIOD_SECONDS: i64 = 10;

/// The searches of a user within a period: ten each second.
pub const MAX_SEARCHES: u32 = 100;

/// The searches of each user in the current period.
#[derive(Default)]
pub struct SearchLimit(Mutex<HashMap<Uuid, (i64, u32)>>);

impl SearchLimit {
    /// Counts a search, and returns true if it is within the limit.
    pub fn is_within(&self, user: Uuid, now: Timestamp) -> bool {
        let period = now.as_second() / PERIOD_SECONDS;
        let mut users = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        users.retain(|_, (counted, _)| *counted == period);
        let (_, count) = users.entry(user).or_insert((period, 0));
        *count += 1;
        *count <= MAX_SEARCHES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_searches_within_the_limit_and_again_in_the_next_period() {
        let (limit, now) = (SearchLimit::default(), Timestamp::UNIX_EPOCH);
        let (ada, edgar) = (Uuid::now_v7(), Uuid::now_v7());
        assert!((0..MAX_SEARCHES).all(|_| limit.is_within(ada, now)));
        assert!(!limit.is_within(ada, now) && limit.is_within(edgar, now));
        assert!(limit.is_within(ada, now + jiff::SignedDuration::from_secs(PERIOD_SECONDS)));
    }
}
