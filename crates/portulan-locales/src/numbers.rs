//! Formatting and parsing of numbers.
use rust_decimal::Decimal;

use crate::{DecimalMark, Language, key};

impl Language {
    /// Formats an integer with the thousands separator of the language (narrow no-break space, or comma).
    pub fn number(self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            // Four digits are grouped as well; years are not formatted here.
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(self.group_mark());
            }
            out.push(digit);
        }
        if n < 0 { format!("\u{2212}{out}") } else { out }
    }

    /// Formats a decimal number: `1 234,5` or `1,234.5`.
    pub fn decimal(self, n: Decimal) -> String {
        let text = n.abs().normalize().to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        let point = self.decimal_mark().as_char();
        let sign = if n.is_sign_negative() && !n.is_zero() { "\u{2212}" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{part}") }
    }

    /// Formats the size of a file, such as `1,2 Mo`: in megabytes with one digit after the decimal mark, in whole kilobytes below
    /// a megabyte, in bytes below a kilobyte.
    pub fn file_size(self, bytes: u64) -> String {
        let (key, value) = match bytes {
            0..1_000 => (key!("file-size-bytes"), Decimal::from(bytes)),
            1_000..999_500 => {
                (key!("file-size-kilobytes"), (Decimal::from(bytes) / Decimal::ONE_THOUSAND).round())
            }
            _ => (key!("file-size-megabytes"), (Decimal::from(bytes) / Decimal::from(1_000_000)).round_dp(1)),
        };
        self.format(key, &[("value", self.decimal(value).as_str().into())])
    }

    /// Formats an amount with its currency, a code (`EUR` is written `€`) or a symbol; with two digits of
    /// cents, or none for whole amounts.
    pub fn money(self, amount: Decimal, currency: &str) -> String {
        let cents = amount.round_dp(2);
        let zero = if cents.normalize().scale() == 1 { "0" } else { "" };
        let currency = if currency == "EUR" { "€" } else { currency };
        format!("{}{zero}\u{a0}{currency}", self.decimal(cents))
    }

    /// Parses a decimal number in the convention of the language, as files write it (`1234.5`), or in the
    /// other convention if only that one fits (`1,234.50` in French). An ambiguous number is read in the
    /// convention of the language.
    pub fn read_decimal(self, text: &str) -> Option<Decimal> {
        let number = Readings::parse(text);
        match self.decimal_mark() {
            // "1.234" in French text is far more often computer output than one thousand two hundred and
            // thirty-four.
            DecimalMark::Comma if text.matches('.').count() == 1 && !text.contains(',') => {
                number.point.or(number.comma)
            }
            DecimalMark::Comma => number.comma.or(number.point),
            DecimalMark::Point => number.point.or(number.comma),
        }
    }
}

/// The readings of a number in both conventions; `None` where it is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// The reading with a decimal comma.
    pub comma: Option<Decimal>,
    /// The reading with a decimal point.
    pub point: Option<Decimal>,
}

impl Readings {
    /// Parses a number: digits in groups of three or ungrouped; a sign before or after it, or brackets for
    /// negative numbers.
    pub fn parse(text: &str) -> Self {
        Self { comma: read(text, ',', '.'), point: read(text, '.', ',') }
    }

    /// The reading with this decimal mark.
    pub fn with(self, mark: DecimalMark) -> Option<Decimal> {
        match mark {
            DecimalMark::Comma => self.comma,
            DecimalMark::Point => self.point,
        }
    }
}

fn read(text: &str, point: char, group: char) -> Option<Decimal> {
    /// The largest number of characters of a number; longer texts are not parsed.
    const MAX_CHARS: usize = 64;
    let text = text.trim();
    if text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let (sign, digits) = signed(text)?;
    let (whole, part) = digits.split_once(point).map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !part.is_none_or(is_number) {
        return None;
    }
    let whole = if whole.is_empty() && part.is_some() { "0".to_owned() } else { ungrouped(whole, group)? };
    format!("{sign}{whole}.{}", part.unwrap_or_default()).trim_end_matches('.').parse().ok()
}

/// The minus signs accepted.
const MINUS_SIGNS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];

/// Splits a number into its sign and the rest.
fn signed(text: &str) -> Option<(&'static str, &str)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        let inner = inner.trim();
        return inner.starts_with(|c: char| c.is_ascii_digit()).then_some(("-", inner));
    }
    if let Some(rest) = text.strip_prefix(MINUS_SIGNS).or_else(|| text.strip_suffix(MINUS_SIGNS)) {
        return Some(("-", rest.trim()));
    }
    Some(("", text.strip_prefix('+').unwrap_or(text).trim_start()))
}

/// Removes the separators between groups of three digits: one kind of space, apostrophe or mark.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let kind = |c: char| match c {
        '\'' | '\u{2019}' => Some('\''),
        c if c.is_whitespace() => Some(' '),
        c if c == group => Some(group),
        _ => None,
    };
    let mut marks = whole.chars().filter(|c| !c.is_ascii_digit()).map(kind);
    let first = marks.next();
    if let Some(mark) = first {
        // A grouping mark occurs more than once, and no other mark occurs beside it.
        if mark.is_none() || !marks.all(|other| other == mark) {
            return None;
        }
    }
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let start = groups.next().unwrap_or_default();
    let is_grouped = first.is_none() || (is_first_group(start) && groups.all(|group| group.len() == 3));
    (is_grouped && !start.is_empty()).then(|| whole.chars().filter(char::is_ascii_digit).collect())
}

