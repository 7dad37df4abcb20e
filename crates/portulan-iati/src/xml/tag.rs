//! Start tags.
use std::borrow::Cow;
use std::ops::Range;

use super::fault::{FaultKind, XmlFault, at, shorten};
use super::text::{ends_line, is_space, reference, unescape};

/// The largest number of attributes in a tag.
pub(super) const MAX_ATTRIBUTES: usize = 1_000;
/// An attribute: the ranges of its name and value in the tag.
#[derive(Debug, Clone)]
pub(crate) struct TagAttribute {
    pub name: Range<usize>,
    pub value: Range<usize>,
    /// The number of line ends between the tag's `<` and the attribute.
    pub lines: u64,
    /// The key of the name.
    pub key: u64,
    escaped: bool,
}

/// The number of bytes of a name that its key contains.
pub(crate) const KEY_NAME_BYTES: usize = 7;

/// The first bytes and the length of a name as one number: names with different keys are different.
#[inline]
pub(crate) const fn key(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut key = (if bytes.len() < 255 { bytes.len() } else { 255 } as u64) << 56;
    let mut i = 0;
    while i < bytes.len() && i < KEY_NAME_BYTES {
        key |= (bytes[i] as u64) << (8 * i);
        i += 1;
    }
    key
}

/// The key of the name at `from`; reads eight bytes at once where possible.
#[inline]
pub(crate) fn key_at(text: &str, name: &Range<usize>) -> u64 {
    match text.as_bytes().get(name.start..name.start + 8).and_then(|b| <[u8; 8]>::try_from(b).ok()) {
        Some(bytes) => {
            let stored = name.len().min(KEY_NAME_BYTES);
            let mask = (1_u64 << (8 * stored)) - 1;
            u64::from_le_bytes(bytes) & mask | (name.len().min(255) as u64) << 56
        }
        None => key(&text[name.clone()]),
    }
}

/// The common prefix of the keys of namespace declarations.
const XMLNS: u64 = key("xmlns") & ((1 << 40) - 1);

/// A start tag as written.
#[derive(Debug)]
pub(crate) struct StartTag<'a> {
    /// The source, starting with the tag.
    pub source: &'a str,
    pub name: &'a str,
    pub attributes: &'a [TagAttribute],
    /// The line of its `<`.
    pub line: u64,
    /// The range in the bytes being read.
    pub place: Range<usize>,
    /// The cache slot and unique number of the tag's text, for repeated tags.
    pub known: Option<(usize, u32)>,
}

impl<'a> StartTag<'a> {
    /// Names and values, with references replaced and line ends as spaces.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + '_ {
        self.attributes.iter().map(|a| (&self.source[a.name.clone()], self.value_of(a)))
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.attributes.iter().map(|a| &self.source[a.name.clone()])
    }

    /// The value of an attribute. Inlined, so that the key of a constant name is a constant.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured: a twentieth of all instructions")]
    pub fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.find(name, key(name)).map(|found| self.value_of(found))
    }

    /// The attribute with this name, whose key is known.
    #[inline]
    pub fn find(&self, name: &str, key: u64) -> Option<&'a TagAttribute> {
        let same = |a: &&TagAttribute| {
            a.key == key && (name.len() <= KEY_NAME_BYTES || self.source[a.name.clone()] == *name)
        };
        self.attributes.iter().find(same)
    }

    /// True if the tag declares a namespace.
    pub fn declares(&self) -> bool {
        self.attributes.iter().any(|a| a.key & ((1 << 40) - 1) == XMLNS)
    }

    /// The tag as an open start tag, with attributes as written.
    pub fn written(&self) -> String {
        let mut out = format!("<{}", self.name);
        for attribute in self.attributes {
            let quote = &self.source[attribute.value.end..=attribute.value.end];
            out.push(' ');
            out.push_str(&self.source[attribute.name.clone()]);
            out.push('=');
            out.push_str(quote);
            out.push_str(&self.source[attribute.value.clone()]);
            out.push_str(quote);
        }
        out.push('>');
        out
    }

    /// True if the attribute is present.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as above")]
    pub fn has(&self, name: &str) -> bool {
        self.find(name, key(name)).is_some()
    }

    /// The value, with references replaced and line ends as spaces.
    #[inline]
    pub fn value_of(&self, attribute: &TagAttribute) -> Cow<'a, str> {
        let value = &self.source[attribute.value.clone()];
        if !attribute.escaped {
            return Cow::Borrowed(value);
        }
        Cow::Owned(plain(value))
    }
}

