//! Excerpts of the texts in which a search was found: each of one text, in the language of the reader if possible.
use portulan_model::{FieldValue, Record, SearchTerm, normalize_for_search, visit_values};

use crate::ExcerptPart;

/// The words of an excerpt.
const EXCERPT_WORDS: usize = 18;

/// The words before the first that was found.
const WORDS_BEFORE: usize = 6;

/// The largest number of texts of an excerpt.
const MAX_TEXTS: usize = 2;

/// The part of a text in which an excerpt looks for words, in bytes: fifty records are read for one page. The index has all words; a
/// record of which only later words were found has no excerpt.
const MAX_EXCERPT_BYTES: usize = 50_000;

/// A text of a record.
pub(super) struct SearchedText {
    /// The language; empty for numbers, addresses, codes and files.
    pub(super) language: String,
    /// The text, on one line.
    pub(super) text: String,
}

/// The texts of a record, except its name and the name of its file: in all languages, with numbers and web addresses.
pub(super) fn texts(record: &Record) -> Vec<SearchedText> {
    let mut texts = Vec::new();
    let mut add = |language: &str, text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            texts.push(SearchedText { language: language.to_owned(), text });
        }
    };
    let file = record.body.file().map(|(_, name)| name);
    visit_values(&record.body, &mut |_, value| match value {
        FieldValue::Text(texts) if texts == record.body.name() => {}
        FieldValue::Text(texts) => texts.0.iter().for_each(|(language, text)| add(language, text)),
        FieldValue::Line(part) if file == Some(part) => {}
        FieldValue::Line(part) | FieldValue::Web(part) => add("", part),
        FieldValue::Number(number) | FieldValue::Days(number) => add("", &number.normalize().to_string()),
        _ => {}
    });
    texts
}

/// A word of a text: its bytes, and the word as it is compared.
struct TextWord {
    start: usize,
    end: usize,
    folded: String,
}

/// The words of a text.
fn words(text: &str) -> Vec<TextWord> {
    let mut words: Vec<TextWord> = Vec::new();
    for (start, c) in text.char_indices() {
        let is_mark = ('\u{300}'..='\u{36f}').contains(&c);
        if !c.is_alphanumeric() && !is_mark {
            continue;
        }
        let end = start + c.len_utf8();
        match words.last_mut().filter(|word| word.end == start) {
            Some(word) => word.end = end,
            None => words.push(TextWord { start, end, folded: String::new() }),
        }
    }
    for word in &mut words {
        word.folded = normalize_for_search(&text[word.start..word.end]);
    }
    words
}

/// The words of a text that terms match, each with the numbers of its terms.
fn matches(words: &[TextWord], terms: &[SearchTerm]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
    for (number, term) in terms.iter().enumerate() {
        for way in term.ways().iter().filter(|way| !way.is_empty()) {
            for at in 0..(words.len() + 1).saturating_sub(way.len()) {
                let is_there = way.iter().enumerate().all(|(i, part)| {
                    let word = &words[at + i].folded;
                    let may_go_on = term.is_prefix() && i + 1 == way.len();
                    if may_go_on { word.starts_with(part) } else { word == part }
                });
                if is_there {
                    found[at..at + way.len()].iter_mut().for_each(|word| word.push(number));
                }
            }
        }
    }
    found
}

/// A text with the words that were found.
struct FoundText<'t> {
    text: &'t str,
    words: Vec<TextWord>,
    found: Vec<Vec<usize>>,
}

impl FoundText<'_> {
    fn has(&self, term: usize) -> bool {
        self.found.iter().any(|terms| terms.contains(&term))
    }
}

/// An excerpt of the texts of a record, in a language if one of its texts in it was found; empty if no text was.
pub(super) fn excerpt(texts: &[SearchedText], terms: &[SearchTerm], language: &str) -> Vec<ExcerptPart> {
    let read = |text: &'_ SearchedText| {
        let words = words(&text.text[..text.text.floor_char_boundary(MAX_EXCERPT_BYTES)]);
        let found = matches(&words, terms);
        (words, found)
    };
    let mut best: Option<(u8, &str)> = None;
    let mut found: Vec<FoundText> = Vec::new();
    for text in texts {
        let rank = match text.language.as_str() {
            own if own == language => 0,
            "" => 1,
            _ => 2,
        };
        // Texts of two languages are not mixed.
        if best.is_some_and(|(least, of)| least < rank || (least == rank && of != text.language)) {
            continue;
        }
        let (words, matched) = read(text);
        if matched.iter().all(Vec::is_empty) {
            continue;
        }
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, &text.language));
            found.clear();
        }
        found.push(FoundText { text: &text.text, words, found: matched });
    }
    let mut open: Vec<usize> = (0..terms.len()).collect();
    let mut parts = Vec::new();
    for _ in 0..MAX_TEXTS {
        let count = |text: &FoundText| open.iter().filter(|term| text.has(**term)).count();
        // The first of those with the most terms.
        let Some(text) = found.iter().rev().max_by_key(|text| count(text)).filter(|text| count(text) > 0)
        else {
            break;
        };
        if !parts.is_empty() {
            parts.push(ExcerptPart { text: " · ".to_owned(), is_found: false });
        }
        cut(text, &open, &mut parts);
        open.retain(|term| !text.has(*term));
    }
    parts
}

