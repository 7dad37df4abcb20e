//! The agreements of an activity's record and of its partnership.
use std::collections::{HashMap, HashSet, VecDeque};

use portulan_iati::tree::Element;
use portulan_model::Text;

use super::super::resolver::RecordResolver;
use super::index::{NAME, statement, titles, written};
use crate::iati::exporter::Exporter;

/// The context of an activity.
pub(in crate::iati::import) struct Around<'a> {
    /// The slug of the partnership that its agreements govern.
    pub partnership: Option<&'a str>,
    /// The agreement of its record.
    pub current: Option<&'a str>,
    /// The number of agreements that its record can hold; others remain in its rest.
    pub places: usize,
    /// The element that the register wrote before.
    pub old: Option<&'a Element>,
}

/// The agreements of an activity's record and of its partnership.
#[derive(Default)]
pub(super) struct Near {
    /// By normalised title.
    pub by_title: HashMap<String, String>,
    /// By the content that the register writes.
    same: HashMap<String, VecDeque<String>>,
    /// By normalised title, those whose content differs from the activity's.
    changed: HashMap<String, VecDeque<String>>,
    /// Those already matched by an element of the activity.
    pub taken: HashSet<String>,
}

impl Near {
    /// `stated` is the content of all agreements in the activity.
    pub fn new(
        exporter: &Exporter<'_>,
        book: &RecordResolver<'_>,
        around: &Around<'_>,
        stated: &HashSet<String>,
    ) -> Self {
        let mut near = Self::default();
        // The element written before also contains what the file states of an agreement beyond its record.
        let of_old = around.old.into_iter().flat_map(|old| old.children_named(NAME));
        let of_old = of_old.filter_map(|e| Some((book.agreements.referenced_by(e)?.as_str(), statement(e))));
        let of_old: HashMap<&str, String> = of_old.collect();
        let governing = around.partnership.and_then(|slug| book.agreements.governing.get(slug));
        let mut governing: Vec<&String> = governing.into_iter().flatten().collect();
        // In order of creation, which is the order of the file they came from.
        governing.sort_by_key(|slug| book.agreements.ids.get(*slug));
        let current = around.current.map(str::to_owned);
        for slug in current.iter().chain(governing) {
            let Some(entry) = exporter.programme.agreements.find(slug) else { continue };
            let own = of_old.get(slug.as_str()).cloned();
            let own = own.or_else(|| written(exporter, entry).map(|element| statement(&element)));
            let own = own.unwrap_or_default();
            for title in titles(&entry.body.title) {
                near.by_title.entry(title.clone()).or_insert_with(|| slug.clone());
                if !stated.contains(&own) {
                    near.changed.entry(title).or_default().push_back(slug.clone());
                }
            }
            near.same.entry(own).or_default().push_back(slug.clone());
        }
        near
    }

    /// The first of a queue that is not matched yet and that `is_free` allows.
    fn next(&self, slugs: Option<&mut VecDeque<String>>, is_free: impl Fn(&str) -> bool) -> Option<String> {
        let slugs = slugs?;
        while let Some(slug) = slugs.pop_front() {
            if !self.taken.contains(&slug) && is_free(&slug) {
                return Some(slug);
            }
        }
        None
    }

    /// The agreement that an element of the activity matches: one with the same content, or else one with the
    /// same title whose content has changed.
    pub fn find(
        &mut self,
        book: &RecordResolver<'_>,
        element: &Element,
        own: &str,
        title: &Text,
    ) -> Option<String> {
        let is_free =
            |slug: &str| element.attribute("ref").is_none() || !book.agreements.referenced.contains(slug);
        let (mut same, mut changed) = (std::mem::take(&mut self.same), std::mem::take(&mut self.changed));
        let found = self.next(same.get_mut(own), is_free).or_else(|| {
            let mut titles = titles(title).into_iter();
            titles.find_map(|title| self.next(changed.get_mut(&title), is_free))
        });
        (self.same, self.changed) = (same, changed);
        found
    }
}
