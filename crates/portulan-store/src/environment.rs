//! The sources of time, random bytes and identifiers. Tests replace them.
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

/// A source of the current time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// The system clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A source of random bytes for secrets and identifiers.
pub trait RandomSource: Send + Sync + std::fmt::Debug {
    /// Fills a buffer with random bytes.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

/// The source of random bytes fails.
#[derive(Debug, thiserror::Error)]
#[error("the source of random bytes fails; without it no secret and no identifier can be made")]
pub struct RandomError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl RandomError {
    /// Wraps the error of a source.
    pub fn new(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(e.into())
    }
}

/// The random bytes of the operating system, cryptographically secure.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl RandomSource for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).map_err(RandomError::new)
    }
}

/// The clock and the source of random bytes of a service. Clones share the sequence of identifiers.
#[derive(Debug, Clone)]
pub struct Environment {
    clock: Arc<dyn Clock>,
    random: Arc<dyn RandomSource>,
    newest: Arc<Mutex<Option<IdPosition>>>,
}

impl Environment {
    /// Creates an environment with these sources.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn RandomSource>) -> Self {
        Self { clock, random, newest: Arc::default() }
    }

    /// The environment with another clock. Its sequence of identifiers starts again.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self::new(clock, Arc::clone(&self.random))
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], RandomError> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A new identifier: a UUID of version 7 (RFC 9562, section 5.7), greater than all earlier ones of this environment, even if
    /// they are of the same millisecond or the clock went back.
    pub fn new_id(&self) -> Result<Uuid, RandomError> {
        let [a, b, c, d, e, f, tail @ ..] = self.random::<10>()?;
        let start = u64::from_be_bytes([0, 0, a, b, c, d, e, f]) >> UNUSED_START_BITS;
        // A time before 1970 has no place in an identifier.
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let position = IdPosition::after(*newest, millis, start);
        *newest = Some(position);
        Ok(position.id(u32::from_be_bytes(tail)))
    }
}

impl Default for Environment {
    /// The sources of the system.
    fn default() -> Self {
        Self::new(Arc::new(SystemClock), Arc::new(SystemRandom))
    }
}

/// The number of bits of the counter of an identifier.
const COUNTER_BITS: u32 = 42;
/// The largest value of the counter.
const MAX_COUNTER: u64 = (1 << COUNTER_BITS) - 1;
/// The bits of 48 that the random start of the counter does not use. The start is one bit shorter than the counter, so that at
/// least 2^41 identifiers follow it.
const UNUSED_START_BITS: u32 = 48 - (COUNTER_BITS - 1);

/// The ordered part of an identifier: a time, and a counter with a random start in each millisecond (RFC 9562, section 6.2,
/// method 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct IdPosition {
    /// Milliseconds since 1970.
    millis: u64,
    counter: u64,
}

impl IdPosition {
    /// The position at a time that follows the newest one. The counter starts with `start` in a new millisecond.
    fn after(newest: Option<Self>, millis: u64, start: u64) -> Self {
        match newest {
            Some(newest) if millis <= newest.millis && newest.counter < MAX_COUNTER => {
                Self { counter: newest.counter + 1, ..newest }
            }
            // A full counter continues in the next millisecond.
            Some(newest) => Self { millis: millis.max(newest.millis + 1), counter: start },
            None => Self { millis, counter: start },
        }
    }

    /// The identifier at this position that ends with 32 random bits.
    fn id(self, tail: u32) -> Uuid {
        const VERSION: u128 = 7 << 76;
        const VARIANT: u128 = 0b10 << 62;
        // The version and the variant divide the counter: 12 bits are before the variant, 30 after it.
        let (high, low) = (self.counter >> 30, self.counter & ((1 << 30) - 1));
        let time = u128::from(self.millis) << 80;
        let counter = u128::from(high) << 64 | u128::from(low) << 32;
        Uuid::from_u128(time | VERSION | VARIANT | counter | u128::from(tail))
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    /// A clock that shows the times of a list, the last one first.
    #[derive(Debug)]
    struct ListedTimes(Mutex<Vec<i64>>);

    impl Clock for ListedTimes {
        fn now(&self) -> Timestamp {
            let millis = self.0.lock().expect("a list").pop().expect("a time");
            Timestamp::from_millisecond(millis).expect("a time")
        }
    }

    /// A source that always fails.
    #[derive(Debug)]
    struct NoRandom;

    impl RandomSource for NoRandom {
        fn fill(&self, _: &mut [u8]) -> Result<(), RandomError> {
            Err(RandomError::new("the device is missing"))
        }
    }

    #[test]
    fn identifiers_increase_whatever_the_clock_does() {
        let times = vec![1_700_000_000_001, 0, -5, 1_699_999_999_999, 1_700_000_000_000, 1_700_000_000_000];
        let environment = Environment::new(Arc::new(ListedTimes(Mutex::new(times))), Arc::new(SystemRandom));
        let ids: Vec<Uuid> = (0..6).map(|_| environment.clone().new_id().expect("an identifier")).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
        for id in &ids {
            assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122), "{id}");
        }
        let millis = |id: &Uuid| id.as_u128() >> 80;
        assert_eq!((millis(&ids[0]), millis(&ids[4])), (1_700_000_000_000, 1_700_000_000_000));
        assert_eq!(millis(&ids[5]), 1_700_000_000_001);
    }

    #[test]
    fn identifiers_of_one_millisecond_are_many_and_increase() {
        let environment = Environment::default();
        let ids: Vec<Uuid> = (0..20_000).map(|_| environment.new_id().expect("an identifier")).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_full_counter_continues_in_the_next_millisecond() {
        let full = IdPosition { millis: 7, counter: MAX_COUNTER };
        let next = IdPosition::after(Some(full), 7, 3);
        assert_eq!(next, IdPosition { millis: 8, counter: 3 });
        assert!(full.id(u32::MAX) < next.id(0));
        assert_eq!(IdPosition::after(Some(next), 7, 9), IdPosition { millis: 8, counter: 4 });
        assert_eq!(IdPosition::after(None, 0, 9), IdPosition { millis: 0, counter: 9 });
    }

    #[test]
    fn the_parts_of_an_identifier_are_at_their_places() {
        let id =
            IdPosition { millis: 0x0123_4567_89ab, counter: (0xabc << 30) | 0x2345_6789 }.id(0xdead_beef);
        assert_eq!(id.to_string(), "01234567-89ab-7abc-a345-6789deadbeef");
    }

    #[test]
    fn the_error_of_a_source_is_passed_on() {
        let environment = Environment::new(Arc::new(SystemClock), Arc::new(NoRandom));
        let e = environment.new_id().expect_err("no identifier");
        assert_eq!(e.source().map(ToString::to_string).as_deref(), Some("the device is missing"));
        assert!(environment.random::<4>().is_err());
    }
}