/// True if digits can precede a grouping mark: 123 is never written as 0,123.
fn is_first_group(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}

/// Splits a number from the unit before or after it, such as `€` or `%`; `None` if there is no number.
pub fn split_unit(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    // ",5" starts with its decimal mark.
    let first = if text[..digit].ends_with([',', '.']) { digit - 1 } else { digit };
    let (before, behind) = (&text[..first], &text[end..]);
    // An unclosed bracket or a trailing plus leaves the meaning of the number open.
    let (opened, closed) = (before.matches('(').count(), behind.matches(')').count());
    let strays = before.matches(')').count() + behind.matches(['(', '+']).count();
    if opened != closed || opened > 1 || strays > 0 {
        return None;
    }
    let brackets = opened;
    let signs = before.matches(MINUS_SIGNS).count() + behind.matches(MINUS_SIGNS).count() + brackets;
    let word = |s: &str| {
        let plain = s.chars().filter(|c| !MINUS_SIGNS.contains(c) && !matches!(c, '(' | ')' | '+'));
        plain.collect::<String>().trim().to_owned()
    };
    let (left, right) = (word(before), word(behind));
    if signs > 1 || right == "." || right == "," {
        return None;
    }
    let unit = [left, right].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
    let sign = if signs == 1 { "-" } else { "" };
    Some((format!("{sign}{}", &text[first..end]), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_files_have_a_unit_that_is_read() {
        for (bytes, french, english) in [
            (0, "0\u{a0}o", "0 bytes"),
            (999, "999\u{a0}o", "999 bytes"),
            (1_499, "1\u{a0}ko", "1\u{a0}kB"),
            (999_499, "999\u{a0}ko", "999\u{a0}kB"),
            (999_500, "1\u{a0}Mo", "1\u{a0}MB"),
            (1_249_999, "1,2\u{a0}Mo", "1.2\u{a0}MB"),
            (41_943_040, "41,9\u{a0}Mo", "41.9\u{a0}MB"),
        ] {
            assert_eq!(Language::FRENCH.file_size(bytes).replace(' ', "\u{a0}"), french, "{bytes}");
            assert_eq!(Language::ENGLISH.file_size(bytes), english, "{bytes}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |l: Language, s: &str| l.read_decimal(s).map(|n| n.to_string());
        let (fr, en) = (Language::FRENCH, Language::ENGLISH);
        for (language, text, value) in [
            (fr, "1\u{202f}234,50", "1234.50"),
            (fr, "1234.5", "1234.5"),
            (fr, "1.234", "1.234"),
            (fr, "1.234.567,89", "1234567.89"),
            (fr, "\u{2212}3", "-3"),
            (en, "1,234", "1234"),
            (en, "1,234.5", "1234.5"),
            (en, "1,5", "1.5"),
            (en, "0.001", "0.001"),
            (fr, "1,234.50", "1234.50"),
            (en, "1.234,50", "1234.50"),
            (fr, "1'234'567.5", "1234567.5"),
            (fr, "(1 234,50)", "-1234.50"),
            (fr, "12,5-", "-12.5"),
            (fr, "+,5", "0.5"),
        ] {
            assert_eq!(read(language, text).as_deref(), Some(value), "{text}");
        }
        let wrong = [
            "",
            "a",
            "1,2,3",
            "1..2",
            "12e3",
            "--1",
            "(-1)",
            "1 2",
            "12 34,5",
            "1.234 567",
            "1,234,56",
            "5,",
            ",",
            ".",
        ];
        for text in wrong {
            assert_eq!(read(fr, text), None, "{text}");
        }
    }

    #[test]
    fn what_has_two_meanings_has_both() {
        let of = |text: &str| {
            let number = Readings::parse(text);
            [number.comma, number.point].map(|n| n.map(|n| n.to_string()).unwrap_or_default())
        };
        assert_eq!(of("1,234"), ["1.234", "1234"]);
        assert_eq!(of("1.234"), ["1234", "1.234"]);
        assert_eq!(of("1 234"), ["1234", "1234"]);
        assert_eq!([of("0,123"), of("0.123")], [["0.123", ""], ["", "0.123"]]);
        assert_eq!(of("1,5"), ["1.5", ""]);
        assert_eq!(of("1.234.567"), ["1234567", ""]);
    }

    #[test]
    fn units_are_split_from_numbers() {
        for (text, number, unit) in [
            ("1 234,50 €", "1 234,50", "€"),
            ("€1,234.50", "1,234.50", "€"),
            ("-€5", "-5", "€"),
            ("(5 €)", "-5", "€"),
            ("60%", "60", "%"),
            ("EUR 12", "12", "EUR"),
            ("12 F. CFA", "12", "F. CFA"),
            ("12 €-", "-12", "€"),
            ("US$ 5 TTC", "5", "US$ TTC"),
            (",5", ",5", ""),
        ] {
            assert_eq!(split_unit(text), Some((number.to_owned(), unit.to_owned())), "{text}");
        }
        assert!(
            ["€", "--1", "5,", "(-1)", "(500", "500)", "5+", "((5))", ")5("]
                .iter()
                .all(|text| split_unit(text).is_none())
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        for language in Language::all() {
            for (n, scale) in
                [(0, 0), (-5, 1), (123_456_789, 2), (999, 0), (1_000, 0), (1, 9), (123_456_789_012, 3)]
            {
                let n = Decimal::new(n, scale);
                assert_eq!(language.read_decimal(&language.decimal(n)), Some(n), "{}", language.decimal(n));
            }
        }
    }
}
