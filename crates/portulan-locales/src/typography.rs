//! Typography: the spaces at which a line must not break.
//!
//! Translators and officers type plain spaces; texts are shown with the right ones. No space is added where none was typed.
use std::borrow::Cow;

/// A space that does not break.
const NO_BREAK: char = '\u{a0}';
/// A narrow space that does not break.
const NARROW_NO_BREAK: char = '\u{202f}';
/// Units after a number.
const UNITS: [&str; 16] =
    ["%", "€", "°", "EUR", "GB", "Go", "MB", "Mo", "USD", "cm", "h", "ha", "kB", "km", "ko", "m"];

/// The text with no-break spaces: in French before `; ! ? : » %` and after `«`, in all languages between a number and its unit.
pub fn with_no_break_spaces<'a>(language: &str, text: &'a str) -> Cow<'a, str> {
    let is_french = language == "fr" || language.starts_with("fr-");
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices(' ') {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let space = if is_french { french_space(before, after) } else { None };
        let Some(space) = space.or_else(|| follows_number(before, after).then_some(NO_BREAK)) else {
            continue;
        };
        out.push_str(&text[copied..at]);
        out.push(space);
        copied = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The space between two texts that French typography asks for; `None` if it is a plain one.
fn french_space(before: &str, after: &str) -> Option<char> {
    match after.chars().next() {
        Some(';' | '!' | '?') => Some(NARROW_NO_BREAK),
        Some(':' | '»' | '%') => Some(NO_BREAK),
        _ if before.ends_with('«') => Some(NO_BREAK),
        _ => None,
    }
}

/// True between a number, or the argument of a message, and a unit.
fn follows_number(before: &str, after: &str) -> bool {
    if !before.ends_with(|c: char| c.is_ascii_digit() || c == '}') {
        return false;
    }
    let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    UNITS.iter().any(|unit| after.strip_prefix(unit).is_some_and(is_end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spaces_that_must_not_break_do_not() {
        for (language, text, expected) in [
            (
                "fr",
                "Pourquoi ? « Oui » : 3 % ; non !",
                "Pourquoi\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: 3\u{a0}%\u{202f}; non\u{202f}!",
            ),
            ("fr", "40 Mo, { $limit } Go, 12 mois", "40\u{a0}Mo, { $limit }\u{a0}Go, 12 mois"),
            ("fr-CA", "a ; b", "a\u{202f}; b"),
            ("fr", "a: b; « c", "a: b; «\u{a0}c"),
            ("fr", "", ""),
            ("en", "“a” ; 40 MB, 3 hours, 2 h", "“a” ; 40\u{a0}MB, 3 hours, 2\u{a0}h"),
        ] {
            assert_eq!(with_no_break_spaces(language, text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn only_spaces_change_and_only_once(text in "[ a-z0-9;:!?%«»}é]{0,40}") {
            let shown = with_no_break_spaces("fr", &text).into_owned();
            let plain: String = shown.replace([NO_BREAK, NARROW_NO_BREAK], " ");
            prop_assert_eq!(&plain, &text);
            prop_assert_eq!(with_no_break_spaces("fr", &shown), shown.as_str());
        }
    }
}
