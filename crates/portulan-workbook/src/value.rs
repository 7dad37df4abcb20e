//! Formatting of values: days without midnight, readable numbers, error names.

/// Removes the midnight from `2026-12-31 00:00:00`.
pub(crate) fn date(text: &str) -> String {
    text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
}

/// Formats a number with at most 15 significant digits, as spreadsheets store: 0.1 + 0.2 is 0.3.
pub(crate) fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let digits = format!("{n:.14e}").parse::<f64>().unwrap_or(n);
    digits.to_string()
}

/// The unit that a cell displays after its number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Unit {
    /// No unit.
    None,
    /// Percent: a hundred times the number, followed by `%`.
    Percent,
    /// A currency, a literal percent sign or a scale such as `k€`; the number is divided by the factor.
    Sign(String, f64),
}

/// Formats a number with its unit, with all its digits.
pub(crate) fn with_unit(n: f64, unit: &Unit) -> String {
    match unit {
        Unit::None => number(n),
        Unit::Percent => format!("{} %", number(n * 100.0)),
        Unit::Sign(sign, divisor) => format!("{} {sign}", number(n / divisor)),
    }
}

/// The unit of a number format (ECMA-376 part 1, 18.8.31). Its first section decides.
pub(crate) fn unit_of_format(code: &str) -> Unit {
    let (mut signs, mut thousands) = (String::new(), 0);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '%' => return Unit::Percent,
            '\\' => signs.extend(chars.next().filter(|c| is_sign(*c))),
            // A space as wide as the next character, or that character repeated.
            '_' | '*' => drop(chars.next()),
            '"' => {
                let literal: String = chars.by_ref().take_while(|c| *c != '"').collect();
                let literal = literal.trim();
                if literal.contains(is_sign) || is_currency_code(literal) || scale(literal).0 > 1 {
                    signs.push_str(literal);
                }
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(symbol) = inner.strip_prefix('$') {
                    signs.push_str(symbol.rsplit_once('-').map_or(symbol, |(symbol, _)| symbol).trim());
                }
            }
            '0' | '#' | '?' => thousands = 0,
            // Each comma after the last digit divides by a thousand; commas between digits group them.
            ',' => thousands += 1,
            c if is_sign(c) => signs.push(c),
            _ => {}
        }
    }
    display_unit(signs, thousands)
}

/// The unit of a format with this many divisions by a thousand. If the unit itself names that scale (`k€`),
/// the exact number with `€` is returned, because cells store exact values.
fn display_unit(signs: String, thousands: u32) -> Unit {
    let (factor, rest) = scale(&signs);
    let divisor = 1000_u64.saturating_pow(thousands);
    #[allow(clippy::cast_precision_loss, reason = "a power of a thousand")]
    match (factor, thousands) {
        _ if signs.is_empty() => Unit::None,
        (1, _) | (_, 0) => Unit::Sign(signs, 1.0),
        (factor, _) if factor == divisor && rest.is_empty() => Unit::None,
        (factor, _) if factor == divisor => Unit::Sign(rest.to_owned(), 1.0),
        _ => Unit::Sign(signs, divisor as f64),
    }
}

/// The factor of a unit such as `k€`, `M EUR` or `milliers d’euros`, and the unit without it; 1 and the unit
/// itself for others.
pub fn scale(unit: &str) -> (u64, &str) {
    const WORDS: [(&str, u64); 11] = [
        ("milliers", 1_000),
        ("millier", 1_000),
        ("thousand", 1_000),
        ("millions", 1_000_000),
        ("million", 1_000_000),
        ("milliards", 1_000_000_000),
        ("milliard", 1_000_000_000),
        ("billion", 1_000_000_000),
        ("Mio", 1_000_000),
        ("Mrd", 1_000_000_000),
        ("Md", 1_000_000_000),
    ];
    const LETTERS: [(&str, u64); 3] = [("k", 1_000), ("K", 1_000), ("M", 1_000_000)];
    let behind = |prefix: &str| {
        let rest = unit.get(prefix.len()..)?;
        unit[..prefix.len()].eq_ignore_ascii_case(prefix).then(|| {
            let rest = rest.trim_start();
            ["d’", "d'", "de ", "of "].iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(rest)
        })
    };
    // KES, MAD and KMF are currencies, not scales.
    if is_currency_code(unit) {
        return (1, unit);
    }
    let word = WORDS.iter().find_map(|(word, factor)| Some((*factor, behind(word)?)));
    // `km` and `Madagascar` start with such a letter too.
    let is_currency =
        |rest: &&str| rest.contains(is_sign) || is_currency_code(rest) || rest.starts_with("euro");
    let letter = || {
        let rest = |prefix: &str| Some(unit.strip_prefix(prefix)?.trim_start()).filter(is_currency);
        LETTERS.iter().find_map(|(prefix, factor)| Some((*factor, rest(prefix)?)))
    };
    let alone = || LETTERS.iter().find_map(|(prefix, factor)| (*prefix == unit).then_some((*factor, "")));
    word.or_else(letter).or_else(alone).unwrap_or((1, unit))
}

/// The number of ISO 8601 characters of a date that a format displays: `mmm-yy` displays a month, `yyyy` a
/// year.
pub(crate) fn date_chars_of_format(code: &str) -> usize {
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            c => letters.extend(c.to_lowercase()),
        }
    }
    match (letters.contains('y'), letters.contains(['d', 'h', 's']), letters.contains('m')) {
        (true, false, true) => "2025-03".len(),
        (true, false, false) => "2025".len(),
        _ => usize::MAX,
    }
}

