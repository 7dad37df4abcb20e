//! JSON in which terminal control characters are written as `\u` escapes, so that no information is lost.
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::words::is_unsafe;

/// Writes a value as compact JSON.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub(super) fn write(out: impl Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, SafeFormatter)).map_err(io::Error::from)
}

struct SafeFormatter;

impl Formatter for SafeFormatter {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // The possible first bytes of unsafe characters: DEL, C1 controls, and direction marks.
        const FIRST_BYTES: [u8; 3] = [0x7F, 0xC2, 0xE2];
        let [delete, c1, mark] = FIRST_BYTES;
        let mut written = 0;
        for at in memchr::memchr3_iter(delete, c1, mark, fragment.as_bytes()) {
            if let Some(c) = fragment[at..].chars().next().filter(|c| is_unsafe(*c)) {
                out.write_all(&fragment.as_bytes()[written..at])?;
                write!(out, "\\u{:04x}", u32::from(c))?;
                written = at + c.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use super::{is_unsafe, write};

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_read_back() {
        let text = "a\u{9b}31m\u{7f}é\u{202e}\u{85}’\n\u{1b}";
        let mut out = Vec::new();
        write(&mut out, text).expect("JSON");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written, "\"a\\u009b31m\\u007fé\\u202e\\u0085’\\n\\u001b\"");
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
    }

    #[test]
    fn no_unsafe_character_is_written() {
        let all: String = ('\0'..='\u{FFFF}').filter(|c| is_unsafe(*c)).collect();
        let mut out = Vec::new();
        write(&mut out, &all).expect("JSON");
        assert!(String::from_utf8(out).expect("UTF-8").is_ascii());
    }
}
