//! Identifiers and references of whole files, for checks across records and files.
use rustc_hash::FxHashSet;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::facts::LocatedValue;
use crate::finding::{Finding, FindingPlace, Message, Severity};

/// The largest number of duplicates named in a finding.
const MAX_NAMED: usize = 100;
/// The largest number of references stored.
const MAX_RELATED: usize = 200_000;

/// Identifiers and references of a file: 8 bytes per record, and the text of duplicates and references.
#[derive(Debug, Default)]
pub struct Seen {
    state: RandomState,
    identifiers: FxHashSet<u64>,
    duplicates: Vec<FindingPlace>,
    related: Vec<LocatedValue>,
    reporting: Vec<String>,
}

impl Seen {
    fn hash(&self, text: &str) -> u64 {
        let mut hasher = self.state.build_hasher();
        hasher.write(text.as_bytes());
        hasher.finish()
    }

    /// An empty value with the same hash keys, for the next file of the same run.
    #[must_use]
    pub fn sibling(&self) -> Self {
        Self { state: self.state.clone(), ..Self::default() }
    }

    pub(crate) fn identifiers(&mut self, values: impl Iterator<Item = LocatedValue>) {
        for value in values {
            let hash = self.hash(&value.text);
            if !self.identifiers.insert(hash) && self.duplicates.len() < MAX_NAMED {
                self.duplicates.push(FindingPlace { line: value.line, text: value.text.into_string() });
            }
        }
    }

    pub(crate) fn related(
        &mut self,
        values: impl Iterator<Item = LocatedValue>,
        reporting: impl Iterator<Item = String>,
    ) {
        let room = MAX_RELATED.saturating_sub(self.related.len());
        self.related.extend(values.take(room));
        for organisation in reporting {
            if !self.reporting.contains(&organisation) && self.reporting.len() < MAX_NAMED {
                self.reporting.push(organisation);
            }
        }
    }

    pub(crate) fn duplicates(&mut self) -> Vec<FindingPlace> {
        std::mem::take(&mut self.duplicates)
    }

    /// References to activities of this file's own reporting organisations that none of `files` contains.
    pub fn dangling_references<'a>(&'a self, files: &'a [&'a Seen]) -> impl Iterator<Item = Finding> {
        self.related.iter().filter_map(move |value| {
            let text = value.text.trim();
            let ours = self
                .reporting
                .iter()
                .any(|r| text.strip_prefix(r.trim()).is_some_and(|t| t.starts_with('-')));
            let found = files.iter().any(|f| f.identifiers.contains(&f.hash(text)));
            (ours && !found).then(|| lost_reference(value.line, text))
        })
    }
}

fn lost_reference(line: u64, reference: &str) -> Finding {
    Finding {
        id: "advice-related",
        class: "advice",
        severity: Severity::Advice,
        message: Message::Rule,
        places: vec![FindingPlace { line, text: format!("related-activity/@ref = '{reference}'") }],
        codelist: None,
        identifier: "".into(),
        title: "".into(),
        record: 0,
    }
}