/// Adds the words around the first ones that were found.
fn cut(text: &FoundText, open: &[usize], parts: &mut Vec<ExcerptPart>) {
    let is_open = |terms: &Vec<usize>| terms.iter().any(|term| open.contains(term));
    let first = text.found.iter().position(is_open).unwrap_or_default();
    let start = first.saturating_sub(WORDS_BEFORE);
    let end = (start + EXCERPT_WORDS).min(text.words.len());
    let mut add = |text: &str, is_found: bool| {
        if !text.is_empty() {
            parts.push(ExcerptPart { text: text.to_owned(), is_found });
        }
    };
    let mut at = if start == 0 { 0 } else { text.words[start].start };
    if start > 0 {
        add("…", false);
    }
    let mut number = start;
    while number < end {
        if text.found[number].is_empty() {
            number += 1;
            continue;
        }
        // Words of one term that follow each other, such as the groups of an amount, are marked as one.
        let mut last = number;
        while last + 1 < end && text.found[last + 1].iter().any(|term| text.found[last].contains(term)) {
            last += 1;
        }
        add(&text.text[at..text.words[number].start], false);
        add(&text.text[text.words[number].start..text.words[last].end], true);
        at = text.words[last].end;
        number = last + 1;
    }
    let is_cut = end < text.words.len();
    let stop = if is_cut { text.words[end - 1].end } else { text.text.len() };
    add(&text.text[at..stop.max(at)], false);
    if is_cut {
        add("…", false);
    }
}

#[cfg(test)]
mod tests {
    use portulan_model::search_terms;

    use super::*;

    fn shown(texts: &[(&str, &str)], query: &str, language: &str) -> String {
        let texts: Vec<SearchedText> = texts
            .iter()
            .map(|(language, text)| SearchedText { language: (*language).into(), text: (*text).into() })
            .collect();
        let parts = excerpt(&texts, &search_terms(query), language);
        let part =
            |part: &ExcerptPart| if part.is_found { format!("[{}]", part.text) } else { part.text.clone() };
        parts.iter().map(part).collect()
    }

    #[test]
    fn an_excerpt_is_in_one_language_that_of_the_reader_if_possible() {
        let texts = [
            ("en", "Water project in Kendari, 240,000 euros."),
            ("fr", "Projet d’eau à Kendari, 240\u{202f}000 euros."),
            ("", "240000"),
        ];
        assert_eq!(shown(&texts, "kendari", "fr"), "Projet d’eau à [Kendari], 240\u{202f}000 euros.");
        assert_eq!(shown(&texts, "kendari", "en"), "Water project in [Kendari], 240,000 euros.");
        assert_eq!(shown(&texts, "240 000 €", "fr"), "Projet d’eau à Kendari, [240\u{202f}000] euros.");
        assert_eq!(shown(&texts, "240000", "de"), "[240000]", "numbers belong to every language");
        assert_eq!(shown(&texts, "water", "fr"), "[Water] project in Kendari, 240,000 euros.");
        assert_eq!(shown(&texts, "water projet", "fr"), "[Projet] d’eau à Kendari, 240\u{202f}000 euros.");
        assert_eq!(shown(&texts, "nothing", "fr"), "");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        let text = format!("{} Élan du port {}", "avant ".repeat(30), "après ".repeat(30));
        let shown = shown(&[("fr", text.trim())], "elan port", "fr");
        assert!(shown.starts_with("…avant") && shown.ends_with("après…"), "{shown}");
        assert!(shown.contains("[Élan] du [port]"), "{shown}");
        assert_eq!(shown.matches("avant").count(), WORDS_BEFORE);
    }
}