/// Removes references and line ends from a value.
fn plain(value: &str) -> String {
    let spaced = value.replace("\r\n", " ").replace(['\t', '\r', '\n'], " ");
    unescape(&spaced).into_owned()
}

/// The result of [`scan_tag`]: the end of the name, the offset after `>`, the number of lines, and whether
/// the element is empty.
pub(super) struct Scanned {
    pub name: usize,
    pub end: usize,
    pub lines: u64,
    pub empty: bool,
}

/// Bytes allowed in a name (non-ASCII characters are not checked further).
static NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "below 256")]
        let byte = b as u8;
        table[b] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':') || byte >= 0x80;
        b += 1;
    }
    table
};
/// The offset of the first byte of a value that needs attention: its quotation mark, `<`, `&` or a control
/// character. Tests eight bytes at a time.
fn skip_plain(bytes: &[u8], mut place: usize, quote: u8) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    while let Some(eight) = bytes.get(place..place + 8).and_then(|b| <[u8; 8]>::try_from(b).ok()) {
        let word = u64::from_le_bytes(eight);
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        // A borrow can mark a byte too many, but only after the first match.
        let found = zero(word ^ (ONES * u64::from(quote)))
            | zero(word ^ (ONES * u64::from(b'<')))
            | zero(word ^ (ONES * u64::from(b'&')))
            | controls;
        if found != 0 {
            return place + found.trailing_zeros() as usize / 8;
        }
        place += 8;
    }
    while place < bytes.len()
        && !matches!(bytes[place], b'<' | b'&')
        && bytes[place] != quote
        && bytes[place] >= 0x20
    {
        place += 1;
    }
    place
}

fn in_name(byte: u8) -> bool {
    NAME[usize::from(byte)]
}

/// True if a text is a name.
pub(super) fn is_name(text: &str) -> bool {
    begins_name(text) && text.bytes().all(in_name)
}

/// True if a text of name bytes starts like a name.
fn begins_name(text: &str) -> bool {
    let first = text.as_bytes().first();
    first.is_some_and(|b| in_name(*b) && !b.is_ascii_digit() && !matches!(b, b'-' | b'.'))
}

fn skip_name(bytes: &[u8], mut place: usize) -> usize {
    while place < bytes.len() && in_name(bytes[place]) {
        place += 1;
    }
    place
}

#[inline]
fn skip_space(bytes: &[u8], mut place: usize, line: &mut u64) -> usize {
    // Nearly always there is one space, or none.
    if bytes.get(place) == Some(&b' ') {
        place += 1;
    }
    while place < bytes.len() && is_space(bytes[place]) {
        *line += u64::from(ends_line(bytes, place));
        place += 1;
    }
    place
}

