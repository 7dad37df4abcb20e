//! Keys of messages, checked when a crate compiles.
use std::fmt;

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The key of a message that exists, such as `office-start`; with an attribute `office-start.help`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey(&'static str);

impl MessageKey {
    /// The key of an existing message, or `None`. For keys that are composed at run time; write other keys with
    /// [`key!`](crate::key).
    pub fn find(name: &str) -> Option<Self> {
        KEYS.binary_search(&name).ok().map(|index| Self(KEYS[index]))
    }

    /// The key itself.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The key of an attribute of the same message, such as its remedy, or `None` if it has none.
    pub fn attribute(self, attribute: &str) -> Option<Self> {
        Self::find(&format!("{}.{attribute}", self.0))
    }

    /// Checks a key; called by [`key!`](crate::key) when a crate compiles.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        assert!(index_of(name) < KEYS.len(), "no message has this key");
        Self(name)
    }
}

/// For templates, which pass references to fields.
impl From<&MessageKey> for MessageKey {
    fn from(key: &MessageKey) -> Self {
        *key
    }
}

impl From<&&MessageKey> for MessageKey {
    fn from(key: &&MessageKey) -> Self {
        **key
    }
}

impl fmt::Display for MessageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A list of messages with a common beginning: the list `role` has the message `role-funding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessageList(&'static str);

impl MessageList {
    /// The key of the message of a name in this list, or `None`.
    pub fn key(self, name: &str) -> Option<MessageKey> {
        MessageKey::find(&format!("{}-{name}", self.0))
    }

    /// The beginning of the keys, without the hyphen.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Checks that the list has a message; called by [`list!`](crate::list) when a crate compiles.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        let mut index = lower_bound(name);
        while index < KEYS.len() && starts_with(KEYS[index], name) {
            let key = KEYS[index].as_bytes();
            if key.len() > name.len() + 1 && key[name.len()] == b'-' {
                return Self(name);
            }
            index += 1;
        }
        panic!("no message belongs to this list");
    }
}

/// The [`MessageKey`] of a literal. A key without a message does not compile.
#[macro_export]
macro_rules! key {
    ($name:expr) => {
        const { $crate::MessageKey::checked($name) }
    };
}

/// The [`MessageList`] of a literal. A list without a message does not compile.
#[macro_export]
macro_rules! list {
    ($name:expr) => {
        const { $crate::MessageList::checked($name) }
    };
}

/// The index of a key; the number of keys if it is unknown.
const fn index_of(name: &str) -> usize {
    let index = lower_bound(name);
    if index < KEYS.len() && KEYS[index].len() == name.len() && starts_with(KEYS[index], name) {
        index
    } else {
        KEYS.len()
    }
}

/// The index of the first key that is not below a text.
const fn lower_bound(name: &str) -> usize {
    let (mut low, mut high) = (0, KEYS.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_below(KEYS[middle], name) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The order of bytes; comparison of strings is not available in constants.
const fn is_below(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() {
        if a[index] != b[index] {
            return a[index] < b[index];
        }
        index += 1;
    }
    a.len() < b.len()
}

const fn starts_with(text: &str, start: &str) -> bool {
    let (text, start) = (text.as_bytes(), start.as_bytes());
    if text.len() < start.len() {
        return false;
    }
    let mut index = 0;
    while index < start.len() {
        if text[index] != start[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_and_run_time_find_the_same_keys() {
        assert!(KEYS.is_sorted());
        for key in KEYS {
            assert_eq!(MessageKey::find(key), Some(MessageKey::checked(key)));
        }
        for unknown in ["", "a", "office-star", "office-start-", "zzz"] {
            assert_eq!(index_of(unknown), KEYS.len(), "{unknown}");
            assert_eq!(MessageKey::find(unknown), None, "{unknown}");
        }
        assert_eq!(list!("role").key("funding"), Some(key!("role-funding")));
        assert_eq!(list!("role").key("nobody"), None);
    }
}
