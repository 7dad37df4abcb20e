//! Language tags.
use portulan_codelists::CodeList;

/// True for a language code of ISO 639-1, with optional subtags, such as `ar-MA`.
pub fn is_language_tag(tag: &str) -> bool {
    let mut words = tag.split('-');
    let subtag = |w: &str| (1..=8).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphanumeric());
    words.next().is_some_and(|w| CodeList::Language.get(w).is_some()) && words.all(subtag)
}
