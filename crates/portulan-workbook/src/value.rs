//! Values as texts: days without midnight, numbers as people read them, errors by their names.

/// `2026-12-31 00:00:00` without its midnight.
pub(crate) fn date(text: &str) -> String {
    text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
}

/// A number as people read it: spreadsheets store 15 digits, so 0.1 + 0.2 is 0.3.
pub(crate) fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let digits = format!("{n:.14e}").parse::<f64>().unwrap_or(n);
    digits.to_string()
}

/// What a cell shows behind its number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Unit {
    /// The number as it is.
    None,
    /// A hundred times the number, and `%`.
    Percent,
    /// The number divided by this, and a currency, a literal percent sign, or a scale such as `k€`.
    Sign(String, f64),
}

/// A number as a cell with a unit shows it, with all its digits.
pub(crate) fn with_unit(n: f64, unit: &Unit) -> String {
    match unit {
        Unit::None => number(n),
        Unit::Percent => format!("{} %", number(n * 100.0)),
        Unit::Sign(sign, divisor) => format!("{} {sign}", number(n / divisor)),
    }
}

/// The unit that a number format shows (ECMA-376 part 1, 18.8.31). Its first section decides.
pub(crate) fn unit_of_format(code: &str) -> Unit {
    let (mut signs, mut thousands) = (String::new(), 0);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '%' => return Unit::Percent,
            '\\' => signs.extend(chars.next().filter(|c| is_sign(*c))),
            // A blank as wide as the next character, or that character repeated.
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
            // Commas behind the last digit divide by a thousand each; between digits they group.
            ',' => thousands += 1,
            c if is_sign(c) => signs.push(c),
            _ => {}
        }
    }
    shown_unit(signs, thousands)
}

/// The unit of a format that divides by a thousand so many times. What a cell stores is exact: where `k€` stands for just
/// that division, it is the number and `€`.
fn shown_unit(signs: String, thousands: u32) -> Unit {
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

/// The factor of a unit such as `k€`, `M EUR` or `milliers d’euros`, and the unit without it; one, and the unit
/// itself, for others.
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
    // KES, MAD and KMF are currencies.
    if is_currency_code(unit) {
        return (1, unit);
    }
    let word = WORDS.iter().find_map(|(word, factor)| Some((*factor, behind(word)?)));
    // `km` and `Madagascar` begin with such a letter, too.
    let is_currency =
        |rest: &&str| rest.contains(is_sign) || is_currency_code(rest) || rest.starts_with("euro");
    let letter = || {
        let rest = |prefix: &str| Some(unit.strip_prefix(prefix)?.trim_start()).filter(is_currency);
        LETTERS.iter().find_map(|(prefix, factor)| Some((*factor, rest(prefix)?)))
    };
    let alone = || LETTERS.iter().find_map(|(prefix, factor)| (*prefix == unit).then_some((*factor, "")));
    word.or_else(letter).or_else(alone).unwrap_or((1, unit))
}

/// How much of a date a format shows, in characters of ISO 8601: `mmm-yy` shows a month, `yyyy` a year.
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

/// Whether a character stands for a currency or for percent.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}')
}

fn is_currency_code(text: &str) -> bool {
    matches!(text, "FCFA" | "F CFA" | "CFA")
        || (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
}

/// Whether a text is what spreadsheet programs show for an error, in French, English and other languages.
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
    /// No name of an error has more characters.
    const LONGEST: usize = 20;
    if !text.trim_start().starts_with(['#', 'E']) || text.len() > LONGEST {
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
