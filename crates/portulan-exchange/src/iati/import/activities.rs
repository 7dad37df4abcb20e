//! Import of activities into records.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use jiff::Timestamp;
use portulan_iati::model::{IatiActivity, Model as _};
use portulan_iati::rest;
use portulan_iati::tree::{Element, ElementChild};
use portulan_model::kinds::{Agreement, Partnership, Project};
use portulan_model::{Body, IatiRest, Kind, PublishedRecord, PublishedRegister, Record, Ref, RegisterError};

use super::agreements::{self, Around};
use super::error::ImportError;
use super::options::check_cancelled;
use super::outcome::IatiImport;
use super::residuals::{self, ActivityDraft};
use super::resolver::{RecordOrigins, RecordResolver};
use super::typed::text;
use super::{own, places, texts, values};
use crate::iati::exporter::Exporter;

/// A record of a file.
#[derive(Debug, Clone)]
pub(super) struct SourceActivity {
    /// The number, from 1, as the validator counts.
    pub number: usize,
    /// The line of its start tag, from 1.
    pub line: u64,
    pub whole: Element,
}

impl SourceActivity {
    /// The identifier; empty if there is none.
    pub fn identifier(&self) -> String {
        let names = ["iati-identifier", "organisation-identifier"];
        let own = self.whole.elements().find(|e| names.contains(&&*e.name));
        own.map(|e| e.text().trim().to_owned()).unwrap_or_default()
    }
}

/// A parsed activity, and the existing record that it corresponds to.
struct Read {
    number: usize,
    activity: IatiActivity,
    whole: Element,
    known: Option<(Kind, String)>,
}

pub(super) struct Importer<'a, 'o> {
    /// Polled for each activity; `true` cancels the import.
    pub is_cancelled: &'o dyn Fn() -> bool,
    /// The exporter of the register before the import.
    pub exporter: Exporter<'a>,
    pub book: RecordResolver<'o>,
    /// Records by the identifier of their activity, or by the likeness of activities without one; several
    /// records may share one.
    pub known: HashMap<String, Vec<(Kind, String)>>,
    /// The identifiers of activities with children in the document.
    pub parents: HashSet<String>,
    pub out: IatiImport,
}

impl Importer<'_, '_> {
    /// Imports an organisation file: it has no fields in the register, so all of it becomes the rest of the
    /// authority.
    pub fn organisations(mut self, sources: &[SourceActivity]) -> (IatiImport, RecordOrigins) {
        let mut is_known = false;
        for source in sources {
            if source.identifier() != self.exporter.organisation {
                self.out.others += 1;
                continue;
            }
            // The authority is one organisation, with one record in the register.
            if std::mem::replace(&mut is_known, true) {
                self.out.repeated += 1;
                continue;
            }
            self.book.number = source.number;
            let mut part = self.exporter.organisation_alone();
            texts::make_explicit(&mut part, self.exporter.lang);
            let left = rest::rest(&["iati-organisation"], &source.whole, &part);
            residuals::count(left.as_ref(), &mut self.out.preserved);
            self.book.set_authority_rest(left.as_ref().map(|e| IatiRest(portulan_iati::write::fragment(e))));
        }
        let made;
        (self.out.records, self.out.notes, made) = self.book.changed();
        (self.out, made)
    }

    pub fn activities(
        mut self,
        sources: Vec<SourceActivity>,
        now: Timestamp,
    ) -> Result<(IatiImport, RecordOrigins), ImportError> {
        self.index_register(sources.iter().any(|source| source.identifier().is_empty()));
        let known = self.recognise(&sources);
        let mut read = Vec::new();
        for (source, known) in sources.into_iter().zip(known) {
            check_cancelled(self.is_cancelled)?;
            read.push(self.read(source, known));
        }
        for Read { activity, .. } in &read {
            self.note(activity);
        }
        let (first, second): (Vec<_>, Vec<_>) = read.into_iter().partition(|r| self.is_partnership(r));
        let mut drafts = Vec::new();
        for read in first {
            check_cancelled(self.is_cancelled)?;
            drafts.push(self.partnership(read));
        }
        for read in second {
            check_cancelled(self.is_cancelled)?;
            drafts.push(self.project(read));
        }
        self.finish(drafts, now)
    }

