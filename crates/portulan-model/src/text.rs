//! Normalisation of text for comparison, and slugs.
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Normalises a text for comparison: lower case, without accents, ligatures and invisible characters; one
/// form of apostrophe, hyphen and space; no white space at the ends.
pub fn normalize_for_search(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let plain = text.chars().filter(|c| !is_invisible(*c)).map(plain_mark);
    for c in plain.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match plain_mark(c) {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Normalises a text of one line: one form of apostrophe, hyphen and space, no invisible characters. Letters
/// are not changed.
pub fn plain_line(text: &str) -> String {
    let plain: String = text.nfc().filter(|c| !is_invisible(*c)).map(plain_mark).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for characters without a visible form: zero width, directional, soft hyphens and variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Maps the variants of apostrophe and hyphen to `'` and `-`.
fn plain_mark(c: char) -> char {
    match c {
        '\u{60}'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2bd}'
        | '\u{2c8}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{ff07}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        c => c,
    }
}

/// Formats bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a slug from a name: letters without accents, hyphens for everything else, at most 80 bytes;
/// `otherwise` if nothing remains.
pub fn slug(name: &str, otherwise: &str) -> String {
    let folded = normalize_for_search(name);
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
        assert_eq!(normalize_for_search("Écoquartier ŒUVRE Kasaï"), "ecoquartier oeuvre kasai");
        assert_eq!(normalize_for_search("Côte d\u{2019}Ivoire"), normalize_for_search("COTE D'IVOIRE"));
        assert_eq!(normalize_for_search(" Centre\u{a0} hospitalier\n"), "centre hospitalier");
        assert_eq!(
            normalize_for_search("Saint\u{2011}Louis \u{2013} \u{200b}Gu\u{ad}et"),
            "saint-louis - guet"
        );
        assert_eq!(normalize_for_search("e\u{301}cole\u{feff}"), "ecole");
    }

    #[test]
    fn lines_that_look_alike_are_alike() {
        assert_eq!(plain_line("Régie  de l\u{2019}eau "), "Régie de l'eau");
        assert_ne!(plain_line("Régie"), plain_line("Regie"));
    }

    #[test]
    fn slugs_are_plain() {
        let name = "Communauté d’Agglomération de La Rochelle";
        assert_eq!(slug(name, "authority"), "communaute-d-agglomeration-de-la-rochelle");
        assert_eq!(slug("東京", "authority"), "authority");
    }
}
