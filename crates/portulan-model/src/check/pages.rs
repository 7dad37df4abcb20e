//! Checks of pages: a legal page is not published with gaps of its model.
use super::checker::{Checker, name_present};
use crate::kinds::{Page, PageRole};

/// The marks in the models of legal pages that a fact is missing, without regard to the space between their words.
const PLACEHOLDERS: [&str; 3] = ["À COMPLÉTER", "A COMPLETER", "TO COMPLETE"];

/// The longest name of a gap, in characters.
const MAX_GAP_CHARS: usize = 90;

pub(super) fn check_page(c: &mut Checker<'_>, b: &Page) {
    name_present(c, "/title", &b.title);
    if !matches!(b.role, PageRole::LegalNotice | PageRole::Accessibility) {
        return;
    }
    for (tag, text) in &b.body.0 {
        let gaps = gaps(text);
        if !gaps.is_empty() {
            let mark = PLACEHOLDERS.into_iter().find(|mark| text.contains(mark)).unwrap_or(PLACEHOLDERS[0]);
            let arguments = [("language", tag.as_str()), ("gaps", &gaps.join(" · ")), ("mark", mark)];
            c.error(&format!("/body/{tag}"), "placeholder", &arguments);
        }
    }
}

/// The gaps of a text, each named by the words beside its placeholder, or else by the heading above it.
fn gaps(text: &str) -> Vec<String> {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    let mut gaps: Vec<String> = Vec::new();
    let mut heading = "";
    for line in text.lines() {
        if let Some(title) = line.strip_prefix('#') {
            heading = trimmed(title);
        }
        let mut rest = line;
        while let Some((before, mark, after)) = split_at_placeholder(rest) {
            let name = name_of_gap(before, after);
            let names = [name, heading, mark].into_iter();
            let name = names.map(trimmed).find(|name| !name.is_empty()).unwrap_or(mark);
            let name = shortened(name);
            if !gaps.contains(&name) {
                gaps.push(name);
            }
            rest = after;
        }
    }
    gaps
}

/// The text before the first placeholder, the placeholder, and the text after it.
fn split_at_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let found = PLACEHOLDERS.iter().filter_map(|mark| Some((text.find(mark)?, *mark)));
    let (at, mark) = found.min()?;
    Some((&text[..at], mark, &text[at + mark.len()..]))
}

/// The words that name a gap: those after its colon, or else those of the sentence before it.
fn name_of_gap<'t>(before: &'t str, after: &'t str) -> &'t str {
    match after.trim_start_matches(['*', '_', ' ']).strip_prefix(':') {
        Some(named) => named.split_once(". ").map_or(named, |(sentence, _)| sentence),
        None => before.rsplit_once(". ").map_or(before, |(_, sentence)| sentence),
    }
}

/// A text without the marks of Markdown and punctuation around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "#*-_:.,;".contains(c))
}

fn shortened(text: &str) -> String {
    if text.chars().nth(MAX_GAP_CHARS).is_none() {
        return text.to_owned();
    }
    text.chars().take(MAX_GAP_CHARS).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_named_by_what_is_beside_them() {
        let text = "## Éditeur\n\n- Numéro SIREN : À\u{a0}COMPLÉTER\n- Téléphone : 05\n\nIl parle. Écrivez à : À COMPLÉTER. \
                    Merci.\n\n## Hébergement\n\n**À COMPLÉTER** : nom et adresse. Puis rien.\n\n## Audit\nTO COMPLETE.\n";
        assert_eq!(gaps(text), ["Numéro SIREN", "Écrivez à", "nom et adresse", "Audit"]);
        assert_eq!(gaps("À COMPLÉTER À COMPLÉTER"), ["À COMPLÉTER"]);
        assert!(gaps("Le dossier est à compléter.").is_empty());
        assert_eq!(gaps(&format!("{} : À COMPLÉTER", "x".repeat(200)))[0].chars().count(), MAX_GAP_CHARS + 1);
    }
}
