//! A cache of code look-ups.
use crate::codes::Case;
use crate::xml::{KEY_NAME_BYTES, key};

/// A cache of code look-ups: most codes of a file are repeated.
#[derive(Debug)]
pub(super) struct KnownCodes {
    good: Box<[(u64, usize); Self::PLACES]>,
    /// Codes that are not in their list, with the code that was probably meant.
    wrong: Box<[WrongCode; Self::PLACES]>,
}

/// The key of a code, the index of the list that lacks it, and the code that was probably meant.
type WrongCode = (u64, usize, Option<&'static str>);

impl KnownCodes {
    const PLACES: usize = 256;

    pub fn new() -> Self {
        Self { good: Box::new([(0, 0); Self::PLACES]), wrong: Box::new([(0, 0, None); Self::PLACES]) }
    }

    /// See [`Case::near`].
    pub fn near(&mut self, case: &Case, value: &str) -> Option<&'static str> {
        let Some(key) = whole_key(value) else { return case.nearest(value) };
        let known = &mut self.wrong[Self::place(case.list, key)];
        if (known.0, known.1) != (key, case.list) {
            *known = (key, case.list, case.nearest(value));
        }
        known.2
    }

    fn place(list: usize, key: u64) -> usize {
        let mixed = (key ^ list as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 56).unwrap_or_default()
    }

    pub fn has(&self, list: usize, value: &str) -> bool {
        whole_key(value).is_some_and(|key| self.good[Self::place(list, key)] == (key, list))
    }

    pub fn add(&mut self, list: usize, value: &str) {
        if let Some(key) = whole_key(value) {
            self.good[Self::place(list, key)] = (key, list);
        }
    }
}

/// The key of a code that is short enough to be contained in it.
fn whole_key(value: &str) -> Option<u64> {
    (1..=KEY_NAME_BYTES).contains(&value.len()).then(|| key(value))
}
