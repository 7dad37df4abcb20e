//! The units that people write beside amounts: signs, codes and names of currencies.
use std::collections::HashMap;
use std::sync::LazyLock;

use portulan_codelists::CodeList;
use portulan_model::fold;
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
    fold(name).chars().filter(|c| !matches!(c, '.' | ' ')).collect()
}

/// The currencies that a sign, a code or a name may mean; none where it is not known.
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

/// The factor and the currency of a unit such as `k€` or `M€`; one, and the unit itself, for others.
pub fn scaled(unit: &str) -> (Decimal, &str) {
    const PREFIXES: [(&str, i64); 4] = [("k", 1_000), ("K", 1_000), ("Md", 1_000_000_000), ("M", 1_000_000)];
    // KES and MAD are currencies.
    if currencies(unit).is_empty() {
        for (prefix, factor) in PREFIXES {
            let rest = unit.strip_prefix(prefix).map(str::trim_start);
            if let Some(rest) = rest.filter(|rest| !currencies(rest).is_empty()) {
                return (Decimal::from(factor), rest);
            }
        }
    }
    (Decimal::ONE, unit)
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
        ] {
            assert_eq!(scaled(unit), (Decimal::from(factor), rest), "{unit}");
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
}