    /// Collects the activities of the register; also those without identifier, if the file has any.
    fn index_register(&mut self, nameless: bool) {
        let programme = self.exporter.programme;
        let mut all: Vec<(uuid::Uuid, (Kind, String), Vec<String>)> = Vec::new();
        for e in &programme.partnerships {
            let own = e.body.iati_identifier.as_deref();
            let mut keys = vec![self.exporter.activity_identifier(own, e.id)];
            if nameless && is_blank(own) {
                keys.extend(written(self.exporter.partnership(e), self.exporter.lang).as_ref().map(likeness));
            }
            all.push((e.id, (Kind::Partnership, e.slug.clone()), keys));
        }
        for e in &programme.projects {
            let own = e.body.iati_identifier.as_deref();
            let mut keys = vec![self.exporter.activity_identifier(own, e.id)];
            if nameless && is_blank(own) {
                keys.extend(written(self.exporter.project(e), self.exporter.lang).as_ref().map(likeness));
            }
            all.push((e.id, (Kind::Project, e.slug.clone()), keys));
        }
        // In order of creation, which is the order of the file they came from.
        all.sort_by_key(|(id, ..)| *id);
        for (_, at, keys) in all {
            for key in keys {
                self.known.entry(key).or_default().push(at.clone());
            }
        }
    }

