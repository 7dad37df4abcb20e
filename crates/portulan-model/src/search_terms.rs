//! The terms of a search: words, and amounts in every way in which they can be written.
use crate::normalize_for_search;

/// The largest number of terms of a search.
const MAX_TERMS: usize = 12;

/// The longest word of a search, in characters.
const MAX_WORD_CHARS: usize = 64;

/// The most digits of an amount. Longer numbers are identifiers.
const MAX_AMOUNT_DIGITS: usize = 15;

/// Words for the euro and the dollar, which follow an amount and are not searched.
const CURRENCIES: [&str; 8] = ["eur", "euro", "euros", "usd", "xof", "fcfa", "dollar", "dollars"];

/// A term of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchTerm {
    /// A text without spaces, as typed. It is found as the beginning of a word.
    Word(String),
    /// An amount.
    Amount {
        /// The ways in which it can be written, each as the groups of digits that follow each other.
        ways: Vec<Vec<String>>,
        /// True if the last group can be the beginning of a longer one: the user may still be typing.
        is_prefix: bool,
    },
}

/// The terms of a search: `240 000 €` is one amount.
pub fn search_terms(query: &str) -> Vec<SearchTerm> {
    let chunks: Vec<&str> = query.split_whitespace().collect();
    let mut terms = Vec::new();
    let mut rest = &chunks[..];
    while let Some((first, others)) = rest.split_first()
        && terms.len() < MAX_TERMS
    {
        if let Some((term, used)) = amount(rest) {
            terms.push(term);
            rest = &rest[used..];
            let is_currency = rest.first().is_some_and(|next| CURRENCIES.contains(&&*next.to_lowercase()));
            rest = if is_currency { &rest[1..] } else { rest };
            continue;
        }
        let word = first.chars().filter(|c| *c != '"' && !c.is_control()).take(MAX_WORD_CHARS);
        let word: String = word.collect();
        if word.chars().any(char::is_alphanumeric) {
            terms.push(SearchTerm::Word(word));
        }
        rest = others;
    }
    terms
}

impl SearchTerm {
    /// The ways in which the term can be written, as normalised words that follow each other.
    pub fn ways(&self) -> Vec<Vec<String>> {
        match self {
            Self::Word(word) => {
                let word = normalize_for_search(word);
                let parts = word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
                vec![parts.map(str::to_owned).collect()]
            }
            Self::Amount { ways, .. } => ways.clone(),
        }
    }

    /// True if the last word of a way can be the beginning of a longer word.
    pub fn is_prefix(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::Amount { is_prefix, .. } => *is_prefix,
        }
    }
}

/// The amount at the beginning of some texts, and the number of these texts.
fn amount(chunks: &[&str]) -> Option<(SearchTerm, usize)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain = |text: &'_ str| text.trim_matches(['€', '$', '£']).to_owned();
    let first = plain(chunks.first()?);
    let mut used = 1;
    let mut text = first.clone();
    if is_digits(&first) && first.len() <= 3 {
        // Groups of three digits, the last perhaps with decimals.
        while let Some(next) = chunks.get(used).map(|next| plain(next)) {
            let whole = next.split([',', '.']).next().unwrap_or_default();
            if whole.len() != 3 || !is_digits(whole) || text.contains([',', '.']) {
                break;
            }
            text.push_str(&next);
            used += 1;
        }
    }
    let (whole, decimals) = parts(&text)?;
    let is_short = used == 1 && whole.len() <= 3 && decimals.is_none();
    if is_short || whole.len() > MAX_AMOUNT_DIGITS {
        return None;
    }
    let mut endings: Vec<Vec<String>> = Vec::new();
    match decimals.as_deref().map(|digits| (digits, digits.trim_end_matches('0'))) {
        None => endings.push(Vec::new()),
        Some((digits, "")) => endings.extend([Vec::new(), vec![digits.to_owned()]]),
        Some((digits, short)) if digits == short => {
            endings.extend([vec![digits.to_owned()], vec![format!("{digits}0")]]);
        }
        Some((digits, short)) => endings.extend([vec![short.to_owned()], vec![digits.to_owned()]]),
    }
    let mut starts = vec![vec![whole.clone()]];
    if whole.len() > 3 {
        starts.push(groups(&whole));
    }
    let ways =
        starts.iter().flat_map(|start| endings.iter().map(|end| [start.clone(), end.clone()].concat()));
    let is_prefix = used == 1 && is_digits(&text);
    Some((SearchTerm::Amount { ways: ways.collect(), is_prefix }, used))
}

/// The whole part and the decimals of an amount; three digits after a comma or a point are a group.
fn parts(text: &str) -> Option<(String, Option<String>)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let marked: Vec<&str> = text.split([',', '.', '\'', '’']).collect();
    if !marked.iter().all(|part| is_digits(part)) {
        return None;
    }
    let (last, before) = marked.split_last()?;
    let is_grouped = |parts: &[&str]| parts.iter().skip(1).all(|part| part.len() == 3);
    match before {
        [] => Some(((*last).to_owned(), None)),
        _ if last.len() == 3 && before[0].len() <= 3 && is_grouped(before) => Some((marked.concat(), None)),
        _ if last.len() <= 2 && is_grouped(before) => Some((before.concat(), Some((*last).to_owned()))),
        _ => None,
    }
}

/// The digits of a number in groups of three.
fn groups(whole: &str) -> Vec<String> {
    let digits: Vec<char> = whole.chars().collect();
    digits.rchunks(3).rev().map(|group| group.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> String {
        let term = |term: &SearchTerm| match term {
            SearchTerm::Word(word) => word.clone(),
            SearchTerm::Amount { ways, is_prefix } => {
                let ways: Vec<String> = ways.iter().map(|way| way.join("_")).collect();
                format!("<{}{}>", ways.join("|"), if *is_prefix { "*" } else { "" })
            }
        };
        search_terms(query).iter().map(term).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn amounts_are_one_term_however_they_are_written() {
        for (query, terms) in [
            ("240000", "<240000|240_000*>"),
            ("240 000", "<240000|240_000>"),
            ("240\u{202f}000\u{a0}€", "<240000|240_000>"),
            ("240 000€", "<240000|240_000>"),
            ("240000,50", "<240000_5|240000_50|240_000_5|240_000_50>"),
            ("240 000,50 euros", "<240000_5|240000_50|240_000_5|240_000_50>"),
            ("240.000,5", "<240000_5|240000_50|240_000_5|240_000_50>"),
            ("240,000", "<240000|240_000>"),
            ("1 200 000,00", "<1200000|1200000_00|1_200_000|1_200_000_00>"),
            ("eau 240 000 EUR Mali", "eau <240000|240_000> Mali"),
            ("2024", "<2024|2_024*>"),
            ("12", "12"),
            ("12 ans", "12 ans"),
            ("1.2.3", "1.2.3"),
            ("a\"b € x\0", "ab x"),
            ("12345678901234567", "12345678901234567"),
        ] {
            assert_eq!(shown(query), terms, "{query}");
        }
        assert_eq!(search_terms(&"mot ".repeat(500)).len(), MAX_TERMS);
        assert_eq!(search_terms(&"é".repeat(5000)), [SearchTerm::Word("é".repeat(MAX_WORD_CHARS))]);
    }
}
