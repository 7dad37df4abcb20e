//! The headings of a table, and the columns that they mean.
use std::collections::HashMap;

use portulan_locales::Language;
use portulan_model::normalize_for_search;

use super::columns::{ImportTarget, RECORD};
use super::composite_columns::import_columns;
use super::synonyms::usual;

/// The headings that identify the columns of a target: their labels in either language, their paths, labels without bracketed
/// parts if that is unambiguous, and usual words.
pub struct Headings {
    target: ImportTarget,
    /// The first language of the authority.
    tongue: String,
    known: HashMap<String, String>,
    short: HashMap<String, Option<String>>,
}

impl Headings {
    /// The headings of a target.
    pub fn of(target: ImportTarget, tongues: &[String]) -> Self {
        let mut known: HashMap<String, String> = HashMap::new();
        let mut short: HashMap<String, Option<String>> = HashMap::new();
        for language in Language::complete().iter().copied() {
            for column in import_columns(target, tongues, language) {
                let bare = column.label.split(" (").next().unwrap_or_default();
                short
                    .entry(normalize_for_search(bare))
                    .and_modify(|path| {
                        // In the first language of the authority, if there are several.
                        if path.as_deref().is_some_and(|p| stem(p) != stem(&column.path)) {
                            *path = None;
                        }
                    })
                    .or_insert_with(|| Some(column.path.clone()));
                known.insert(normalize_for_search(&column.path), column.path.clone());
                known.insert(normalize_for_search(&column.label), column.path);
            }
        }
        let tongue = tongues.first().cloned().unwrap_or_else(|| "fr".to_owned());
        Self { target, tongue, known, short }
    }

    /// The number of headings that are known; labels of fields count more than usual words, which several targets share.
    pub fn fit(&self, headings: &[String]) -> usize {
        let labels = headings.iter().filter(|heading| {
            let folded = normalize_for_search(heading);
            self.known.contains_key(&folded) || self.short.get(&folded).is_some_and(Option::is_some)
        });
        labels.count() + self.guess(headings).iter().filter(|path| !path.is_empty()).count()
    }

    /// The column that each heading means, each column once; empty for none.
    pub fn guess(&self, headings: &[String]) -> Vec<String> {
        const SLUGS: [&str; 5] = ["slug", "identifiant", "id", "reference", "code"];
        let mut taken = Vec::new();
        let of = |heading: &String| {
            let message = normalize_for_search(heading);
            let found =
                self.known.get(&message).cloned().or_else(|| self.short.get(&message).cloned().flatten());
            let found = found.or_else(|| usual(self.target, heading, &self.tongue));
            let found = found.or_else(|| SLUGS.contains(&message.as_str()).then(|| RECORD.to_owned()));
            let found = found.filter(|path| !message.is_empty() && !taken.contains(path)).unwrap_or_default();
            taken.push(found.clone());
            found
        };
        headings.iter().map(of).collect()
    }
}

/// The path of each column, guessed from its heading.
pub fn guess(headings: &[String], target: ImportTarget, tongues: &[String]) -> Vec<String> {
    Headings::of(target, tongues).guess(headings)
}

/// A path without its language.
fn stem(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_columns_and_a_name_of_its_own() {
        let tongues = ["fr".to_owned(), "en".to_owned()];
        for target in ImportTarget::all() {
            assert_eq!(ImportTarget::of(&target.key()), Some(target));
            let columns = import_columns(target, &tongues, Language::FRENCH);
            let paths: std::collections::HashSet<_> = columns.iter().map(|c| &c.path).collect();
            assert_eq!(paths.len(), columns.len(), "{}", target.key());
            assert!(columns.len() > 1, "{}", target.key());
            let headings: Vec<String> = columns.iter().map(|c| c.label.clone()).collect();
            let guessed = guess(&headings, target, &tongues);
            let paths: Vec<_> = columns.into_iter().map(|c| c.path).collect();
            assert_eq!(guessed, paths, "{}: what is written out is known again", target.key());
        }
    }

    #[test]
    fn headings_are_known_as_people_write_them() {
        let tongues = ["fr".to_owned(), "en".to_owned()];
        let target = ImportTarget::of("projects/transactions").expect("a target");
        let headings = ["Identifiant", "DATE", "Montant › Montant", "rien de tel", ""].map(str::to_owned);
        assert_eq!(guess(&headings, target, &tongues), ["record", "/date", "/value/amount", "", ""]);
        let target = ImportTarget::of("organisations").expect("a target");
        assert_eq!(
            guess(&["Nom".into(), "Name (English)".into()], target, &tongues),
            ["/name/fr", "/name/en"]
        );
    }
}
