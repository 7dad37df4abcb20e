//! The agreements that an import knows.
use std::collections::{HashMap, HashSet, VecDeque};

use portulan_iati::rest;
use portulan_iati::tree::Element;
use portulan_model::kinds::Agreement;
use portulan_model::{PublishedRecord, Ref, Text, normalize_for_search};
use uuid::Uuid;

use super::super::texts;
use crate::iati::exporter::Exporter;

/// The name of the elements of agreements.
pub(super) const NAME: &str = "portulan:agreement";

/// The agreements that an import knows, indexed for matching.
#[derive(Debug, Default)]
pub(in crate::iati::import) struct Agreements {
    /// Slugs by identifier: that of the record, or another one in the file.
    by_reference: HashMap<String, String>,
    /// The first slug by normalised title.
    pub(super) by_title: HashMap<String, String>,
    /// Slugs by content, once [`Agreements::learn`] has computed it.
    pub(super) by_statement: HashMap<String, VecDeque<String>>,
    is_learned: bool,
    pub(super) ids: HashMap<String, Uuid>,
    /// Slugs that the file has named by an identifier: another identifier means another agreement.
    pub(super) referenced: HashSet<String>,
    /// Slugs by the slug of the governed partnership, and pairs of both.
    pub(super) governing: HashMap<String, Vec<String>>,
    pairs: HashSet<(String, String)>,
}

impl Agreements {
    pub fn add(&mut self, id: Uuid, slug: &str, body: &Agreement) {
        self.by_reference.insert(id.to_string(), slug.to_owned());
        self.ids.insert(slug.to_owned(), id);
        for title in titles(&body.title) {
            self.by_title.entry(title).or_insert_with(|| slug.to_owned());
        }
        for partnership in &body.partnerships {
            self.govern(slug, partnership.slug());
        }
    }

    /// Notes that an agreement governs a partnership. Returns false if it was known.
    pub fn govern(&mut self, agreement: &str, partnership: &str) -> bool {
        let is_new = self.pairs.insert((agreement.to_owned(), partnership.to_owned()));
        if is_new {
            self.governing.entry(partnership.to_owned()).or_default().push(agreement.to_owned());
        }
        is_new
    }

    /// The agreement that an element names, once it is identified.
    pub fn named(&self, element: &Element) -> Option<Ref<Agreement>> {
        self.referenced_by(element).map(|slug| Ref::new(slug.as_str()))
    }

    pub(super) fn referenced_by(&self, element: &Element) -> Option<&String> {
        self.by_reference.get(element.attribute("ref")?)
    }

    /// Gives an element the identifier of its agreement, or notes the identifier that it has.
    pub(super) fn identify(&mut self, element: &mut Element, slug: &str) {
        if let Some(reference) = element.attribute("ref") {
            self.by_reference.entry(reference.to_owned()).or_insert_with(|| slug.to_owned());
            self.referenced.insert(slug.to_owned());
        } else if let Some(id) = self.ids.get(slug) {
            element.attributes.push(("ref".into(), id.to_string()));
        }
    }

    /// Computes the content that the register writes for its agreements.
    pub(super) fn learn(&mut self, exporter: &Exporter<'_>) {
        if std::mem::replace(&mut self.is_learned, true) {
            return;
        }
        for entry in &exporter.programme.agreements {
            if let Some(element) = written(exporter, entry) {
                let slugs = self.by_statement.entry(statement(&element)).or_default();
                slugs.push_back(entry.slug.clone());
            }
        }
    }

    /// An agreement with the same content, in any partnership. A new identifier can only belong to one
    /// without an identifier in the file.
    pub(super) fn stated_alike(&mut self, element: &Element, own: &str) -> Option<String> {
        let slugs = self.by_statement.get_mut(own)?;
        if element.attribute("ref").is_some() {
            while slugs.front().is_some_and(|slug| self.referenced.contains(slug)) {
                slugs.pop_front();
            }
        }
        slugs.front().cloned()
    }
}

/// The forms under which a title is looked up.
pub(super) fn titles(title: &Text) -> HashSet<String> {
    title.0.values().map(|title| normalize_for_search(title.trim())).collect()
}

/// The content of an agreement element, without its identifier.
pub(super) fn statement(element: &Element) -> String {
    let mut plain = element.clone();
    plain.attributes.retain(|(name, _)| name != "ref");
    rest::canonical(&plain)
}

/// The element that the register wrote for an agreement.
pub(super) fn written(exporter: &Exporter<'_>, entry: &PublishedRecord<Agreement>) -> Option<Element> {
    let mut element = exporter.agreement(entry)?;
    texts::make_explicit(&mut element, exporter.lang);
    Some(element)
}
