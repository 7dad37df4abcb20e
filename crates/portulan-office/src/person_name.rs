//! The parts of the name of a person that is stored as one text.

/// Titles before a name, without points.
const TITLES: [&str; 14] =
    ["m", "mm", "mme", "mmes", "mlle", "mr", "mrs", "ms", "dr", "pr", "me", "prof", "monsieur", "madame"];

/// Words that belong to the family name that they precede.
const PARTICLES: [&str; 25] = [
    "de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "zu", "di", "da", "do", "dos", "del",
    "della", "el", "al", "ben", "bin", "ibn", "ould", "saint", "sainte",
];

/// The parts of a name, as address books have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The title before the name.
    pub title: String,
    /// The given names; empty if the name cannot be divided.
    pub given: String,
    /// The family name.
    pub family: String,
}

impl PersonName {
    /// Divides a name. The family name is the part before a comma, else the part in capitals, as French administrations do
    /// (`Marie DUPONT`, `DUPONT Marie`), else the last word, each with its particles.
    pub fn of(name: &str) -> Self {
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let is_title = |word: &str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
        let count = words.iter().take_while(|word| is_title(word)).count();
        // A title alone is a name.
        let count = if count < words.len() { count } else { 0 };
        let title = words.drain(..count).collect::<Vec<_>>().join(" ");
        let whole = words.join(" ");
        if let Some((family, given)) =
            whole.split_once(',').filter(|(family, given)| !family.is_empty() && !given.is_empty())
        {
            return Self { title, given: given.trim().to_owned(), family: family.trim().to_owned() };
        }
        let (start, end) = family_words(&words);
        let given = [&words[..start], &words[end..]].concat().join(" ");
        Self { title, given, family: words[start..end].join(" ") }
    }
}

/// The words of the family name: the first, and the one after the last.
fn family_words(words: &[&str]) -> (usize, usize) {
    let count = words.len();
    if count < 2 {
        return (0, count);
    }
    let capitals: Vec<bool> = (0..count).map(|at| is_in_capitals(words, at)).collect();
    let has_others = capitals.iter().any(|is| !is);
    let Some(first) = capitals.iter().position(|is| *is).filter(|_| has_others) else {
        // The last word with its particles; the first word is a given name.
        return (with_particles(words, count - 1, 1), count);
    };
    let length = capitals[first..].iter().take_while(|is| **is).count();
    let start = with_particles(words, first, 0);
    // In `Marie DUPONT Martin` what follows belongs to the family name; in `DUPONT Marie` it is the given name.
    let end = if start == 0 { first + length } else { count };
    (start, end)
}

/// The first of the particles before a word, at least `least`.
fn with_particles(words: &[&str], mut at: usize, least: usize) -> usize {
    let is_particle = |word: &str| {
        let word = word.to_lowercase();
        PARTICLES.contains(&word.as_str()) || matches!(word.as_str(), "d’" | "d'")
    };
    while at > least && is_particle(words[at - 1]) {
        at -= 1;
    }
    at
}

/// True for a word in capitals: at least two letters, none of them small, after a `d’`. Initials and abbreviated given names are no
/// family names.
fn is_in_capitals(words: &[&str], at: usize) -> bool {
    let word = words[at];
    let word = ["d’", "d'", "l’", "l'"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital = letters >= 2 && !word.contains('.') && !word.chars().any(char::is_lowercase);
    // “JB Martin” has an abbreviated given name, “LE GALL Yann” and “Wei LI” a family name.
    let is_pronounced = word.chars().any(|c| "AEIOUÉÈÔ".contains(c));
    is_capital && (letters > 2 || at > 0 || is_pronounced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_as_a_secretary_would() {
        // Name, title, given names, family name: written by hand.
        for (name, title, given, family) in [
            ("Marie DUPONT", "", "Marie", "DUPONT"),
            ("DUPONT Marie", "", "Marie", "DUPONT"),
            ("Marie Dupont", "", "Marie", "Dupont"),
            ("Mme Marie Dupont", "Mme", "Marie", "Dupont"),
            ("M. DUPONT", "M.", "", "DUPONT"),
            ("Dr. Awa N’Diaye", "Dr.", "Awa", "N’Diaye"),
            ("MARIE DUPONT", "", "MARIE", "DUPONT"),
            ("Yann Le Gall", "", "Yann", "Le Gall"),
            ("LE GALL Yann", "", "Yann", "LE GALL"),
            ("Jean de La Fontaine", "", "Jean", "de La Fontaine"),
            ("Jean de LA FONTAINE", "", "Jean", "de LA FONTAINE"),
            ("de LA FONTAINE Jean", "", "Jean", "de LA FONTAINE"),
            ("Jeanne d’Arc", "", "Jeanne", "d’Arc"),
            ("Jeanne d’ARC", "", "Jeanne", "d’ARC"),
            ("Antoine de Saint-Exupéry", "", "Antoine", "de Saint-Exupéry"),
            ("Jean-Pierre DUPONT-MARTIN", "", "Jean-Pierre", "DUPONT-MARTIN"),
            ("Marie DUPONT ÉPOUSE Martin", "", "Marie", "DUPONT ÉPOUSE Martin"),
            ("Anne Marie Dupont", "", "Anne Marie", "Dupont"),
            ("J. Dupont", "", "J.", "Dupont"),
            ("JB Martin", "", "JB", "Martin"),
            ("Wei LI", "", "Wei", "LI"),
            ("Vincent van der Berg", "", "Vincent", "van der Berg"),
            ("Mohamed Ould Abdel", "", "Mohamed", "Ould Abdel"),
            ("Fatou El Hadji", "", "Fatou", "El Hadji"),
            ("Dupont, Marie", "", "Marie", "Dupont"),
            ("Élodie ÉTIENNE", "", "Élodie", "ÉTIENNE"),
            ("Le Roux", "", "Le", "Roux"),
            ("Accueil", "", "", "Accueil"),
            ("Madame", "", "", "Madame"),
            ("", "", "", ""),
        ] {
            let wanted = PersonName { title: title.into(), given: given.into(), family: family.into() };
            assert_eq!(PersonName::of(name), wanted, "{name}");
        }
    }
}
