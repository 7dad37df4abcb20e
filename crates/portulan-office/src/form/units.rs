//! Units of amounts: symbols, codes and names of currencies.
use std::collections::HashMap;
use std::sync::LazyLock;

use portulan_codelists::CodeList;
use portulan_model::normalize_for_search;
use portulan_workbook::scale;
use rust_decimal::Decimal;

/// The codes of currencies by their codes and names, folded: each cell of a column of amounts may name one.
static NAMES: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<&'static str>> = HashMap::new();
    for entry in CodeList::Currency.entries() {
        for name in [entry.code, entry.en, entry.fr] {
            names.entry(plain(name)).or_default().push(entry.code);
        }
    }
    names
});

/// A name as it is compared: folded, without points and spaces.
fn plain(name: &str) -> String {
    normalize_for_search(name).chars().filter(|c| !matches!(c, '.' | ' ')).collect()
}

/// The currencies that a symbol, code or name may mean; empty if it is unknown.
pub fn currencies(unit: &str) -> Vec<&'static str> {
    let plain = plain(unit);
    let named = |words: &[&str]| {
        let is_one = |name: &str| words.iter().any(|word| name.to_lowercase().contains(word));
        let found = CodeList::Currency.entries().iter().filter(|entry| is_one(entry.en));
        found.map(|entry| entry.code).collect()
    };
    match plain.as_str() {
        "" => Vec::new(),
        "€" | "euros" => vec!["EUR"],
        "us$" | "$us" => vec!["USD"],
        "ca$" | "$ca" | "c$" => vec!["CAD"],
        "$" | "dollar" | "dollars" => named(&["dollar", "peso"]),
        "£" => named(&["pound"]),
        "¥" => vec!["JPY", "CNY"],
        "cfa" | "fcfa" | "franccfa" | "francscfa" => vec!["XOF", "XAF"],
        "fc" => vec!["CDF"],
        "dh" | "dhs" => vec!["MAD", "AED"],
        "₹" => vec!["INR"],
        "₽" => vec!["RUB"],
        "₺" => vec!["TRY"],
        "₦" => vec!["NGN"],
        "₫" => vec!["VND"],
        "₱" => vec!["PHP"],
        "₩" => vec!["KRW"],
        "₴" => vec!["UAH"],
        "฿" => vec!["THB"],
        "₵" => vec!["GHS"],
        _ => {
            let singular = plain.strip_suffix('s').unwrap_or(&plain);
            let found = [plain.as_str(), singular].into_iter().filter_map(|name| NAMES.get(name)).flatten();
            let mut codes: Vec<&str> = found.copied().collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        }
    }
}

/// The factor and the currency of an amount's unit such as `k€` or `M€`; one, and the unit itself, for others.
pub fn scaled(unit: &str) -> (Decimal, &str) {
    // KES and MAD are currencies.
    if currencies(unit).is_empty() {
        let (factor, rest) = scale(unit);
        if rest.is_empty() || !currencies(rest).is_empty() {
            return (Decimal::from(factor), rest);
        }
    }
    (Decimal::ONE, unit)
}

/// The unit in the heading of a column of amounts, as in `Montant (k€)` or `Montant en milliers d’euros`;
/// empty if there is none.
pub fn unit_of_heading(heading: &str) -> &str {
    let bracketed = || {
        let (_, rest) = heading.rsplit_once(['(', '['])?;
        Some(rest.trim_end().strip_suffix([')', ']'])?.trim())
    };
    let named = || [" en ", " in "].iter().find_map(|word| Some(heading.rsplit_once(word)?.1.trim()));
    let is_unit = |unit: &&str| {
        let (factor, rest) = scaled(unit);
        factor > Decimal::ONE || !currencies(rest).is_empty()
    };
    [bracketed(), named()].into_iter().flatten().map(bare).find(is_unit).unwrap_or_default()
}

/// A unit without the words around it: `en milliers d’euros TTC`.
fn bare(unit: &str) -> &str {
    let unit = unit.trim().trim_end_matches([')', ']']).trim_end();
    let unit = ["en ", "in "].iter().find_map(|word| unit.strip_prefix(word)).unwrap_or(unit);
    let taxes = [" TTC", " HT", " ttc", " ht", " T.T.C.", " H.T."];
    taxes.iter().find_map(|word| unit.strip_suffix(word)).unwrap_or(unit).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_millions_are_known() {
        for (unit, factor, rest) in [
            ("k€", 1_000, "€"),
            ("K EUR", 1_000, "EUR"),
            ("M€", 1_000_000, "€"),
            ("Md€", 1_000_000_000, "€"),
            ("MAD", 1, "MAD"),
            ("KES", 1, "KES"),
            ("km", 1, "km"),
            ("millions", 1_000_000, ""),
        ] {
            assert_eq!(scaled(unit), (Decimal::from(factor), rest), "{unit}");
        }
    }

    #[test]
    fn headings_name_units() {
        for (heading, unit) in [
            ("Montant (k€)", "k€"),
            ("Montant [M EUR]", "M EUR"),
            ("Montant en milliers d’euros", "milliers d’euros"),
            ("Amount in USD", "USD"),
            ("Montant (USD)", "USD"),
            ("Montant (HT)", ""),
            ("Versement en 2025", ""),
            ("Montant", ""),
        ] {
            assert_eq!(unit_of_heading(heading), unit, "{heading}");
        }
    }

    #[test]
    fn signs_codes_and_names_are_known() {
        for unit in ["€", "EUR", "eur", "Euro", "euros"] {
            assert_eq!(currencies(unit), ["EUR"], "{unit}");
        }
        assert!(currencies("$").contains(&"USD") && currencies("$").contains(&"CAD"));
        assert_eq!(currencies("F. CFA"), ["XOF", "XAF"]);
        assert_eq!(currencies("CHF"), ["CHF"]);
        assert!(["k€", "%", "", "TTC"].iter().all(|unit| currencies(unit).is_empty()));
    }

    #[test]
    fn the_unit_of_a_heading_is_found_among_its_words() {
        for (heading, unit) in [
            ("Budget (en k€)", "k€"),
            ("Budget total (K€ TTC)", "K€"),
            ("Coût total (en milliers d’euros)", "milliers d’euros"),
            ("Budget (en M€)", "M€"),
            ("Montant en milliers d’euros TTC", "milliers d’euros"),
            ("Budget (en dollars)", "dollars"),
            ("Budget total (TTC)", ""),
            ("Budget", ""),
        ] {
            assert_eq!(unit_of_heading(heading), unit, "{heading}");
        }
    }
}
