//! Matching of agreements: by identifier, or else by title, governed partnership and content.
mod items;

use std::collections::{HashMap, HashSet, VecDeque};

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::kinds::{Agreement, Signatory};
use portulan_model::{Fact, PartialDate, Period, PublishedRecord, Ref, Text, normalize_for_search};
use uuid::Uuid;

use super::residuals::differ;
use super::resolver::{RecordResolver, fact};
use super::{Exporter, own, texts};

const NAME: &str = "portulan:agreement";

/// The agreements that an import knows, indexed for matching.
#[derive(Debug, Default)]
pub(super) struct Agreements {
    /// Slugs by identifier: that of the record, or another one in the file.
    by_reference: HashMap<String, String>,
    /// The first slug by normalised title.
    by_title: HashMap<String, String>,
    /// Slugs by content, once [`Agreements::learn`] has computed it.
    by_statement: HashMap<String, VecDeque<String>>,
    is_learned: bool,
    ids: HashMap<String, Uuid>,
    /// Slugs that the file has named by an identifier: another identifier means another agreement.
    referenced: HashSet<String>,
    /// Slugs by the slug of the governed partnership, and pairs of both.
    governing: HashMap<String, Vec<String>>,
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

    fn referenced_by(&self, element: &Element) -> Option<&String> {
        self.by_reference.get(element.attribute("ref")?)
    }

    /// Gives an element the identifier of its agreement, or notes the identifier that it has.
    fn identify(&mut self, element: &mut Element, slug: &str) {
        if let Some(reference) = element.attribute("ref") {
            self.by_reference.entry(reference.to_owned()).or_insert_with(|| slug.to_owned());
            self.referenced.insert(slug.to_owned());
        } else if let Some(id) = self.ids.get(slug) {
            element.attributes.push(("ref".into(), id.to_string()));
        }
    }

