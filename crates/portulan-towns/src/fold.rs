//! The form in which names are compared.
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name without case, accents, hyphens and apostrophes, its words separated by one space. Letters and digits of all scripts remain.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            // Apostrophes that are letters in transliterations, such as ʻ.
            '\u{2b0}'..='\u{2ff}' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A folded name in which “st” and “ste” are written out; nothing if it has neither.
pub(crate) fn written_out(folded: &str) -> Option<String> {
    let full = |word: &str| match word {
        "st" => Some("saint"),
        "ste" => Some("sainte"),
        _ => None,
    };
    folded.split(' ').any(|word| full(word).is_some()).then(|| {
        let words: Vec<&str> = folded.split(' ').map(|word| full(word).unwrap_or(word)).collect();
        words.join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_marks() {
        assert_eq!(fold("  L’Haÿ – les  Roses "), "l hay les roses");
    }
}
