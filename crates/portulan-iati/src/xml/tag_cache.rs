//! Start tags that were read before: most tags of a file are the same few, and need not be taken apart again.
use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use super::tag::TagAttribute;

/// Tags kept for one beginning.
const WAYS: usize = 4;
/// Beginnings told apart.
const BEGINNINGS: usize = 256;
/// Places for tags.
pub(crate) const SLOTS: usize = WAYS * BEGINNINGS;
/// Longest tag kept, and how much of it tells where it is kept, in bytes.
const LONGEST: usize = 160;
const BEGINNING: usize = 16;
/// Places that remember a tag which was seen once: only one that comes again is worth keeping.
const ONCE: usize = 2048;

/// A tag taken apart: places are counted from its `<`.
#[derive(Debug, Default)]
pub(super) struct CachedTag {
    /// Different for each tag ever kept.
    pub id: u32,
    pub text: String,
    /// The last bytes of the text, compared first: most other tags end differently.
    last: u64,
    /// Where the name ends.
    pub name: usize,
    pub attributes: Vec<TagAttribute>,
    pub empty: bool,
    /// Lines that end in it.
    pub lines: u64,
}

#[derive(Debug)]
pub(super) struct TagCache {
    kept: Vec<CachedTag>,
    once: Box<[u64; ONCE]>,
    last: u32,
}

impl TagCache {
    pub fn new() -> Self {
        let kept = std::iter::repeat_with(CachedTag::default).take(SLOTS).collect();
        Self { kept, once: Box::new([0; ONCE]), last: 0 }
    }

    pub fn get(&self, slot: usize) -> &CachedTag {
        &self.kept[slot]
    }

    /// Where the tag at the start of `rest` is kept.
    pub fn find(&self, rest: &[u8]) -> Option<usize> {
        let first = bucket(rest)? * WAYS;
        let same = |kept: &CachedTag| {
            let text = kept.text.as_bytes();
            let ends_alike =
                text.len() < LAST || rest.get(..text.len()).is_some_and(|r| last(r) == kept.last);
            !text.is_empty() && ends_alike && rest.starts_with(text)
        };
        self.kept[first..first + WAYS].iter().position(same).map(|way| first + way)
    }

    /// Keeps a tag that was seen before.
    pub fn offer(&mut self, text: &str, name: usize, attributes: &[TagAttribute], empty: bool, lines: u64) {
        let Some(bucket) = bucket(text.as_bytes()).filter(|_| text.len() <= LONGEST) else { return };
        let hash = FxBuildHasher.hash_one(text);
        let once = &mut self.once[(hash >> 32) as usize % ONCE];
        if *once != hash {
            *once = hash;
            return;
        }
        self.last = self.last.wrapping_add(1);
        let kept = &mut self.kept[bucket * WAYS + self.last as usize % WAYS];
        kept.id = self.last;
        text.clone_into(&mut kept.text);
        kept.last = last(text.as_bytes());
        kept.name = name;
        attributes.clone_into(&mut kept.attributes);
        (kept.empty, kept.lines) = (empty, lines);
    }
}

/// Bytes of the end of a tag that are compared first.
const LAST: usize = 8;

/// The last bytes as a number; zero where there are fewer.
fn last(bytes: &[u8]) -> u64 {
    bytes.last_chunk::<LAST>().copied().map_or(0, u64::from_le_bytes)
}

/// By the first bytes; none for what is shorter.
fn bucket(rest: &[u8]) -> Option<usize> {
    let beginning: &[u8; BEGINNING] = rest.first_chunk()?;
    let (one, other) = beginning.split_at(BEGINNING / 2);
    let word = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
    let mixed = (word(one) ^ word(other).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 56).ok()
}
