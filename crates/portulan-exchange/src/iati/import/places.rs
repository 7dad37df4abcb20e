//! Territories and locations of an activity, derived from the countries and locations of the file.
use std::collections::{BTreeSet, HashSet};

use portulan_codelists::CodeList;
use portulan_iati::model::{self, IatiActivity};
use portulan_iati::tree::Element;
use portulan_model::Ref;
use portulan_model::kinds::{Location, Territory};

use super::codes::listed;
use super::read;
use super::residuals::ActivityDraft;
use super::resolver::RecordResolver;
use crate::iati::exporter::Exporter;

/// The code of a recipient country, if it is in the list.
pub(super) fn country(country: &model::RecipientCountry) -> Option<&str> {
    listed(CodeList::Country, country.code.as_deref()?)
}

/// The countries of an activity, compared with those that the register wrote before.
struct Countries<'a> {
    /// Distinct codes, in file order.
    codes: Vec<&'a str>,
    /// Codes that the register wrote and the file lacks.
    gone: HashSet<String>,
    is_changed: bool,
}

impl<'a> Countries<'a> {
    fn new(activity: &'a IatiActivity, draft: &ActivityDraft) -> Self {
        let mut seen = HashSet::new();
        let codes = activity.recipient_country.iter().filter_map(country);
        let codes: Vec<_> = codes.filter(|code| seen.insert(*code)).collect();
        let written = draft.old().into_iter().flat_map(|old| old.children_named("recipient-country"));
        let written = written.filter_map(|e| listed(CodeList::Country, e.attribute("code")?));
        let written: HashSet<_> = written.map(str::to_owned).collect();
        let is_changed = written.len() != codes.len() || codes.iter().any(|code| !written.contains(*code));
        let gone = written.into_iter().filter(|code| !seen.contains(code.as_str())).collect();
        Self { codes, gone, is_changed }
    }

    fn is_gone(&self, book: &RecordResolver<'_>, territory: &Ref<Territory>) -> bool {
        book.country_of(territory).is_some_and(|code| self.gone.contains(code))
    }

    /// Countries of the file that contain none of these territories.
    fn uncovered(
        &self,
        book: &mut RecordResolver<'_>,
        territories: &[&Ref<Territory>],
    ) -> Vec<Ref<Territory>> {
        let covered = territories.iter().filter_map(|t| book.country_of(t)).map(str::to_owned);
        let covered: BTreeSet<_> = covered.collect();
        let codes = self.codes.iter().filter(|code| !covered.contains(**code));
        codes.filter_map(|code| book.country(code)).collect()
    }
}

/// The territories of a partnership, which needs at least one: if the file has no country any more, the
/// current ones remain.
pub(super) fn territories(
    book: &mut RecordResolver<'_>,
    activity: &IatiActivity,
    draft: &ActivityDraft,
    before: Vec<Ref<Territory>>,
) -> Vec<Ref<Territory>> {
    let countries = Countries::new(activity, draft);
    if !countries.is_changed {
        return before;
    }
    let stays = |t: &&Ref<Territory>| !countries.is_gone(book, t);
    let mut after: Vec<_> = before.iter().filter(stays).cloned().collect();
    let new = countries.uncovered(book, &after.iter().collect::<Vec<_>>());
    after.extend(new);
    if after.is_empty() { before } else { after }
}

/// Locations with coordinates, and the countries without such a location.
pub(super) fn locations(
    exporter: &Exporter<'_>,
    book: &mut RecordResolver<'_>,
    activity: &IatiActivity,
    draft: &mut ActivityDraft,
    before: &[Location],
) -> Vec<Location> {
    let countries = Countries::new(activity, draft);
    let (placed, mut unplaced): (Vec<Location>, Vec<Location>) =
        before.iter().cloned().partition(|l| exporter.location(l).is_some());
    let write = |l: &Location| exporter.location(l);
    let make = |element: &Element| read::location(exporter, book, &countries.codes, element);
    let mut out = draft.items("location", &placed, exporter.lang, write, make);
    if !countries.is_changed {
        if out == placed {
            return before.to_vec();
        }
        out.extend(unplaced);
        return out;
    }
    unplaced.retain(|l| l.territory.as_ref().is_none_or(|t| !countries.is_gone(book, t)));
    out.extend(unplaced);
    let territories: Vec<_> = out.iter().filter_map(|l| l.territory.as_ref()).collect();
    let new = countries.uncovered(book, &territories);
    out.extend(new.into_iter().map(|t| Location { territory: Some(t), ..Location::default() }));
    out
}