/// Scans the start tag at the start of `text`; `None` if it is incomplete.
pub(super) fn scan_tag(
    text: &str,
    first: u64,
    attributes: &mut Vec<TagAttribute>,
) -> Result<Option<Scanned>, XmlFault> {
    let bytes = text.as_bytes();
    let mut line = first;
    attributes.clear();
    let mut place = skip_name(bytes, 1);
    if place == bytes.len() {
        return Ok(None);
    }
    let name_end = place;
    let name = &text[1..place];
    if !begins_name(name) {
        let shown: String = text[1..].chars().take(20).collect();
        return Err(at(line, FaultKind::Name(shown)));
    }
    loop {
        let spaced = skip_space(bytes, place, &mut line);
        match bytes.get(spaced) {
            None => return Ok(None),
            Some(b'>') => {
                check_twice(text, first, attributes)?;
                return Ok(Some(Scanned {
                    name: name_end,
                    end: spaced + 1,
                    lines: line - first,
                    empty: false,
                }));
            }
            Some(b'/') => match bytes.get(spaced + 1) {
                None => return Ok(None),
                Some(b'>') => {
                    check_twice(text, first, attributes)?;
                    return Ok(Some(Scanned {
                        name: name_end,
                        end: spaced + 2,
                        lines: line - first,
                        empty: true,
                    }));
                }
                Some(_) => return Err(at(line, FaultKind::Name("/".into()))),
            },
            Some(_) => {
                let missing_space = spaced == place;
                match scan_attribute(text, spaced, first, &mut line)? {
                    None => return Ok(None),
                    Some(attribute) if missing_space => {
                        return Err(at(line, FaultKind::Space(shorten(&text[attribute.name]))));
                    }
                    Some(attribute) => {
                        place = attribute.value.end + 1;
                        if attributes.len() == MAX_ATTRIBUTES {
                            return Err(at(first + attribute.lines, FaultKind::TooManyAttributes));
                        }
                        attributes.push(attribute);
                    }
                }
            }
        }
    }
}

fn scan_attribute(
    text: &str,
    from: usize,
    first: u64,
    line: &mut u64,
) -> Result<Option<TagAttribute>, XmlFault> {
    let bytes = text.as_bytes();
    let end = skip_name(bytes, from);
    if end == bytes.len() {
        return Ok(None);
    }
    let name = &text[from..end];
    if !begins_name(name) {
        let shown: String = text[from..].chars().take(20).collect();
        return Err(at(*line, FaultKind::Name(shown)));
    }
    let named_at = *line;
    let equals = skip_space(bytes, end, line);
    match bytes.get(equals) {
        None => return Ok(None),
        Some(b'=') => {}
        Some(_) => return Err(at(*line, FaultKind::AttributeValue(shorten(name)))),
    }
    let quoted = skip_space(bytes, equals + 1, line);
    let quote = match bytes.get(quoted) {
        None => return Ok(None),
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(_) => return Err(at(*line, FaultKind::AttributeValue(shorten(name)))),
    };
    let mut place = quoted + 1;
    let mut escaped = false;
    loop {
        place = skip_plain(bytes, place, quote);
        match bytes.get(place) {
            None => return Ok(None),
            Some(byte) if *byte == quote => break,
            Some(b'<') => return Err(at(*line, FaultKind::LessThan(shorten(name)))),
            Some(b'&') => match reference(&bytes[place..]) {
                Ok(Some((length, _))) => {
                    escaped = true;
                    place += length;
                }
                Ok(None) => return Ok(None),
                Err(()) => return Err(at(*line, FaultKind::of_reference(&bytes[place..]))),
            },
            Some(byte) => {
                if is_space(*byte) {
                    escaped = true;
                    *line += u64::from(ends_line(bytes, place));
                }
                place += 1;
            }
        }
    }
    let key = key_at(text, &(from..end));
    Ok(Some(TagAttribute {
        name: from..end,
        value: quoted + 1..place,
        lines: named_at - first,
        key,
        escaped,
    }))
}

fn check_twice(text: &str, first: u64, attributes: &[TagAttribute]) -> Result<(), XmlFault> {
    let name = |a: &TagAttribute| &text[a.name.clone()];
    let twice = |a: &TagAttribute| at(first + a.lines, FaultKind::AttributeTwice(shorten(name(a))));
    if attributes.len() < 2 {
        return Ok(());
    }
    if attributes.len() <= 16 {
        for (i, attribute) in attributes.iter().enumerate() {
            if attributes[..i].iter().any(|b| b.key == attribute.key && name(b) == name(attribute)) {
                return Err(twice(attribute));
            }
        }
        return Ok(());
    }
    let mut seen = rustc_hash::FxHashSet::default();
    match attributes.iter().find(|a| !seen.insert(name(a))) {
        Some(attribute) => Err(twice(attribute)),
        None => Ok(()),
    }
}
