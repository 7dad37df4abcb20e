//! Validation of simple types of XML Schema, with the decisions of libxml2.

/// The largest number of digits of a number that libxml2 reads, not counting leading zeros.
const MAX_DIGITS: usize = 24;

/// A built-in simple type, as used by the IATI schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Simple {
    Text,
    Uri,
    Boolean,
    Date,
    DateTime,
    Decimal,
    Int,
    NonNegative,
    Positive,
    Token,
    /// `xml:lang`: a language tag, or empty.
    Lang,
    /// `xml:space`.
    Space,
    /// `xml:id`.
    Id,
}

impl Simple {
    /// The name of the type in XML Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Uri => "anyURI",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "dateTime",
            Self::Decimal => "decimal",
            Self::Int => "int",
            Self::NonNegative => "nonNegativeInteger",
            Self::Positive => "positiveInteger",
            Self::Token => "NMTOKEN",
            Self::Lang => "language",
            Self::Space => "space",
            Self::Id => "ID",
        }
    }

    /// The type with this name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let all = [Self::Boolean, Self::Date, Self::DateTime, Self::Decimal, Self::Int, Self::NonNegative];
        let more = [Self::Positive, Self::Token, Self::Lang, Self::Space, Self::Id, Self::Uri, Self::Text];
        all.into_iter().chain(more).find(|simple| simple.name() == name)
    }

    /// True if a value, with references replaced, is valid for the type.
    pub fn accepts(self, value: &str) -> bool {
        const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
        // libxml2 accepts white space around most values, but not around dates and machine integers.
        let value = match self {
            Self::Lang if value.is_empty() => return true,
            Self::DateTime if value.trim_end_matches(SPACE) != value => {
                let bare = value.trim_end_matches(SPACE);
                let zoned = bare.ends_with('Z')
                    || bare.len().checked_sub(6).is_some_and(|at| b"+-".contains(&bare.as_bytes()[at]));
                return zoned && date_time(bare);
            }
            Self::Date | Self::DateTime | Self::Int => value,
            _ => value.trim_matches(SPACE),
        };
        match self {
            Self::Text => true,
            Self::Uri => uri(value),
            Self::Boolean => matches!(value, "true" | "false" | "1" | "0"),
            Self::Date => date(value).is_some_and(zone),
            Self::DateTime => date_time(value),
            Self::Decimal => decimal(value),
            Self::Int => integer(value).is_some_and(|n| i32::try_from(n).is_ok()),
            Self::NonNegative => whole(value).is_some_and(|negative| !negative || zero(value)),
            Self::Positive => whole(value).is_some_and(|negative| !negative && !zero(value)),
            Self::Token => !value.is_empty() && value.bytes().all(name_byte),
            Self::Lang => language(value),
            Self::Space => matches!(value, "default" | "preserve"),
            Self::Id => {
                let first = value.bytes().next();
                first.is_some_and(|b| b.is_ascii_alphabetic() || b == b'_' || b >= 0x80)
                    && value.bytes().all(|b| name_byte(b) && b != b':')
            }
        }
    }
}

fn name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':') || b >= 0x80
}

fn unsigned(value: &str) -> (bool, &str) {
    match value.as_bytes().first() {
        Some(b'-') => (true, &value[1..]),
        Some(b'+') => (false, &value[1..]),
        _ => (false, value),
    }
}

fn decimal(value: &str) -> bool {
    let (_, digits) = unsigned(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let significant = whole.trim_start_matches('0').len() + fraction.len();
    (!whole.is_empty() || !fraction.is_empty())
        && significant <= MAX_DIGITS
        && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
}

/// `Some(true)` for a negative integer, `Some(false)` for another one, `None` if the value is not an integer.
fn whole(value: &str) -> Option<bool> {
    let (negative, digits) = unsigned(value);
    let significant = digits.trim_start_matches('0').len();
    (!digits.is_empty() && significant <= MAX_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(negative)
}

fn zero(value: &str) -> bool {
    unsigned(value).1.bytes().all(|b| b == b'0')
}

fn integer(value: &str) -> Option<i64> {
    whole(value)?;
    value.parse().ok()
}

/// True for a day from 1 to 28 in a year of four digits: a fast check that nearly every date passes.
fn is_plain_day(bytes: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return false };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|b| b.is_ascii_digit());
    let two =
        |tens: u8, ones: u8| (tens.wrapping_sub(b'0')).wrapping_mul(10).wrapping_add(ones.wrapping_sub(b'0'));
    digits && *y1 != b'0' && (1..=12).contains(&two(*m1, *m2)) && (1..=28).contains(&two(*d1, *d2))
}

