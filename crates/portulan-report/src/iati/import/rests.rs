//! What of an activity has no field, once its fields are known.
use std::collections::BTreeMap;

use portulan_iati::tree::{Child, Element};
use portulan_iati::{rest, write};
use portulan_model::kinds::{Participation, Partnership, Project, Transaction};
use portulan_model::{Entry, Kind, PartialDate, Period};

use super::book::fact;
use super::{Exporter, texts};

/// What a project has items of, complete by themselves.
const ITEMS: &[&str] = &["budget", "location", "result", "transaction"];

/// An activity on its way into the register.
pub(super) struct Draft {
    /// The record that it became.
    pub at: (Kind, String),
    /// What no item has taken yet.
    whole: Element,
    /// What the register wrote of it before.
    old: Option<Element>,
    /// For each item of the record that is new, what the file says of it.
    pub participations: Vec<Option<Element>>,
    pub transactions: Vec<Option<Element>>,
}

/// What an element says beyond a part of it that the register wrote.
pub(super) fn left(path: &[&str], whole: &Element, mut part: Element, lang: &str) -> Option<String> {
    texts::make_explicit(&mut part, lang);
    rest::rest(path, whole, &part).map(|rest| write::fragment(&rest))
}

/// Adds what a rest holds to the counts by name.
pub(super) fn count(rest: Option<&Element>, counts: &mut BTreeMap<String, usize>) {
    let Some(rest) = rest else { return };
    let attributes = rest.attributes.iter().map(|(name, _)| name).filter(|name| !name.starts_with("xmlns"));
    let attributes: Vec<_> = attributes.map(|name| format!("@{name}")).collect();
    for name in rest.elements().map(|e| e.name.to_string()).chain(attributes) {
        *counts.entry(name).or_default() += 1;
    }
}

impl Draft {
    pub fn new(whole: Element, old: Option<Element>) -> Self {
        let at = (Kind::Project, String::new());
        Self { at, whole, old, participations: Vec::new(), transactions: Vec::new() }
    }

    /// Whether the file says something else under these names than the register wrote before.
    pub fn differs(&self, names: &[&str]) -> bool {
        let Some(old) = &self.old else { return true };
        let wanted = |e: &&Element| names.contains(&&*e.name);
        let (new, old): (Vec<_>, Vec<_>) =
            (self.whole.elements().filter(wanted).collect(), old.elements().filter(wanted).collect());
        new.len() != old.len() || new.iter().zip(&old).any(|(a, b)| !rest::same(a, b))
    }

    /// Whether the register wrote this before, from no item of its own: a guess, or a rest.
    fn wrote(&self, element: &Element) -> bool {
        self.old.iter().flat_map(portulan_iati::tree::Element::elements).any(|old| rest::same(old, element))
    }

    fn take(&mut self, name: &str) -> Vec<Element> {
        let mut taken = Vec::new();
        for child in std::mem::take(&mut self.whole.children) {
            match child {
                Child::Element(e) if e.name == name => taken.push(e),
                child => self.whole.children.push(child),
            }
        }
        taken
    }

    /// The items of a name: those the record had, where the file says the same, and those that `read` makes of the
    /// others; with what the file says of each new one. What cannot be read stays with the record.
    pub fn items_with<T: Clone>(
        &mut self,
        name: &str,
        before: &[T],
        lang: &str,
        write: impl Fn(&T) -> Option<Element>,
        mut read: impl FnMut(&Element) -> Option<T>,
    ) -> (Vec<T>, Vec<Option<Element>>) {
        let explicit = |item: &T| {
            let mut element = write(item)?;
            texts::make_explicit(&mut element, lang);
            Some(element)
        };
        let mut unused: Vec<_> = before.iter().map(|item| (explicit(item), item)).collect();
        let (mut items, mut wholes) = (Vec::new(), Vec::new());
        for whole in self.take(name) {
            let known =
                unused.iter().position(|(old, _)| old.as_ref().is_some_and(|old| rest::same(old, &whole)));
            if let Some(place) = known {
                items.push(unused.remove(place).1.clone());
                wholes.push(None);
            } else if self.wrote(&whole) {
                self.whole.children.push(Child::Element(whole));
            } else if let Some(item) = read(&whole) {
                items.push(item);
                wholes.push(Some(whole));
            } else {
                self.whole.children.push(Child::Element(whole));
            }
        }
        if wholes.iter().all(Option::is_none) && unused.iter().all(|(old, _)| old.is_none()) {
            return (before.to_vec(), vec![None; before.len()]);
        }
        // Items that are never written are not gone because the file lacks them.
        for (_, item) in unused.into_iter().filter(|(old, _)| old.is_none()) {
            items.push(item.clone());
            wholes.push(None);
        }
        (items, wholes)
    }

