//! The rest of an activity: its content without a field, computed once its fields are known.
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use portulan_iati::tree::{Element, ElementChild};
use portulan_iati::{rest, write};
use portulan_model::kinds::{Participation, Partnership, Project, Transaction};
use portulan_model::{IatiRest, Kind, PublishedRecord};

use super::{own, texts};
use crate::iati::exporter::{Exporter, parsed};

/// Elements that are items of a project.
const ITEMS: &[&str] =
    &["budget", "location", "portulan:funding", "portulan:in-kind", "result", "transaction"];

/// An activity during its import.
pub(super) struct ActivityDraft {
    /// The record that it is imported to.
    pub at: (Kind, String),
    /// The number of the activity.
    pub number: usize,
    /// The content that no item has taken yet.
    whole: Element,
    /// The positions of its elements, by their text.
    places: HashMap<String, VecDeque<usize>>,
    /// The element that the register wrote before.
    old: Option<Element>,
    /// For each new item of the record, the element of the file.
    pub participations: Vec<Option<Element>>,
    pub transactions: Vec<Option<Element>>,
    pub funding: Vec<Option<Element>>,
    pub in_kind: Vec<Option<Element>>,
    /// True if elements in the register's own namespace can be read.
    pub is_own: bool,
}

/// The elements with one name, each with the item it was written for; `None` for new or changed ones.
pub(super) struct Pairs<'i, T> {
    before: &'i [T],
    elements: Vec<(Element, Option<&'i T>)>,
    never_written: Vec<&'i T>,
    /// True if every item that was written has its element.
    is_complete: bool,
}

impl<T> Pairs<'_, T> {
    /// The unchanged items.
    pub fn unchanged_items(&self) -> impl Iterator<Item = &T> {
        self.elements.iter().filter_map(|(_, item)| *item)
    }
}

/// The context for the rest of a record.
struct Completion<'c> {
    /// True if the authority has a participation in the record.
    knows_own: bool,
    /// The names of the elements that items of the record represent.
    items: &'c [&'c str],
    /// True if the register generated the identifier of the activity.
    is_identifier_made: bool,
}

/// The content of an element beyond the part that the register wrote.
pub(super) fn left(path: &[&str], whole: &Element, mut part: Element, lang: &str) -> Option<IatiRest> {
    texts::make_explicit(&mut part, lang);
    rest::rest(path, whole, &part).map(|rest| IatiRest(write::fragment(&rest)))
}

/// Adds the content of a rest to counts by name.
pub(super) fn count(rest: Option<&Element>, counts: &mut BTreeMap<String, usize>) {
    let Some(rest) = rest else { return };
    let names = rest.attributes.iter().map(|(name, _)| name);
    let names = names.filter(|name| !name.starts_with("xmlns") && !rest::is_marker(name));
    let attributes: Vec<_> = names.map(|name| format!("@{name}")).collect();
    let elements = rest.elements().filter(|e| states(e)).map(|e| e.name.to_string());
    for name in elements.chain(attributes) {
        *counts.entry(name).or_default() += 1;
    }
}

/// True if an element of a rest has content, rather than a mark that the file lacks something.
fn states(element: &Element) -> bool {
    let marked = element.attributes.iter().any(|(name, _)| rest::is_marker(name));
    let more = element.attributes.iter().any(|(name, _)| !rest::is_marker(name));
    !rest::is_absent(element)
        && (!marked || more || !element.text().is_empty() || element.elements().any(states))
}

/// The contents of elements with a name, in any order.
fn statements(whole: &Element, name: &str, is_wanted: &impl Fn(&Element) -> bool) -> Vec<String> {
    let mut out: Vec<_> = whole.children_named(name).filter(|e| is_wanted(e)).map(rest::canonical).collect();
    out.sort_unstable();
    out
}

/// True if two elements have different contents under a name.
pub(super) fn differ(a: &Element, b: &Element, name: &str) -> bool {
    statements(a, name, &|_| true) != statements(b, name, &|_| true)
}

impl ActivityDraft {
    pub fn new(number: usize, whole: Element, old: Option<Element>) -> Self {
        let at = (Kind::Project, String::new());
        let (participations, transactions, funding, in_kind) = Default::default();
        let is_own = own::is_declared(&whole);
        let mut places: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (place, element) in whole.elements().enumerate() {
            places.entry(rest::canonical(element)).or_default().push_back(place);
        }
        Self { at, number, whole, places, old, participations, transactions, funding, in_kind, is_own }
    }

    /// True if the file differs under this name from what the register wrote before.
    pub fn differs(&self, name: &str) -> bool {
        self.differs_in(name, |_| true)
    }

