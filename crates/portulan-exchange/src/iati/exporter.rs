//! The context of an export, with its gaps.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use portulan_iati::rest;
use portulan_iati::tree::Element;
use portulan_model::kinds::Agreement;
use portulan_model::{PublishedRecord, PublishedRegister, Ref};

use super::narratives::narratives;

/// Information that the standard requires and the register lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportGap {
    /// The record: folder of its kind and slug.
    pub record: String,
    /// The missing information: a message key after `iati-gap-`.
    pub kind: &'static str,
}

/// The context of an export.
pub(super) struct Exporter<'a> {
    pub(super) programme: &'a PublishedRegister,
    pub(super) organisation: String,
    pub(super) lang: &'a str,
    pub(super) now: Timestamp,
    pub(super) gaps: Vec<ExportGap>,
    pub(super) children: ChildActivities,
    /// The agreements that govern each partnership, by its slug.
    pub(super) governing: BTreeMap<&'a str, Vec<&'a PublishedRecord<Agreement>>>,
    /// True to create elements of activities that cannot be written, for comparison.
    pub(super) always: bool,
}

/// Identifiers of the written projects, by the slug of their partnership.
pub(super) type ChildActivities = BTreeMap<String, Vec<String>>;

impl<'a> Exporter<'a> {
    /// An exporter of a register as of `now`.
    pub(super) fn new(programme: &'a PublishedRegister, now: Timestamp) -> Self {
        let lang = programme.authority.body.languages.first().map_or("fr", String::as_str);
        let (organisation, children) = (String::new(), ChildActivities::new());
        let mut governing: BTreeMap<&str, Vec<&PublishedRecord<Agreement>>> = BTreeMap::new();
        for agreement in &programme.agreements {
            let partnerships: BTreeSet<_> = agreement.body.partnerships.iter().map(Ref::slug).collect();
            for partnership in partnerships {
                governing.entry(partnership).or_default().push(agreement);
            }
        }
        let gaps = Vec::new();
        let mut exporter =
            Self { programme, organisation, lang, now, gaps, children, governing, always: false };
        exporter.organisation = exporter.identifier();
        for entry in &programme.projects {
            if let Some(partnership) =
                entry.body.partnership.as_ref().filter(|_| exporter.is_written(&entry.body))
            {
                let own = exporter.activity_identifier(entry.body.iati_identifier.as_deref(), entry.id);
                exporter.children.entry(partnership.slug().to_owned()).or_default().push(own);
            }
        }
        exporter
    }

    pub(super) fn gap(&mut self, record: &str, kind: &'static str) {
        self.gaps.push(ExportGap { record: record.to_owned(), kind });
    }

    /// One narrative per language of a non-empty text.
    pub(super) fn narratives(&self, text: &'a portulan_model::Text) -> Vec<Element> {
        narratives(text, self.lang)
    }
}

/// A time, as IATI writes it.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Parses a rest; `None` if there is none, or it is not XML.
pub(super) fn parsed(rest: Option<&str>) -> Option<Element> {
    portulan_iati::element(rest?).ok()
}

/// Merges an element with its rest.
pub(super) fn completed(path: &[&str], element: Element, rest: Option<&str>) -> Element {
    match parsed(rest) {
        Some(rest) => rest::merge(path, element, &rest),
        None => element,
    }
}
