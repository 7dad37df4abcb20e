//! The entry that a text probably means, although it is written differently: punctuation, words such as "ville de", an acronym, or
//! a small typing error.
use portulan_model::normalize_for_search;

/// Longer texts are compared with nothing.
const MAX_COMPARED_CHARS: usize = 100;
/// Words that distinguish no names.
const SMALL_WORDS: [&str; 17] =
    ["a", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the", "un"];
/// Words of places and bodies that are often left out.
const USUAL_WORDS: [&str; 7] = ["city", "commune", "mairie", "municipalite", "municipality", "town", "ville"];
/// The shortest acronym that is compared with initials.
const MIN_ACRONYM_CHARS: usize = 3;

/// The shortest abbreviation with a point.
const MIN_ABBREVIATION_CHARS: usize = 2;
/// The shortest beginning of a word that abbreviates it without a point.
const MIN_BEGINNING_CHARS: usize = 5;
/// The letters that an abbreviation leaves out at least.
const MIN_LEFT_OUT_CHARS: usize = 2;

/// The forms in which a name is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ComparedName {
    /// Letters and digits only.
    compact: String,
    /// Without small and usual words.
    meaning: String,
    /// The letters of both, which are compared one by one.
    letters: [Vec<char>; 2],
    /// The first letters of the words, without small words.
    initials: String,
    /// The words without small words, each with true if a point follows it.
    words: Vec<(String, bool)>,
}

impl ComparedName {
    fn new(name: &str) -> Option<Self> {
        if name.chars().nth(MAX_COMPARED_CHARS).is_some() {
            return None;
        }
        let folded = normalize_for_search(name);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_small = |word: &str| SMALL_WORDS.contains(&word);
        let meaning = words.iter().filter(|word| !is_small(word) && !USUAL_WORDS.contains(word));
        let initials = words.iter().filter(|word| !is_small(word)).filter_map(|word| word.chars().next());
        let compact = words.concat();
        let pieces = folded.split(|c: char| !c.is_alphanumeric() && c != '.');
        let marked = pieces.flat_map(|piece| piece.split_inclusive('.'));
        let marked = marked.map(|word| (word.trim_end_matches('.').to_owned(), word.ends_with('.')));
        let marked = marked.filter(|(word, _)| !word.is_empty() && !is_small(word.as_str()));
        let marked: Vec<(String, bool)> = marked.collect();
        let meaning: String = meaning.copied().collect();
        (!compact.is_empty()).then(|| Self {
            letters: [&compact, &meaning].map(|text| text.chars().collect()),
            meaning,
            initials: initials.collect(),
            words: marked,
            compact,
        })
    }

    /// True if each word is a word of the other name or its beginning, and at least one is abbreviated.
    fn abbreviates(&self, other: &Self) -> bool {
        let is_short = |(short, is_marked): &(String, bool), long: &str| {
            let least = if *is_marked { MIN_ABBREVIATION_CHARS } else { MIN_BEGINNING_CHARS };
            short.chars().count() >= least
                && long.starts_with(short.as_str())
                && long.chars().count() >= short.chars().count() + MIN_LEFT_OUT_CHARS
        };
        let pairs = || self.words.iter().zip(&other.words);
        self.words.len() == other.words.len()
            && pairs().all(|(short, (long, _))| short.0 == *long || is_short(short, long))
            && pairs().any(|(short, (long, _))| is_short(short, long))
    }

    /// The difference of two names: 0 for the least; `None` if they are different names.
    fn difference(&self, other: &Self) -> Option<u8> {
        let is_acronym = |short: &Self, long: &Self| {
            short.compact.chars().count() >= MIN_ACRONYM_CHARS && short.compact == long.initials
        };
        if self.compact == other.compact {
            Some(0)
        } else if !self.meaning.is_empty() && self.meaning == other.meaning {
            Some(1)
        } else if [(self, other), (other, self)].iter().any(|(a, b)| is_acronym(a, b) || a.abbreviates(b)) {
            Some(2)
        } else if self.letters.iter().zip(&other.letters).any(|(own, others)| is_typing_error(own, others)) {
            Some(3)
        } else {
            None
        }
    }
}