    /// As [`Self::items_with`], for items whose rest `read` works out by itself.
    pub fn items<T: Clone>(
        &mut self,
        name: &str,
        before: &[T],
        lang: &str,
        write: impl Fn(&T) -> Option<Element>,
        read: impl FnMut(&Element) -> Option<T>,
    ) -> Vec<T> {
        self.items_with(name, before, lang, write, read).0
    }

    /// The partnership with its rests.
    pub fn partnership(
        mut self,
        exporter: &mut Exporter<'_>,
        entry: &Entry<Partnership>,
        counts: &mut BTreeMap<String, usize>,
    ) -> Partnership {
        let mut entry = entry.clone();
        self.complete_participations(exporter, &mut entry.body.participations, counts);
        entry.body.iati_rest = None;
        let part = exporter.partnership(&entry).unwrap_or_default();
        let known = knows_own(exporter, &entry.body.participations);
        entry.body.iati_rest = self.complete(part, (known, &[]), exporter.lang, counts);
        entry.body
    }

    /// The project with its rests.
    pub fn project(
        mut self,
        exporter: &mut Exporter<'_>,
        entry: &Entry<Project>,
        counts: &mut BTreeMap<String, usize>,
    ) -> Project {
        let mut entry = entry.clone();
        self.complete_participations(exporter, &mut entry.body.participations, counts);
        self.complete_transactions(exporter, &mut entry.body.transactions, counts);
        let nested = entry.body.budgets.iter().map(|b| &b.iati_rest);
        let nested = nested.chain(entry.body.locations.iter().map(|l| &l.iati_rest));
        let nested = nested.chain(entry.body.results.iter().map(|r| &r.iati_rest));
        nested.for_each(|rest| count(crate::iati::parsed(rest.as_deref()).as_ref(), counts));
        entry.body.iati_rest = None;
        let part = exporter.project(&entry).or_else(|| {
            // Without a start nothing is written; what has a field must be known all the same.
            let mut dated = entry.clone();
            let start = Some(PartialDate::from(exporter.today()));
            dated.body.actual = Some(fact(Period { start, end: None }));
            exporter.project(&dated)
        });
        let known = knows_own(exporter, &entry.body.participations);
        entry.body.iati_rest = self.complete(part.unwrap_or_default(), (known, ITEMS), exporter.lang, counts);
        entry.body
    }

    fn complete_participations(
        &mut self,
        exporter: &Exporter<'_>,
        items: &mut [Participation],
        counts: &mut BTreeMap<String, usize>,
    ) {
        for (item, whole) in items.iter_mut().zip(std::mem::take(&mut self.participations)) {
            if let (Some(whole), Some(part)) = (whole, exporter.participant(item)) {
                item.iati_rest = left(&["iati-activity", "participating-org"], &whole, part, exporter.lang);
                count(crate::iati::parsed(item.iati_rest.as_deref()).as_ref(), counts);
            }
        }
    }

    /// Transactions that the register would not write stay with the record as they are.
    fn complete_transactions(
        &mut self,
        exporter: &Exporter<'_>,
        items: &mut Vec<Transaction>,
        counts: &mut BTreeMap<String, usize>,
    ) {
        let mut wholes = std::mem::take(&mut self.transactions).into_iter();
        items.retain_mut(|item| {
            let Some(whole) = wholes.next().flatten() else { return true };
            let Ok(part) = exporter.transaction(item) else {
                self.whole.children.push(Child::Element(whole));
                return false;
            };
            item.iati_rest = left(&["iati-activity", "transaction"], &whole, part, exporter.lang);
            count(crate::iati::parsed(item.iati_rest.as_deref()).as_ref(), counts);
            true
        });
    }

    /// The rest of the record itself.
    fn complete(
        self,
        mut part: Element,
        (knows_own, items): (bool, &[&str]),
        lang: &str,
        counts: &mut BTreeMap<String, usize>,
    ) -> Option<String> {
        let mut own = !knows_own;
        part.children.retain(|child| match child {
            Child::Element(e) => match &*e.name {
                // Where the register names the authority by itself, it comes first.
                "participating-org" => std::mem::take(&mut own),
                name => !items.contains(&name),
            },
            Child::Text(_) => true,
        });
        texts::make_explicit(&mut part, lang);
        let rest = rest::rest(&["iati-activity"], &self.whole, &part)?;
        count(Some(&rest), counts);
        Some(write::fragment(&rest))
    }
}

fn knows_own(exporter: &Exporter<'_>, participations: &[Participation]) -> bool {
    let own = exporter.programme.authority.body.organisation.as_ref();
    own.is_some_and(|own| participations.iter().any(|p| p.organisation == *own))
}
