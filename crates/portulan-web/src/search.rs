//! Full-text search in memory: all words of published texts, in all languages, by prefix, ignoring case and
//! accents.
use std::collections::{BTreeMap, HashMap};

use portulan_codelists::CodeList;
use portulan_locales::Language;
use portulan_model::kinds::Tag;
use portulan_model::{
    FieldValue, Kind, PublishedRecord, PublishedRegister, SearchTerm, Text, VisitValues,
    normalize_for_search, search_terms, visit_values,
};
use rust_decimal::Decimal;

/// The largest number of words in a search.
const WORDS: usize = 8;

/// A record that can be found.
pub(crate) struct SearchResult {
    pub kind: Kind,
    pub slug: String,
    pub title: Text,
    pub summary: Text,
}

/// The documents that contain a word, with its weight.
type Postings = Vec<(u32, u32)>;

/// The index of one snapshot.
pub(crate) struct Index {
    documents: Vec<SearchResult>,
    /// Normalised words, sorted.
    words: Vec<(Box<str>, Postings)>,
}

fn words(text: &str) -> Vec<String> {
    normalize_for_search(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The documents that both sets contain, with the sums of their scores; the second set if `first` is `None`.
fn both(first: Option<HashMap<u32, u32>>, second: HashMap<u32, u32>) -> HashMap<u32, u32> {
    match first {
        None => second,
        Some(first) => first.into_iter().filter_map(|(d, s)| Some((d, s + second.get(&d)?))).collect(),
    }
}

#[derive(Default)]
struct SearchIndexBuilder {
    documents: Vec<SearchResult>,
    words: BTreeMap<String, HashMap<u32, u32>>,
}

impl SearchIndexBuilder {
    fn add<T: VisitValues>(
        &mut self,
        programme: &PublishedRegister,
        kind: Kind,
        entry: &PublishedRecord<T>,
        title: &Text,
        summary: Option<&Text>,
    ) {
        let number = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        visit_values(&entry.body, &mut |path, value| match value {
            FieldValue::Text(text) => {
                let is_name = matches!(path.as_str(), "/title" | "/name" | "/full_name");
                self.texts(number, text, if is_name { 20 } else { 2 });
            }
            FieldValue::Code(CodeList::Country, code) => self.country(number, code),
            // Positions and shares are not searched.
            FieldValue::Number(amount) if amount.abs() >= Decimal::ONE_HUNDRED => {
                self.index(number, &amount.normalize().to_string(), 4);
            }
            FieldValue::Reference(kind, slug) => self.referred(programme, number, kind, slug),
            FieldValue::Sdg(sdg) => self.goal(number, sdg.goal),
            _ => {}
        });
        self.documents.push(SearchResult {
            kind,
            slug: entry.slug.clone(),
            title: title.clone(),
            summary: summary.cloned().unwrap_or_default(),
        });
    }

    fn goal(&mut self, number: u32, goal: u8) {
        if let Some(goal) = portulan_codelists::goal(goal) {
            for language in Language::all() {
                self.index(number, language.goal_name(goal), 4);
            }
        }
    }

    /// Indexes the names of the last document's themes.
    fn themes(&mut self, programme: &PublishedRegister, tags: &[Tag]) {
        let number = u32::try_from(self.documents.len() - 1).unwrap_or(u32::MAX);
        let terms = &programme.authority.body.themes;
        for term in terms.iter().filter(|term| tags.iter().any(|tag| tag.key == term.key)) {
            self.texts(number, &term.name, 10);
        }
    }

    fn country(&mut self, number: u32, code: &str) {
        if let Some(country) = CodeList::Country.get(code) {
            self.index(number, country.en, 10);
            self.index(number, country.fr, 10);
        }
    }

    /// Indexes the names of referenced records: a search for AFD finds what AFD funds.
    fn referred(&mut self, programme: &PublishedRegister, number: u32, kind: Kind, slug: &str) {
        match kind {
            Kind::Organisation => {
                if let Some(o) = programme.organisations.find(slug) {
                    self.texts(number, &o.body.name, 4);
                    self.index(number, o.body.acronym.as_deref().unwrap_or_default(), 6);
                }
            }
            Kind::Territory => {
                if let Some(t) = programme.territories.find(slug) {
                    self.texts(number, &t.body.name, 10);
                    self.country(number, &t.body.country.0);
                }
            }
            _ => {}
        }
    }

    fn texts(&mut self, number: u32, text: &Text, weight: u32) {
        for text in text.0.values() {
            self.index(number, text, weight);
        }
    }

    fn index(&mut self, number: u32, text: &str, weight: u32) {
        for word in words(text) {
            let counted = self.words.entry(word).or_default().entry(number).or_default();
            *counted = (*counted + weight).min(60);
        }
    }
}

impl Index {
    pub(crate) fn new(p: &PublishedRegister) -> Self {
        let mut b = SearchIndexBuilder::default();
        for e in &p.partnerships {
            b.add(p, Kind::Partnership, e, &e.body.title, e.body.summary.as_ref().map(|f| &f.value));
            b.themes(p, &e.body.themes);
        }
        for e in &p.projects {
            b.add(p, Kind::Project, e, &e.body.title, e.body.description.as_ref().map(|f| &f.value));
            b.themes(p, &e.body.themes);
        }
        for e in &p.events {
            let summary = e.body.summary.as_ref().or(e.body.topic.as_ref()).map(|f| &f.value);
            b.add(p, Kind::Event, e, &e.body.title, summary);
            b.themes(p, &e.body.themes);
        }
        for e in &p.organisations {
            b.add(p, Kind::Organisation, e, &e.body.name, e.body.description.as_ref().map(|f| &f.value));
            let number = u32::try_from(b.documents.len() - 1).unwrap_or_default();
            b.index(number, e.body.acronym.as_deref().unwrap_or_default(), 20);
        }
        for e in &p.networks {
            b.add(p, Kind::Network, e, &e.body.name, e.body.description.as_ref().map(|f| &f.value));
        }
        for e in &p.pages {
            b.add(p, Kind::Page, e, &e.body.title, None);
        }
        let flat = |(word, counts): (String, HashMap<u32, u32>)| {
            (word.into_boxed_str(), counts.into_iter().collect())
        };
        Self { documents: b.documents, words: b.words.into_iter().map(flat).collect() }
    }

    /// The documents that contain a word, or a word that begins with it, with their scores.
    fn of_word(&self, word: &str, is_prefix: bool) -> HashMap<u32, u32> {
        let mut hits: HashMap<u32, u32> = HashMap::new();
        let from = self.words.partition_point(|(w, _)| **w < *word);
        let found = self.words[from..].iter().take_while(|(w, _)| w.starts_with(word));
        for (found, documents) in found.filter(|(w, _)| is_prefix || w.len() == word.len()) {
            let exact = if found.len() == word.len() { 2 } else { 1 };
            for (document, weight) in documents {
                *hits.entry(*document).or_default() += weight * exact;
            }
        }
        hits
    }

    /// The records that contain all terms of the query, words as prefixes, the best first.
    pub(crate) fn search(&self, query: &str) -> Vec<&SearchResult> {
        let mut scores: Option<HashMap<u32, u32>> = None;
        for term in search_terms(query).into_iter().take(WORDS) {
            let mut hits: HashMap<u32, u32> = HashMap::new();
            for way in term.ways() {
                let last = way.len().saturating_sub(1);
                let mut of_way = None;
                for (at, word) in way.iter().enumerate() {
                    let is_prefix = match term {
                        SearchTerm::Word(_) => true,
                        SearchTerm::Amount { is_prefix, .. } => is_prefix && at == last,
                    };
                    of_way = Some(both(of_way, self.of_word(word, is_prefix)));
                }
                for (document, score) in of_way.unwrap_or_default() {
                    *hits.entry(document).or_default() += score;
                }
            }
            scores = Some(both(scores, hits));
        }
        let mut ranked: Vec<(u32, u32)> = scores.unwrap_or_default().into_iter().collect();
        ranked.sort_by_key(|&(document, score)| (std::cmp::Reverse(score), document));
        ranked.iter().filter_map(|(d, _)| self.documents.get(usize::try_from(*d).ok()?)).collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_are_cut_into_folded_words() {
        assert_eq!(super::words("l’eau, d'Apostolove — 2023"), ["l", "eau", "d", "apostolove", "2023"]);
    }
}