    /// Computes the content that the register writes for its agreements.
    fn learn(&mut self, exporter: &Exporter<'_>) {
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
    fn stated_alike(&mut self, element: &Element, own: &str) -> Option<String> {
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
fn titles(title: &Text) -> HashSet<String> {
    title.0.values().map(|title| normalize_for_search(title.trim())).collect()
}

/// The context of an activity.
pub(super) struct Around<'a> {
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
struct Near {
    /// By normalised title.
    by_title: HashMap<String, String>,
    /// By the content that the register writes.
    same: HashMap<String, VecDeque<String>>,
    /// By normalised title, those whose content differs from the activity's.
    changed: HashMap<String, VecDeque<String>>,
    /// Those already matched by an element of the activity.
    taken: HashSet<String>,
}

impl Near {
    /// `stated` is the content of all agreements in the activity.
    fn new(
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
    fn find(
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

/// Identifies all agreements of an activity, and creates records for new ones. Returns those that the
/// activity itself contains, in order.
pub(super) fn identify(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    whole: &mut Element,
    around: &Around<'_>,
) -> Vec<Ref<Agreement>> {
    book.agreements.learn(exporter);
    let before: HashSet<_> =
        around.old.iter().flat_map(|old| old.children_named(NAME)).map(rest::canonical).collect();
    // An element without identifier that the register wrote unchanged belongs to the rest; and if there are
    // more agreements than the record can hold, the known ones are its own.
    let is_crowded = whole.children_named(NAME).count() > around.places;
    let is_rest = |book: &RecordResolver<'_>, element: &Element| match element.attribute("ref") {
        Some(_) => is_crowded && book.agreements.referenced_by(element).is_none(),
        None => is_crowded || before.contains(&rest::canonical(element)),
    };
    let stated: HashSet<_> =
        whole.children_named(NAME).filter(|e| !is_rest(book, e)).map(statement).collect();
    let mut near = Near::new(exporter, book, around, &stated);
    let mut out = Vec::new();
    for child in &mut whole.children {
        let ElementChild::Element(element) = child else { continue };
        if element.name != NAME || out.len() == around.places || is_rest(book, element) {
            continue;
        }
        let slug = match find(book, element, &mut near) {
            Some(slug) => {
                book.agreements.identify(element, &slug);
                if !before.contains(&rest::canonical(element)) {
                    update(exporter, book, &slug, element);
                }
                slug
            }
            None => match add(book, element) {
                Some(slug) => slug,
                None => continue,
            },
        };
        out.push(Ref::new(slug.as_str()));
        for title in titles(&own::words(element, "portulan:title")) {
            near.by_title.entry(title).or_insert_with(|| slug.clone());
        }
        near.taken.insert(slug);
    }
    items::identify(book, whole, around.old, &near);
    out
}

/// The agreement that an element of the activity itself matches.
fn find(book: &mut RecordResolver<'_>, element: &Element, near: &mut Near) -> Option<String> {
    if let Some(slug) = book.agreements.referenced_by(element) {
        return Some(slug.clone());
    }
    let title = own::words(element, "portulan:title");
    let own = statement(element);
    let found = near.find(book, element, &own, &title);
    found.or_else(|| book.agreements.stated_alike(element, &own).filter(|slug| !near.taken.contains(slug)))
}

/// The content of an agreement element, without its identifier.
fn statement(element: &Element) -> String {
    let mut plain = element.clone();
    plain.attributes.retain(|(name, _)| name != "ref");
    rest::canonical(&plain)
}

/// The element that the register wrote for an agreement.
fn written(exporter: &Exporter<'_>, entry: &PublishedRecord<Agreement>) -> Option<Element> {
    let mut element = exporter.agreement(entry)?;
    texts::make_explicit(&mut element, exporter.lang);
    Some(element)
}

/// Creates the record of an agreement, with the identity that the element names; `None` without a title.
fn add(book: &mut RecordResolver<'_>, element: &mut Element) -> Option<String> {
    let body = own::agreement(book, element);
    let name = body.title.0.values().next()?.clone();
    let own = statement(element);
    let id = element.attribute("ref").and_then(|r| Uuid::parse_str(r).ok());
    let slug = book.add_agreement(id, body, &name);
    book.agreements.identify(element, &slug);
    book.agreements.by_statement.entry(own).or_default().push_back(slug.clone());
    Some(slug)
}

/// Applies the differences between an element and what the register wrote before; the rest of the record is
/// unchanged.
fn update(exporter: &Exporter<'_>, book: &mut RecordResolver<'_>, slug: &str, element: &Element) {
    let Some(before) = exporter.programme.agreements.find(slug) else { return };
    let Some(old) = written(exporter, before) else { return };
    let new = own::agreement(book, element);
    let body = changed(before, &old, new, element);
    if body != before.body {
        book.update_agreement(slug, body);
    }
}

fn changed(
    before: &PublishedRecord<Agreement>,
    old: &Element,
    new: Agreement,
    element: &Element,
) -> Agreement {
    let mut body = before.body.clone();
    if differ(old, element, "portulan:title") && !new.title.is_empty() {
        body.title = new.title;
    }
    if differ(old, element, "portulan:renewal") {
        body.renewal = new.renewal;
    }
    if differ(old, element, "portulan:signatory") {
        let known = body.signatories;
        let alike = |a: &Signatory, b: &Signatory| a.organisation == b.organisation && a.signed == b.signed;
        let stored = |new: Signatory| known.iter().find(|old| alike(old, &new)).cloned().unwrap_or(new);
        body.signatories = new.signatories.into_iter().map(stored).collect();
    }
    if differ(old, element, "portulan:amount") {
        let known = body.amounts;
        let stored = |new: Fact<_>| known.iter().find(|old| old.value == new.value).cloned().unwrap_or(new);
        body.amounts = new.amounts.into_iter().map(stored).collect();
    }
    if old.attribute("deliberation") != element.attribute("deliberation") {
        body.deliberation = new.deliberation;
    }
    let stated = new.period.map(|p| p.value).unwrap_or_default();
    let held = body.period.as_ref().map(|p| p.value).unwrap_or_default();
    let bound = |name: &str, stated: Option<PartialDate>, held: Option<PartialDate>| {
        if old.attribute(name) == element.attribute(name) { held } else { stated }
    };
    let period = Period {
        start: bound("period-start", stated.start, held.start),
        end: bound("period-end", stated.end, held.end),
    };
    if period != held {
        body.period = (period != Period::default()).then(|| fact(period));
    }
    body
}