/// True for a currency or percent sign.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}')
}

fn is_currency_code(text: &str) -> bool {
    matches!(text, "FCFA" | "F CFA" | "CFA")
        || (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
}

/// True if a text is an error name of spreadsheet programs, in French, English or other languages.
pub(crate) fn is_error_name(text: &str) -> bool {
    const NAMES: [&str; 35] = [
        "#N/A",
        "#N/D",
        "#DIV/0!",
        "#NAME?",
        "#NOM?",
        "#REF!",
        "#VALUE!",
        "#VALEUR!",
        "#NULL!",
        "#NUL!",
        "#NUM!",
        "#NOMBRE!",
        "#SPILL!",
        "#EPARS!",
        "#PROPAGATION!",
        "#CALC!",
        "#CALCUL!",
        "#GETTING_DATA",
        "#FIELD!",
        "#CHAMP!",
        // German, Spanish, Italian and Portuguese.
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#ZAHL!",
        "#N/V",
        "#VALOR!",
        "#¡VALOR!",
        "#¡REF!",
        "#¡DIV/0!",
        "#¡NUM!",
        "#¿NOMBRE?",
        "#RIF!",
        "#VALORE!",
        "#NOME?",
        "#BUSY!",
    ];
    /// The largest number of characters of an error name.
    const MAX_ERROR_NAME_CHARS: usize = 20;
    if !text.trim_start().starts_with(['#', 'E']) || text.len() > MAX_ERROR_NAME_CHARS {
        return false;
    }
    let plain: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let number = plain.strip_prefix("Err:").map(str::as_bytes);
    NAMES.contains(&plain.as_str()) && plain.starts_with('#') && text.trim().chars().nth(1) != Some(' ')
        || number.is_some_and(|n| n.len() == 3 && n.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_people_see_them() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1234.5), "1234.5");
        assert_eq!(number(5_000_000.0), "5000000");
        assert_eq!(number(-0.0), "-0");
        assert_eq!(with_unit(0.07, &Unit::Percent), "7 %");
        assert_eq!(with_unit(1234.5, &Unit::Sign("€".into(), 1.0)), "1234.5 €");
    }

    #[test]
    fn formats_show_days_months_or_years() {
        for (code, chars) in [
            ("dd/mm/yyyy", usize::MAX),
            ("mmm-yy", 7),
            ("[$-40C]mmmm\\ yyyy", 7),
            ("yyyy", 4),
            ("yyyy\"m\"", 4),
            ("[$-40C]d mmmm yyyy", usize::MAX),
            ("hh:mm", usize::MAX),
            ("General", usize::MAX),
        ] {
            assert_eq!(date_chars_of_format(code), chars, "{code}");
        }
    }

    #[test]
    fn scales_are_read_from_units() {
        for (unit, factor, rest) in [
            ("k€", 1_000, "€"),
            ("K EUR", 1_000, "EUR"),
            ("M€", 1_000_000, "€"),
            ("Md€", 1_000_000_000, "€"),
            ("milliers d’euros", 1_000, "euros"),
            ("Millions de FCFA", 1_000_000, "FCFA"),
            ("millions", 1_000_000, ""),
            ("M", 1_000_000, ""),
            ("MAD", 1, "MAD"),
            ("KES", 1, "KES"),
            ("km", 1, "km"),
            ("€", 1, "€"),
            ("", 1, ""),
        ] {
            assert_eq!(scale(unit), (factor, rest), "{unit}");
        }
    }

    #[test]
    fn formats_show_percent_and_currencies() {
        let sign = |s: &str| Unit::Sign(s.to_owned(), 1.0);
        for (code, unit) in [
            ("General", Unit::None),
            ("#,##0.00", Unit::None),
            ("0%", Unit::Percent),
            ("0.00\\ %", Unit::Percent),
            ("#,##0.00\\ [$€-40C];[Red]-#,##0.00\\ [$€-40C]", sign("€")),
            ("[$$-409]#,##0.00", sign("$")),
            ("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", sign("€")),
            ("#,##0 \"FCFA\"", sign("FCFA")),
            ("#,##0 [$CHF-100C]", sign("CHF")),
            ("0\" %\"", sign("%")),
            ("#,##0\" k€\"", sign("k€")),
            ("#,##0,\" k€\"", sign("€")),
            ("0.0,,\" M€\"", sign("€")),
            ("#,##0,\"k\"[$€-40C]", sign("€")),
            ("0.0,,\"M\"", Unit::None),
            ("0.0,,,\" Md€\"", sign("€")),
            ("#,##0,\"milliers d'euros\"", sign("euros")),
            ("0.0\" millions\"", sign("millions")),
            ("#,##0,", Unit::None),
            ("#,##0,\\ \"€\"", sign("€")),
            ("0.0,,\" k€\"", Unit::Sign("k€".to_owned(), 1e6)),
            ("#,##0\" MAD\"", sign("MAD")),
            ("#,##0\" km\"", Unit::None),
            ("[>100]0\" ans\"", Unit::None),
            ("£#,##0", sign("£")),
            ("[$-40C]d mmmm yyyy", Unit::None),
            ("\"", Unit::None),
        ] {
            assert_eq!(unit_of_format(code), unit, "{code}");
        }
    }
}