    /// Like [`Self::differs`], for those elements with this name for which `is_wanted` is true.
    pub fn differs_in(&self, name: &str, is_wanted: impl Fn(&Element) -> bool) -> bool {
        self.old
            .as_ref()
            .is_none_or(|old| statements(&self.whole, name, &is_wanted) != statements(old, name, &is_wanted))
    }

    /// The element that the register wrote before.
    pub fn old(&self) -> Option<&Element> {
        self.old.as_ref()
    }

    /// The elements that the register wrote before under this name.
    fn wrote(&self, name: &str) -> HashSet<String> {
        self.old.iter().flat_map(|old| old.children_named(name)).map(rest::canonical).collect()
    }

    fn take_elements(&mut self, name: &str) -> Vec<Element> {
        let mut taken = Vec::new();
        for child in std::mem::take(&mut self.whole.children) {
            match child {
                ElementChild::Element(e) if e.name == name => taken.push(e),
                child => self.whole.children.push(child),
            }
        }
        taken
    }

    /// Pairs the elements with a name with the items of the record that were written exactly so.
    pub fn pair_elements<'i, T>(
        &mut self,
        name: &str,
        before: &'i [T],
        lang: &str,
        write: impl Fn(&T) -> Option<Element>,
    ) -> Pairs<'i, T> {
        let mut unused: HashMap<String, VecDeque<&T>> = HashMap::new();
        let mut never_written = Vec::new();
        for item in before {
            match write(item) {
                Some(mut element) => {
                    texts::make_explicit(&mut element, lang);
                    unused.entry(rest::canonical(&element)).or_default().push_back(item);
                }
                None => never_written.push(item),
            }
        }
        // An element written before that belongs to no item is generated, or part of the rest.
        let written_before = self.wrote(name);
        let mut elements = Vec::new();
        for whole in self.take_elements(name) {
            let text = rest::canonical(&whole);
            if let Some(item) = unused.get_mut(&text).and_then(VecDeque::pop_front) {
                elements.push((whole, Some(item)));
            } else if written_before.contains(&text) {
                self.whole.children.push(ElementChild::Element(whole));
            } else {
                elements.push((whole, None));
            }
        }
        let is_complete = unused.values().all(VecDeque::is_empty);
        Pairs { before, elements, never_written, is_complete }
    }

    /// The items under a name: the existing ones that are unchanged in the file, and those that `read`
    /// returns for the other elements; with the element of each new one. Unreadable elements remain in the
    /// rest.
    pub fn items_with<T: Clone>(
        &mut self,
        name: &str,
        before: &[T],
        lang: &str,
        write: impl Fn(&T) -> Option<Element>,
        read: impl FnMut(&Element) -> Option<T>,
    ) -> (Vec<T>, Vec<Option<Element>>) {
        let pairs = self.pair_elements(name, before, lang, write);
        self.read(pairs, read)
    }

    /// Like [`Self::items_with`], for paired elements.
    pub fn read<T: Clone>(
        &mut self,
        pairs: Pairs<'_, T>,
        mut read: impl FnMut(&Element) -> Option<T>,
    ) -> (Vec<T>, Vec<Option<Element>>) {
        let Pairs { before, elements, never_written, is_complete } = pairs;
        let (mut items, mut wholes) = (Vec::new(), Vec::new());
        for (whole, item) in elements {
            if let Some(item) = item {
                items.push(item.clone());
                wholes.push(None);
            } else if let Some(item) = read(&whole) {
                items.push(item);
                wholes.push(Some(whole));
            } else {
                self.whole.children.push(ElementChild::Element(whole));
            }
        }
        if wholes.iter().all(Option::is_none) && is_complete {
            return (before.to_vec(), vec![None; before.len()]);
        }
        // Items that are never written are not missing because the file lacks them.
        wholes.extend(never_written.iter().map(|_| None));
        items.extend(never_written.into_iter().cloned());
        (items, wholes)
    }

    /// Like [`Self::items_with`], for items whose rest is computed by `read`.
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
        entry: &PublishedRecord<Partnership>,
        counts: &mut BTreeMap<String, usize>,
    ) -> Partnership {
        let mut entry = entry.clone();
        self.complete_participations(exporter, &mut entry.body.participations, counts);
        entry.body.iati_rest = None;
        let part = exporter.partnership(&entry).unwrap_or_default();
        let how = Completion {
            knows_own: knows_own(exporter, &entry.body.participations),
            items: &[],
            is_identifier_made: entry.body.iati_identifier.is_none(),
        };
        entry.body.iati_rest = self.complete(part, &how, exporter, counts);
        entry.body
    }

    /// The project with its rests.
    pub fn project(
        mut self,
        exporter: &mut Exporter<'_>,
        entry: &PublishedRecord<Project>,
        counts: &mut BTreeMap<String, usize>,
    ) -> Project {
        let mut entry = entry.clone();
        self.complete_participations(exporter, &mut entry.body.participations, counts);
        self.complete_transactions(exporter, &mut entry.body.transactions, counts);
        let wholes = std::mem::take(&mut self.funding);
        self.retain_exact(&mut entry.body.funding, wholes, exporter.lang, |f| exporter.funding(f));
        let wholes = std::mem::take(&mut self.in_kind);
        self.retain_exact(&mut entry.body.in_kind, wholes, exporter.lang, |given| {
            Some(exporter.in_kind(given))
        });
        let nested = entry.body.budgets.iter().map(|b| &b.iati_rest);
        let nested = nested.chain(entry.body.locations.iter().map(|l| &l.iati_rest));
        let nested = nested.chain(entry.body.results.iter().map(|r| &r.iati_rest));
        nested.for_each(|rest| count(parsed(rest.as_deref()).as_ref(), counts));
        entry.body.iati_rest = None;
        let part = exporter.project(&entry).unwrap_or_default();
        let how = Completion {
            knows_own: knows_own(exporter, &entry.body.participations),
            items: ITEMS,
            is_identifier_made: entry.body.iati_identifier.is_none(),
        };
        entry.body.iati_rest = self.complete(part, &how, exporter, counts);
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
                count(parsed(item.iati_rest.as_deref()).as_ref(), counts);
            }
        }
    }

    /// Transactions that the register would not write remain unchanged in the record.
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
                self.whole.children.push(ElementChild::Element(whole));
                return false;
            };
            item.iati_rest = left(&["iati-activity", "transaction"], &whole, part, exporter.lang);
            count(parsed(item.iati_rest.as_deref()).as_ref(), counts);
            true
        });
    }

    /// Items without a rest: those that would be written differently from the file remain unchanged in the
    /// rest.
    fn retain_exact<T>(
        &mut self,
        items: &mut Vec<T>,
        wholes: Vec<Option<Element>>,
        lang: &str,
        write: impl Fn(&T) -> Option<Element>,
    ) {
        let mut wholes = wholes.into_iter();
        items.retain(|item| {
            let Some(whole) = wholes.next().flatten() else { return true };
            let mut part = write(item).unwrap_or_default();
            texts::make_explicit(&mut part, lang);
            let exact = rest::same(&part, &whole);
            if !exact {
                self.whole.children.push(ElementChild::Element(whole));
            }
            exact
        });
    }

    /// The rest of the record itself.
    fn complete(
        mut self,
        mut part: Element,
        how: &Completion<'_>,
        exporter: &Exporter<'_>,
        counts: &mut BTreeMap<String, usize>,
    ) -> Option<IatiRest> {
        let &Completion { knows_own, items, is_identifier_made } = how;
        let mut own = !knows_own;
        part.children.retain(|child| match child {
            ElementChild::Element(e) => match &*e.name {
                // If the register names the authority without a participation, that element comes first.
                "participating-org" => std::mem::take(&mut own),
                // An identifier that the register generated is not replaced by a missing one.
                "iati-identifier" => !is_identifier_made,
                name => !items.contains(&name),
            },
            ElementChild::Text(_) => true,
        });
        // The register reports under its own name, not under that of the former reporting organisation; the
        // import notes state it.
        let reporter = |e: &Element| {
            e.name == "reporting-org"
                && e.attribute("ref").map(str::trim) != Some(exporter.organisation.as_str())
        };
        let others = self.whole.elements().any(reporter);
        let drops = |e: &Element| match &*e.name {
            "reporting-org" => others,
            "iati-identifier" => is_identifier_made,
            _ => false,
        };
        for element in [&mut self.whole, &mut part] {
            element.children.retain(|child| !matches!(child, ElementChild::Element(e) if drops(e)));
        }
        texts::make_explicit(&mut part, exporter.lang);
        // Elements that no item has taken return to their positions.
        let mut places = self.places;
        self.whole.children.sort_by_cached_key(|child| match child {
            ElementChild::Element(e) => places.get_mut(&rest::canonical(e)).and_then(VecDeque::pop_front),
            ElementChild::Text(_) => None,
        });
        let rest = rest::rest(&["iati-activity"], &self.whole, &part)?;
        count(Some(&rest), counts);
        Some(IatiRest(write::fragment(&rest)))
    }
}

fn knows_own(exporter: &Exporter<'_>, participations: &[Participation]) -> bool {
    let own = exporter.programme.authority.body.organisation.as_ref();
    own.is_some_and(|own| participations.iter().any(|p| p.organisation == *own))
}
