//! Names of persons, passkeys and tokens, and e-mail addresses, as users type them.
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

/// True if a text may be an e-mail address: detects typing errors. Quoted names and addresses of hosts in brackets are refused.
pub fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let whole = |s: &str| {
        !s.is_empty()
            && !s.chars().any(|c| c.is_whitespace() || c.is_control() || "@<>(),;:\"\\[]".contains(c))
    };
    parts.is_some_and(|(name, host)| whole(name) && whole(host) && !host.starts_with('.'))
        && text.len() <= 254
}
