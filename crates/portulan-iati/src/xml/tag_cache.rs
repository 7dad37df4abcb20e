//! A cache of start tags: most tags of a file are repetitions of a few, and need not be parsed again.
use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use super::tag::TagAttribute;

/// The number of tags per bucket.
const TAGS_PER_BUCKET: usize = 4;
/// The number of buckets, selected by the first bytes of a tag.
const BUCKETS: usize = 256;
/// The number of slots.
pub(crate) const SLOTS: usize = TAGS_PER_BUCKET * BUCKETS;
/// The size in bytes of the longest tag that is cached.
const MAX_TAG_BYTES: usize = 160;
const BEGINNING: usize = 16;
/// The number of slots that remember a tag seen once: a tag is cached at its second occurrence.
const SEEN_ONCE_SLOTS: usize = 2048;

/// A parsed tag; offsets are relative to its `<`.
#[derive(Debug, Default)]
pub(super) struct CachedTag {
    /// A number that is unique among all cached tags.
    pub id: u32,
    pub text: String,
    /// The last bytes of the text, compared first, since most other tags end differently.
    last: u64,
    /// The end of the name.
    pub name: usize,
    pub attributes: Vec<TagAttribute>,
    pub empty: bool,
    /// The number of line ends in the tag.
    pub lines: u64,
}

#[derive(Debug)]
pub(super) struct TagCache {
    stored: Vec<CachedTag>,
    once: Box<[u64; SEEN_ONCE_SLOTS]>,
    last: u32,
}

impl TagCache {
    pub fn new() -> Self {
        let stored = std::iter::repeat_with(CachedTag::default).take(SLOTS).collect();
        Self { stored, once: Box::new([0; SEEN_ONCE_SLOTS]), last: 0 }
    }

    pub fn get(&self, slot: usize) -> &CachedTag {
        &self.stored[slot]
    }

    /// The slot of the tag at the start of `rest`.
    pub fn find(&self, rest: &[u8]) -> Option<usize> {
        let first = bucket(rest)? * TAGS_PER_BUCKET;
        let same = |stored: &CachedTag| {
            let text = stored.text.as_bytes();
            let ends_alike =
                text.len() < LAST_BYTES || rest.get(..text.len()).is_some_and(|r| last(r) == stored.last);
            !text.is_empty() && ends_alike && rest.starts_with(text)
        };
        self.stored[first..first + TAGS_PER_BUCKET].iter().position(same).map(|way| first + way)
    }

    /// Caches a tag that has been seen before.
    pub fn offer(&mut self, text: &str, name: usize, attributes: &[TagAttribute], empty: bool, lines: u64) {
        let Some(bucket) = bucket(text.as_bytes()).filter(|_| text.len() <= MAX_TAG_BYTES) else { return };
        let hash = FxBuildHasher.hash_one(text);
        let once = &mut self.once[(hash >> 32) as usize % SEEN_ONCE_SLOTS];
        if *once != hash {
            *once = hash;
            return;
        }
        self.last = self.last.wrapping_add(1);
        let stored = &mut self.stored[bucket * TAGS_PER_BUCKET + self.last as usize % TAGS_PER_BUCKET];
        stored.id = self.last;
        text.clone_into(&mut stored.text);
        stored.last = last(text.as_bytes());
        stored.name = name;
        attributes.clone_into(&mut stored.attributes);
        (stored.empty, stored.lines) = (empty, lines);
    }
}

/// The number of bytes at the end of a tag that are compared first.
const LAST_BYTES: usize = 8;

/// The last bytes as a number; zero if there are fewer.
fn last(bytes: &[u8]) -> u64 {
    bytes.last_chunk::<LAST_BYTES>().copied().map_or(0, u64::from_le_bytes)
}

/// The bucket of the first bytes; `None` if there are too few.
fn bucket(rest: &[u8]) -> Option<usize> {
    let beginning: &[u8; BEGINNING] = rest.first_chunk()?;
    let (one, other) = beginning.split_at(BEGINNING / 2);
    let word = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
    let mixed = (word(one) ^ word(other).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 56).ok()
}