/// The text after a date; `None` if the text does not start with one.
fn date(value: &str) -> Option<&str> {
    if is_plain_day(value.as_bytes()) {
        return Some("");
    }
    let (_, rest) = value.strip_prefix('-').map_or((false, value), |rest| (true, rest));
    let year = rest.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = rest.split_at(year);
    if !(4..=18).contains(&digits.len())
        || (digits.len() > 4 && digits.starts_with('0'))
        || digits.bytes().all(|b| b == b'0')
    {
        return None;
    }
    let (month, rest) = two(rest.strip_prefix('-')?)?;
    let (day, rest) = two(rest.strip_prefix('-')?)?;
    let last: u64 = digits[digits.len().saturating_sub(4)..].parse().ok()?;
    let leap = (last.is_multiple_of(4) && !last.is_multiple_of(100)) || last.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

fn two(value: &str) -> Option<(u32, &str)> {
    let digits = value.get(..2)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| Some((digits.parse().ok()?, &value[2..])))?
}

/// True for an optional time zone and nothing else.
fn zone(value: &str) -> bool {
    if value.is_empty() || value == "Z" {
        return true;
    }
    let Some(rest) = value.strip_prefix(['+', '-']) else { return false };
    let zone = two(rest).and_then(|(hours, rest)| Some((hours, two(rest.strip_prefix(':')?)?)));
    zone.is_some_and(|(hours, (minutes, rest))| {
        rest.is_empty() && minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0))
    })
}

fn date_time(value: &str) -> bool {
    let time = || {
        let rest = date(value)?.strip_prefix('T')?;
        let (hours, rest) = two(rest)?;
        let (minutes, rest) = two(rest.strip_prefix(':')?)?;
        let (seconds, rest) = two(rest.strip_prefix(':')?)?;
        let (fraction, rest) = match rest.strip_prefix('.') {
            None => ("", rest),
            Some(rest) => {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                if end == 0 {
                    return None;
                }
                rest.split_at(end)
            }
        };
        let end_of_day = hours == 24 && minutes == 0 && seconds == 0 && fraction.bytes().all(|b| b == b'0');
        ((hours < 24 || end_of_day) && minutes < 60 && seconds < 60 && zone(rest)).then_some(())
    };
    time().is_some()
}

/// True for a language tag as libxml2 accepts it: a simplified RFC 5646.
fn language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let well = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (1..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()) && parts.all(well)
}

/// True for a reference of RFC 3986; like libxml2, also accepts non-ASCII characters and `<>"{}|\^` and
/// backquotes.
fn uri(value: &str) -> bool {
    let (reference, fragment) = value.split_once('#').map_or((value, None), |(r, f)| (r, Some(f)));
    let (hierarchy, query) = reference.split_once('?').map_or((reference, None), |(h, q)| (h, Some(q)));
    let loose = |extra: &'static [u8]| move |text: &str| characters(text, extra);
    if !fragment.is_none_or(loose(b":@/?[]")) || !query.is_none_or(loose(b":@/?")) {
        return false;
    }
    let scheme = hierarchy.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    match scheme {
        Some((_, rest)) => path(rest, true),
        None => path(hierarchy, false),
    }
}

fn path(text: &str, absolute: bool) -> bool {
    if let Some(rest) = text.strip_prefix("//") {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        return self::authority(authority) && characters(path, b":@/");
    }
    let first = text.split('/').next().unwrap_or_default();
    (absolute || !first.contains(':')) && characters(text, b":@/")
}

fn authority(text: &str) -> bool {
    let (user, host) = text.split_once('@').map_or(("", text), |(u, h)| (u, h));
    if !characters(user, b":") {
        return false;
    }
    let (name, port) = if let Some(rest) = host.strip_prefix('[') {
        match rest.split_once(']') {
            Some((_, "")) => return true,
            Some((_, port)) => ("", port.strip_prefix(':').map_or(Some("x"), Some)),
            None => return false,
        }
    } else {
        host.split_once(':').map_or((host, None), |(h, p)| (h, Some(p)))
    };
    characters(name, b"") && port.is_none_or(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

fn characters(text: &str, extra: &[u8]) -> bool {
    const UNRESERVED: &[u8] = b"-._~!$&'()*+,;=";
    const LET_THROUGH: &[u8] = b" \t\n\r<>\"{}|\\^`";
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(i, b)| {
        if *b == b'%' {
            return bytes.get(i + 1..i + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        }
        b.is_ascii_alphanumeric()
            || *b >= 0x7F
            || [UNRESERVED, LET_THROUGH, extra].iter().any(|set| set.contains(b))
    })
}