    /// Finds the existing record for each activity. Among several with one identifier, those with equal title
    /// and dates correspond; the others follow the order of the records.
    fn recognise(&mut self, sources: &[SourceActivity]) -> Vec<Option<(Kind, String)>> {
        let mut of_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, source) in sources.iter().enumerate() {
            let own = Some(source.identifier()).filter(|identifier| !identifier.is_empty());
            of_key.entry(own.unwrap_or_else(|| likeness(&source.whole))).or_default().push(place);
        }
        let mut out = vec![None; sources.len()];
        for (key, places) in of_key {
            let Some(records) = self.known.get(&key).cloned() else { continue };
            if let ([place], [record]) = (places.as_slice(), records.as_slice()) {
                out[*place] = Some(record.clone());
                continue;
            }
            let mut alike: HashMap<String, VecDeque<usize>> = HashMap::new();
            for (number, record) in records.iter().enumerate() {
                if let Some(likeness) = self.likeness_of(record) {
                    alike.entry(likeness).or_default().push_back(number);
                }
            }
            let mut left: BTreeSet<usize> = (0..records.len()).collect();
            for place in &places {
                let same = alike.get_mut(&likeness(&sources[*place].whole)).and_then(VecDeque::pop_front);
                if let Some(number) = same {
                    left.remove(&number);
                    out[*place] = Some(records[number].clone());
                }
            }
            let others: Vec<usize> = places.into_iter().filter(|place| out[*place].is_none()).collect();
            for (place, number) in others.into_iter().zip(left) {
                out[place] = Some(records[number].clone());
            }
        }
        out
    }

    /// The likeness of an existing record, as it would be written.
    fn likeness_of(&mut self, (kind, slug): &(Kind, String)) -> Option<String> {
        let programme = self.exporter.programme;
        let element = match kind {
            Kind::Partnership => self.exporter.partnership(programme.partnerships.find(slug)?),
            _ => self.exporter.project(programme.projects.find(slug)?),
        };
        written(element, self.exporter.lang).as_ref().map(likeness)
    }

    /// Parses an activity.
    fn read(
        &mut self,
        SourceActivity { number, whole, .. }: SourceActivity,
        known: Option<(Kind, String)>,
    ) -> Read {
        let activity = IatiActivity::read(whole.clone());
        if identifier(&activity).is_none() {
            self.out.notes.nameless += 1;
        }
        Read { number, activity, whole, known }
    }

    fn note(&mut self, activity: &IatiActivity) {
        let reporter = activity.reporting_org.as_ref().and_then(|r| r.reference.as_deref()).map(str::trim);
        let other = reporter.filter(|r| *r != self.out.own);
        self.out.reporters.extend(other.map(str::to_owned));
        for related in &activity.related_activity {
            match related.kind.as_deref() {
                Some("1") => self.parents.extend(related.reference.as_deref().map(|r| r.trim().to_owned())),
                Some("2") => self.parents.extend(identifier(activity)),
                _ => {}
            }
        }
    }

    /// True if an activity is a partnership: an existing one, or the parent of other activities that has
    /// started.
    fn is_partnership(&self, read: &Read) -> bool {
        if let Some((kind, _)) = &read.known {
            return *kind == Kind::Partnership;
        }
        let activity = &read.activity;
        let top =
            activity.hierarchy.as_ref().and_then(portulan_iati::model::TypedValue::get).unwrap_or(1) == 1;
        let began = values::day(activity, "2").is_some_and(|day| day <= self.exporter.today());
        let placed = activity.recipient_country.iter().any(|c| places::country(c).is_some());
        let parent = identifier(activity).is_some_and(|id| self.parents.contains(&id));
        top && began && placed && parent
    }

    fn partnership(&mut self, read: Read) -> ActivityDraft {
        let Read { number, activity, mut whole, known } = read;
        let entry = known.and_then(|(_, slug)| self.exporter.programme.partnerships.find(&slug));
        let old = entry.and_then(|e| written(self.exporter.partnership(e), self.exporter.lang));
        let new = || Partnership { iati_identifier: identifier(&activity), ..Partnership::default() };
        let body = entry.map_or_else(new, |e| e.body.clone());
        self.book.number = number;
        let slug = entry.map(|e| e.slug.as_str());
        let around = Around { partnership: slug, current: None, places: usize::MAX, old: old.as_ref() };
        let agreements = self.agreements(&mut whole, &around);
        let mut draft = ActivityDraft::new(number, whole, old);
        let body = values::partnership(&self.exporter, &mut self.book, &activity, &mut draft, body);
        draft.at = self.store_record(entry, Body::Partnership(Box::new(body)), &activity);
        for agreement in agreements {
            self.book.govern(&agreement, &draft.at.1);
        }
        draft
    }

    fn project(&mut self, read: Read) -> ActivityDraft {
        let Read { number, activity, mut whole, known } = read;
        let entry = known.and_then(|(_, slug)| self.exporter.programme.projects.find(&slug));
        let old = entry.and_then(|e| written(self.exporter.project(e), self.exporter.lang));
        let new = || Project { iati_identifier: identifier(&activity), ..Project::default() };
        let mut body = entry.map_or_else(new, |e| e.body.clone());
        let parent = activity.related_activity.iter().filter(|r| r.kind.as_deref() == Some("1"));
        let parent = parent
            .filter_map(|r| self.known.get(r.reference.as_deref()?.trim())?.first())
            .find(|(kind, _)| *kind == Kind::Partnership);
        if let Some((_, slug)) = parent {
            body.partnership = Some(Ref::new(slug.as_str()));
        }
        self.book.number = number;
        let around = Around {
            partnership: body.partnership.as_ref().map(Ref::slug),
            current: body.agreement.as_ref().map(Ref::slug),
            places: 1,
            old: old.as_ref(),
        };
        let agreements = self.agreements(&mut whole, &around);
        let mut draft = ActivityDraft::new(number, whole, old);
        if draft.is_own && draft.differs("portulan:agreement") {
            body.agreement = agreements.into_iter().next();
        }
        let body = values::project(&self.exporter, &mut self.book, &activity, &mut draft, body);
        draft.at = self.store_record(entry, Body::Project(Box::new(body)), &activity);
        draft
    }

    /// Identifies the agreements of an activity, if its elements in the register's own namespace can be read.
    fn agreements(&mut self, whole: &mut Element, around: &Around<'_>) -> Vec<Ref<Agreement>> {
        if !own::is_declared(whole) {
            return Vec::new();
        }
        agreements::identify(&self.exporter, &mut self.book, whole, around)
    }

    /// Replaces the body of the record, or creates one. Returns its kind and slug.
    fn store_record<T>(
        &mut self,
        entry: Option<&PublishedRecord<T>>,
        body: Body,
        activity: &IatiActivity,
    ) -> (Kind, String) {
        let kind = body.kind();
        let slug = if let Some(entry) = entry {
            self.book.replace(kind, &entry.slug, body);
            entry.slug.clone()
        } else {
            let title = activity.title.as_ref().map(|t| text(&t.narrative)).unwrap_or_default();
            let slug = self.book.add(body, title.text(self.exporter.lang));
            if let Some(id) = identifier(activity) {
                self.known.entry(id).or_default().push((kind, slug.clone()));
            }
            slug
        };
        (kind, slug)
    }

    /// Computes the rests, once everything they are compared with is known.
    fn finish(
        mut self,
        drafts: Vec<ActivityDraft>,
        now: Timestamp,
    ) -> Result<(IatiImport, RecordOrigins), ImportError> {
        // Partnerships name the projects that are written, which depends on the rests of these.
        let (partnerships, projects): (Vec<_>, Vec<_>) =
            drafts.into_iter().partition(|draft| draft.at.0 == Kind::Partnership);
        for drafts in [projects, partnerships] {
            self.complete(drafts, now)?;
        }
        let (nameless, made);
        nameless = self.out.notes.nameless;
        (self.out.records, self.out.notes, made) = self.book.changed();
        self.out.notes.nameless = nameless;
        Ok((self.out, made))
    }
}

