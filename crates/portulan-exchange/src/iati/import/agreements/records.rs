//! Records of agreements: new ones, and changes of existing ones.
use portulan_iati::tree::Element;
use portulan_model::kinds::{Agreement, Signatory};
use portulan_model::{Fact, PartialDate, Period, PublishedRecord};
use uuid::Uuid;

use super::super::own;
use super::super::residuals::differ;
use super::super::resolver::{RecordResolver, fact};
use super::index::{statement, written};
use crate::iati::exporter::Exporter;

/// Creates the record of an agreement, with the identity that the element names; `None` without a title.
pub(super) fn add(book: &mut RecordResolver<'_>, element: &mut Element) -> Option<String> {
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
pub(super) fn update(exporter: &Exporter<'_>, book: &mut RecordResolver<'_>, slug: &str, element: &Element) {
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
