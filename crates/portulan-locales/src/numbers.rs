//! Numbers as people write them.
use rust_decimal::Decimal;

use crate::Language;

impl Language {
    /// A whole number with this language's thousands separator (narrow no-break space, or comma).
    pub fn number(self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            // French typography leaves four-digit numbers whole only in years; numbers of things are grouped.
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(match self {
                    Self::French => '\u{202f}',
                    Self::English => ',',
                });
            }
            out.push(digit);
        }
        if n < 0 { format!("\u{2212}{out}") } else { out }
    }

    /// A decimal number: `1 234,5` or `1,234.5`.
    pub fn decimal(self, n: Decimal) -> String {
        let text = n.abs().normalize().to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        let point = if self == Self::French { "," } else { "." };
        let sign = if n.is_sign_negative() && !n.is_zero() { "\u{2212}" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{part}") }
    }

    /// An amount in a currency that is called so; cents are two digits, or none.
    pub fn money(self, amount: Decimal, currency: &str) -> String {
        let cents = amount.round_dp(2);
        let zero = if cents.normalize().scale() == 1 { "0" } else { "" };
        format!("{}{zero}\u{a0}{currency}", self.decimal(cents))
    }

    /// Reads a decimal number as people of this language write it, and as files do (`1234.5`).
    ///
    /// Spaces group digits; so does the mark that is not this language's decimal mark, where three digits follow it.
    pub fn read_decimal(self, text: &str) -> Option<Decimal> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}'))
            .map(|c| if c == '\u{2212}' { '-' } else { c })
            .collect();
        if text.chars().any(|c| !matches!(c, '0'..='9' | '.' | ',' | '-')) {
            return None;
        }
        let (point, group) = if self == Self::French { (',', '.') } else { ('.', ',') };
        let (commas, dots) = (text.matches(point).count(), text.matches(group).count());
        let plain = match (commas, dots) {
            // One mark that groups in this language may be a decimal point all the same: "1.5" in French.
            (0, 1) if !grouped(&text, group) => text.replace(group, "."),
            // "1.234" in French is what a computer writes far more often than a thousand and some.
            (0, 1) if self == Self::French => text,
            (_, 0) => text.replace(point, "."),
            (0 | 1, _) if grouped(text.split(point).next().unwrap_or_default(), group) => {
                text.replace(group, "").replace(point, ".")
            }
            _ => return None,
        };
        plain.parse().ok()
    }
}

/// Whether each mark has three digits after it, and one to three before the first.
fn grouped(text: &str, mark: char) -> bool {
    let mut parts = text.trim_start_matches('-').split(mark);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && parts.all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |l: Language, s: &str| l.read_decimal(s).map(|n| n.to_string());
        let (fr, en) = (Language::French, Language::English);
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
        ] {
            assert_eq!(read(language, text).as_deref(), Some(value), "{text}");
        }
        for text in ["", "a", "1,2,3", "1..2", "12e3", "--1"] {
            assert_eq!(read(fr, text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for language in Language::ALL {
            for (n, scale) in
                [(0, 0), (-5, 1), (123_456_789, 2), (999, 0), (1_000, 0), (1, 9), (123_456_789_012, 3)]
            {
                let n = Decimal::new(n, scale);
                assert_eq!(language.read_decimal(&language.decimal(n)), Some(n), "{}", language.decimal(n));
            }
        }
    }
}