/// True if two texts differ by one letter, or by two of a long text. Short texts are different words.
fn is_typing_error(a: &[char], b: &[char]) -> bool {
    let limit = match a.len().min(b.len()) {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    // Another number is another thing.
    let is_digit = |c: &&char| c.is_ascii_digit();
    a.len().abs_diff(b.len()) <= limit
        && a.iter().filter(is_digit).eq(b.iter().filter(is_digit))
        && distance(a, b, limit) <= limit
}

/// The number of letters to add, remove, replace or swap with their neighbour to make one text of the other; a number above the limit
/// if it is larger.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        // Two rows that are above the limit lead to none that is not: a swap goes back two rows.
        if row.iter().chain(&last).all(|cost| *cost > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

/// An entry that a text can mean.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The value of the form.
    pub value: String,
    /// Its name, as it is shown.
    pub label: String,
    names: Vec<ComparedName>,
}

impl Candidate {
    /// An entry with the names that it has.
    pub fn new<'n>(value: String, label: String, names: impl Iterator<Item = &'n str>) -> Self {
        let names = names.filter_map(ComparedName::new).collect();
        Self { value, label, names }
    }
}

/// The entry that a text probably means; `None` if there is none, or several are as near.
pub fn nearest<'c>(text: &str, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
    best(text, candidates).filter(|(_, is_shared)| !is_shared).map(|(candidate, _)| candidate)
}

/// The entry that a text probably means, the first if several are as near; `None` if there is none.
pub fn nearest_of_several<'c>(text: &str, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
    best(text, candidates).map(|(candidate, _)| candidate)
}

/// The first of the nearest entries, and true if there are several.
fn best<'c>(text: &str, candidates: &'c [Candidate]) -> Option<(&'c Candidate, bool)> {
    let wanted = ComparedName::new(text)?;
    let mut best: Option<(u8, &Candidate)> = None;
    let mut is_shared = false;
    for candidate in candidates {
        let Some(rank) = candidate.names.iter().filter_map(|name| wanted.difference(name)).min() else {
            continue;
        };
        match best {
            Some((least, _)) if least < rank => {}
            Some((least, _)) if least == rank => is_shared = true,
            _ => (best, is_shared) = (Some((rank, candidate)), false),
        }
    }
    best.map(|(_, candidate)| (candidate, is_shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[&str]) -> Option<String> {
        let candidates: Vec<Candidate> = names
            .iter()
            .map(|name| Candidate::new((*name).to_owned(), (*name).to_owned(), std::iter::once(*name)))
            .collect();
        nearest(text, &candidates).map(|candidate| candidate.value.clone())
    }

    #[test]
    fn names_that_are_written_differently_are_found() {
        let names = [
            "Agence française de développement",
            "Ministère de l’Europe",
            "Hué",
            "Région Exemple",
            "Sénégal",
        ];
        for (text, name) in [
            ("AFD", names[0]),
            ("A.F.D.", names[0]),
            ("Agence Francaise du Développement", names[0]),
            ("agence française de dévelopement", names[0]),
            ("Ville de Hué", "Hué"),
            ("Région-Exemple", "Région Exemple"),
            ("Sénégla", "Sénégal"),
            ("SENEGALE", "Sénégal"),
            ("Région Exemp", "Région Exemple"),
            ("Rég. Exemple", "Région Exemple"),
            ("Min. de l’Europe", names[1]),
        ] {
            assert_eq!(found(text, &names).as_deref(), Some(name), "{text}");
        }
        assert_eq!(found("Agence française de développement", &["AFD"]).as_deref(), Some("AFD"));
    }

    #[test]
    fn other_names_are_not_proposed() {
        for (text, name) in [
            ("Mali", "Bali"),
            ("Huế 2", "Huế 3"),
            ("Fonds 2024", "Fonds 2025"),
            ("Union", "Région"),
            ("Hu", "Hué"),
            ("", "Hué"),
            ("de la", "Ville de"),
            ("Port", "Portugal"),
            ("Eau et assain.", "Eau"),
            ("Eau. Nord", "Eau Sud"),
        ] {
            assert_eq!(found(text, &[name]), None, "{text}");
        }
        assert_eq!(found("Tripolis", &["Tripoli", "Tripolix"]), None, "two are as near");
        let two =
            ["Tripoli", "Tripolix"].map(|name| Candidate::new(name.into(), name.into(), [name].into_iter()));
        assert_eq!(nearest_of_several("Tripolis", &two).map(|near| near.value.as_str()), Some("Tripoli"));
        assert_eq!(
            found("Eau et assain.", &["Eau et assainissement", "Eau"]).as_deref(),
            Some("Eau et assainissement")
        );
        let long = "a".repeat(1 << 20);
        assert_eq!(found(&long, &[&long]), None, "what nobody can read is compared with nothing");
    }
}
