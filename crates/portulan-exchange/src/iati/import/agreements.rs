//! Matching of agreements: by identifier, or else by title, governed partnership and content.
mod index;
mod items;
mod near;
mod records;

use std::collections::HashSet;

use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::Ref;
use portulan_model::kinds::Agreement;

use index::{NAME, statement, titles};
use near::Near;
use records::{add, update};

pub(super) use index::Agreements;
pub(super) use near::Around;

use super::own;
use super::resolver::RecordResolver;
use crate::iati::exporter::Exporter;

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
