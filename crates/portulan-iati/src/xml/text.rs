//! Characters, lines and references.
use std::borrow::Cow;

use super::fault::FaultKind;

/// True for XML white space.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// True for a text of white space only.
pub(crate) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// True if a line ends with the byte at `place`: an LF, or a CR without a following LF.
pub(super) fn ends_line(bytes: &[u8], place: usize) -> bool {
    let byte = bytes[place];
    byte == b'\n' || (byte == b'\r' && bytes.get(place + 1) != Some(&b'\n'))
}

/// The number of line ends in `bytes`: LF, CR, or CRLF once. `bytes` must not end between CR and LF.
pub(super) fn count_lines(bytes: &[u8]) -> u64 {
    if bytes.len() < 24 {
        return (0..bytes.len()).map(|i| u64::from(ends_line(bytes, i))).sum();
    }
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let returns = memchr::memchr_iter(b'\r', bytes).filter(|i| ends_line(bytes, *i)).count();
    (feeds + returns) as u64
}

/// The number of line ends in bytes without carriage returns.
pub(super) fn count_feeds(bytes: &[u8]) -> u64 {
    if bytes.len() < 24 {
        return bytes.iter().map(|b| u64::from(*b == b'\n')).sum();
    }
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The offset of the first control character that XML does not allow. Tests 64 bytes at a time.
pub(super) fn forbidden(bytes: &[u8]) -> Option<usize> {
    let bad = |b: u8| u8::from(b < 0x20) & u8::from(b != b'\t') & u8::from(b != b'\n') & u8::from(b != b'\r');
    let (chunks, rest) = bytes.as_chunks::<64>();
    let is_bad = |chunk: &[u8; 64]| chunk.iter().fold(0, |found, b| found | bad(*b)) != 0;
    let from = match chunks.iter().position(is_bad) {
        Some(chunk) => chunk * 64,
        None => bytes.len() - rest.len(),
    };
    bytes[from..].iter().position(|b| bad(*b) != 0).map(|at| from + at)
}

/// The first noncharacter (U+FFFE or U+FFFF), which XML does not allow, and its offset.
pub(super) fn noncharacter(text: &str) -> Option<(usize, u32)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xEF, bytes).find_map(|at| match bytes.get(at + 1..at + 3)? {
        [0xBF, last @ (0xBE | 0xBF)] => Some((at, 0xFFC0 | u32::from(*last & 0x3F))),
        _ => None,
    })
}

/// The offset of the tag that ends the text at `from`; `None` if it is incomplete.
pub(super) fn check_text(bytes: &[u8], from: usize) -> Result<Option<usize>, (usize, FaultKind)> {
    let mut place = from;
    loop {
        let Some(found) = memchr::memchr3(b'<', b'&', b']', &bytes[place..]) else { return Ok(None) };
        place += found;
        match bytes[place] {
            b'<' => return Ok(Some(place)),
            b']' => {
                if bytes[place..].starts_with(b"]]>") {
                    return Err((place, FaultKind::CdataEnd));
                }
                place += 1;
            }
            _ => match reference(&bytes[place..]) {
                Ok(Some((length, _))) => place += length,
                Ok(None) => return Ok(None),
                Err(()) => return Err((place, FaultKind::of_reference(&bytes[place..]))),
            },
        }
    }
}

/// The reference at the start of `bytes`: its length and character; `None` if it is incomplete.
pub(super) fn reference(bytes: &[u8]) -> Result<Option<(usize, char)>, ()> {
    const LONGEST: usize = 14;
    let window = &bytes[..bytes.len().min(LONGEST)];
    let Some(end) = memchr::memchr(b';', window) else {
        return if bytes.len() >= LONGEST
            || window[1..].iter().any(|b| !(b.is_ascii_alphanumeric() || *b == b'#'))
        {
            Err(())
        } else {
            Ok(None)
        };
    };
    let name = std::str::from_utf8(&window[1..end]).map_err(|_| ())?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#').ok_or(())?;
            let code = match number.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse(),
                _ => return Err(()),
            };
            let c = code.ok().and_then(char::from_u32).ok_or(())?;
            if (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}') {
                return Err(());
            }
            c
        }
    };
    Ok(Some((end + 1, character)))
}

/// Replaces references, which the tokenizer has checked.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(place) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let Ok(Some((length, character))) = reference(rest.as_bytes()) else { break };
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
