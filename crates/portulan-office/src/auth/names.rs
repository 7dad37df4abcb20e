//! Names of persons, passkeys and tokens, as users type them.
use portulan_locales::{MessageKey, key};

/// Normalises a name to one line without surrounding white space.
pub fn one_line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// The largest number of characters in the name of a person, passkey or token.
const MAX_NAME_CHARS: usize = 100;

/// The message key of a problem of a name, as [`one_line`] returns it: missing or too long.
pub fn name_problem(name: &str) -> Option<MessageKey> {
    match name.chars().count() {
        0 => Some(key!("office-name-missing")),
        1..=MAX_NAME_CHARS => None,
        _ => Some(key!("office-name-too-long")),
    }
}
