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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    /// The number as it is.
    None,
    /// A hundred times the number, and `%`.
    Percent,
    /// The number, and a currency or a literal percent sign.
    Sign(String),
}

/// A number as a cell with a unit shows it, with all its digits.
pub(crate) fn with_unit(n: f64, unit: &Unit) -> String {
    match unit {
        Unit::None => number(n),
        Unit::Percent => format!("{} %", number(n * 100.0)),
        Unit::Sign(sign) => format!("{} {sign}", number(n)),
    }
}

/// The unit that a number format shows (ECMA-376 part 1, 18.8.31). Its first section decides.
pub(crate) fn unit_of_format(code: &str) -> Unit {
    let mut signs = String::new();
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
                if literal.contains(is_sign) || is_currency_code(literal.trim()) {
                    signs.push_str(literal.trim());
                }
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(symbol) = inner.strip_prefix('$') {
                    signs.push_str(symbol.rsplit_once('-').map_or(symbol, |(symbol, _)| symbol).trim());
                }
            }
            c if is_sign(c) => signs.push(c),
            _ => {}
        }
    }
    if signs.is_empty() { Unit::None } else { Unit::Sign(signs) }
}

/// Whether a character stands for a currency or for percent.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}')
}

fn is_currency_code(text: &str) -> bool {
    matches!(text, "FCFA" | "F CFA" | "CFA")
        || (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
}

/// Whether a text is what spreadsheet programs show for an error, in French or English.
pub(crate) fn is_error_name(text: &str) -> bool {
    const NAMES: [&str; 20] = [
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
        assert_eq!(with_unit(1234.5, &Unit::Sign("€".into())), "1234.5 €");
    }

    #[test]
    fn formats_show_percent_and_currencies() {
        let sign = |s: &str| Unit::Sign(s.to_owned());
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
            ("#,##0,\" k€\"", sign("k€")),
            ("[>100]0\" ans\"", Unit::None),
            ("£#,##0", sign("£")),
            ("[$-40C]d mmmm yyyy", Unit::None),
            ("\"", Unit::None),
        ] {
            assert_eq!(unit_of_format(code), unit, "{code}");
        }
    }
}