impl Importer<'_, '_> {
    /// Sets the rests of records.
    fn complete(&mut self, drafts: Vec<ActivityDraft>, now: Timestamp) -> Result<(), ImportError> {
        if drafts.is_empty() {
            return Ok(());
        }
        let after = programme(self.book.records.iter().cloned(), now)?;
        let mut exporter = Exporter::new(&after, now);
        exporter.always = true;
        for draft in drafts {
            check_cancelled(self.is_cancelled)?;
            let (kind, slug) = draft.at.clone();
            self.book.number = draft.number;
            let body = if kind == Kind::Partnership {
                let Some(entry) = after.partnerships.find(&slug) else { continue };
                Body::Partnership(Box::new(draft.partnership(&mut exporter, entry, &mut self.out.preserved)))
            } else {
                let Some(entry) = after.projects.find(&slug) else { continue };
                Body::Project(Box::new(draft.project(&mut exporter, entry, &mut self.out.preserved)))
            };
            self.book.replace(kind, &slug, body);
        }
        Ok(())
    }
}

/// The element that the register wrote before, made explicit for comparison.
fn written(element: Option<Element>, lang: &str) -> Option<Element> {
    element.map(|mut element| {
        texts::make_explicit(&mut element, lang);
        element
    })
}

fn is_blank(identifier: Option<&str>) -> bool {
    identifier.is_none_or(|id| id.trim().is_empty())
}

pub(super) fn identifier(activity: &IatiActivity) -> Option<String> {
    activity.iati_identifier.as_ref().map(|i| i.text.trim().to_owned()).filter(|i| !i.is_empty())
}

/// The text that identifies an activity without identifier: its title and dates. No identifier starts like
/// this.
fn likeness(activity: &Element) -> String {
    let names = ["title", "activity-date"];
    let reported = activity.elements().filter(|e| names.contains(&&*e.name)).cloned();
    rest::canonical(&Element {
        children: reported.map(ElementChild::Element).collect(),
        ..Element::default()
    })
}

pub(super) fn programme(
    records: impl IntoIterator<Item = Record>,
    now: Timestamp,
) -> Result<PublishedRegister, RegisterError> {
    PublishedRegister::new(records.into_iter().map(|r| (r, now, now)))
}
