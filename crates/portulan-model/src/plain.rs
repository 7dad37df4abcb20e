//! Texts without what makes them hard to compare, and slugs.
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents and ligatures.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            c => out.push(c),
        }
    }
    out
}

/// Bytes in hexadecimal, as digests are written.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A slug out of a name: letters without their accents, hyphens for the rest; `otherwise` when no letter is left.
pub fn slug(name: &str, otherwise: &str) -> String {
    let folded = fold(name);
    let words: Vec<_> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let slug: String = words.join("-").chars().take(80).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded() {
        assert_eq!(fold("Écoquartier ŒUVRE Kasaï"), "ecoquartier oeuvre kasai");
    }

    #[test]
    fn slugs_are_plain() {
        let name = "Communauté d’Agglomération de La Rochelle";
        assert_eq!(slug(name, "authority"), "communaute-d-agglomeration-de-la-rochelle");
        assert_eq!(slug("東京", "authority"), "authority");
    }
}
