//! IATI files back into the register: what has a field goes there, the rest is kept as XML beside it.
//!
//! An activity that the register has already, by its identifier, is compared part by part with what the register would
//! write: parts that say the same stay as they are, with their sources.
mod book;
mod read;
mod rests;
mod texts;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Read;

use jiff::Timestamp;
use portulan_iati::model::{IatiActivity, Model as _};
use portulan_iati::tree::Element;
use portulan_iati::{ReadError, rest};
use portulan_model::kinds::{Partnership, Project};
use portulan_model::{Body, Entry, Kind, Programme, ProgrammeError, Record, Ref, State};
use uuid::Uuid;

use super::Exporter;
use book::Book;
use rests::Draft;

/// What a document brings to a register.
#[derive(Debug, Default)]
pub struct Import {
    /// Every record that is new or changed.
    pub records: Vec<Record>,
    /// Activities and organisations read.
    pub read: usize,
    /// What has no field and is kept, by the name of the element, or of the attribute after `@`; and how often.
    pub kept: BTreeMap<String, usize>,
    /// Organisations that are not the register's authority, which are left out.
    pub others: usize,
    /// Identifiers of reporting organisations that are not the authority, under whose name all is written out again.
    pub reporters: BTreeSet<String>,
    /// The identifier of the authority.
    pub own: String,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ImportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
}

/// How to import.
pub struct Options<'o> {
    /// The present moment.
    pub now: Timestamp,
    /// The state of records that are new.
    pub state: State,
    /// Gives identities to records that are new.
    pub new_id: &'o mut dyn FnMut() -> Uuid,
}

/// Works out what a document changes in a register, given by the latest revision of all its records.
///
/// # Errors
/// When the document is not XML, or the register has no authority.
pub fn import(
    records: &[Record],
    source: impl Read + Send,
    options: Options<'_>,
) -> Result<Import, ImportError> {
    let now = options.now;
    let before = programme(records.iter().cloned(), now)?;
    let mut found = Vec::new();
    let root = portulan_iati::records(source, &mut |element| found.push(element))?;
    let exporter = Exporter::new(&before, now);
    let own = exporter.organisation.clone();
    let mut importer = Importer {
        book: Book::new(records, &exporter.organisation, options),
        exporter,
        known: HashMap::new(),
        parents: HashSet::new(),
        out: Import { read: found.len(), own, ..Import::default() },
    };
    let lang = before.authority.body.languages.first().map_or("fr", String::as_str);
    for element in &mut found {
        texts::declare(element, &root);
        texts::make_explicit(element, lang);
    }
    let drafts = if root.name == "iati-organisations" {
        importer.organisations(&found);
        Vec::new()
    } else {
        importer.activities(found)
    };
    importer.finish(drafts, now)
}

fn programme(records: impl IntoIterator<Item = Record>, now: Timestamp) -> Result<Programme, ProgrammeError> {
    Programme::new(records.into_iter().map(|r| (r, now, now)))
}

struct Importer<'a, 'o> {
    /// Of the register as it was.
    exporter: Exporter<'a>,
    book: Book<'o>,
    /// Records by the identifier of their activity.
    known: HashMap<String, (Kind, String)>,
    /// Identifiers of activities that have children in the document.
    parents: HashSet<String>,
    out: Import,
}

impl Importer<'_, '_> {
    /// The organisation file: nothing of it has a field, all is kept with the authority.
    fn organisations(&mut self, found: &[Element]) {
        for whole in found.iter().filter(|e| e.name == "iati-organisation") {
            let identifier = whole.all("organisation-identifier").next().map(Element::text);
            if identifier.as_deref().map(str::trim) != Some(self.exporter.organisation.as_str()) {
                self.out.others += 1;
                continue;
            }
            let mut part = self.exporter.organisation_alone();
            texts::make_explicit(&mut part, self.exporter.lang);
            let left = rest::rest(&["iati-organisation"], whole, &part);
            rests::count(left.as_ref(), &mut self.out.kept);
            self.book.set_authority_rest(left.as_ref().map(portulan_iati::write::fragment));
        }
    }

    fn activities(&mut self, found: Vec<Element>) -> Vec<Draft> {
        let programme = self.exporter.programme;
        for e in &programme.partnerships {
            let id = self.exporter.activity_identifier(e.body.iati_identifier.as_deref(), e.id);
            self.known.insert(id, (Kind::Partnership, e.slug.clone()));
        }
        for e in &programme.projects {
            let id = self.exporter.activity_identifier(e.body.iati_identifier.as_deref(), e.id);
            self.known.insert(id, (Kind::Project, e.slug.clone()));
        }
        let found: Vec<_> = found
            .into_iter()
            .filter(|e| e.name == "iati-activity")
            .map(|whole| (IatiActivity::read(whole.clone()), whole))
            .collect();
        for (activity, _) in &found {
            let reporter =
                activity.reporting_org.as_ref().and_then(|r| r.reference.as_deref()).map(str::trim);
            let other = reporter.filter(|r| *r != self.out.own);
            self.out.reporters.extend(other.map(str::to_owned));
            for related in &activity.related_activity {
                match related.kind.as_deref() {
                    Some("1") => self.parents.extend(related.reference.clone()),
                    Some("2") => self.parents.extend(identifier(activity)),
                    _ => {}
                }
            }
        }
        let mut drafts = Vec::new();
        let (first, second): (Vec<_>, Vec<_>) = found.into_iter().partition(|(a, _)| self.is_partnership(a));
        for (activity, whole) in first {
            drafts.push(self.partnership(&activity, whole));
        }
        for (activity, whole) in second {
            drafts.push(self.project(&activity, whole));
        }
        drafts
    }

    /// A partnership is one that the register has, or the parent of other activities that began somewhere.
    fn is_partnership(&self, activity: &IatiActivity) -> bool {
        let id = identifier(activity).unwrap_or_default();
        if let Some((kind, _)) = self.known.get(&id) {
            *kind == Kind::Partnership
        } else {
            let top =
                activity.hierarchy.as_ref().and_then(portulan_iati::model::Value::get).unwrap_or(1) == 1;
            let began = values::day(activity, "2").is_some();
            let placed = activity.recipient_country.iter().any(|c| values::country(c).is_some());
            top && began && placed && self.parents.contains(&id)
        }
    }

    fn partnership(&mut self, activity: &IatiActivity, whole: Element) -> Draft {
        let id = identifier(activity).unwrap_or_default();
        let slug = self.known.get(&id).map(|(_, slug)| slug.clone());
        let entry = slug.as_deref().and_then(|slug| self.exporter.programme.partnerships.find(slug));
        let old = entry.and_then(|e| written(self.exporter.partnership(e), self.exporter.lang));
        let body = entry.map_or_else(
            || Partnership { iati_identifier: Some(id.clone()), ..Partnership::default() },
            |e| e.body.clone(),
        );
        let mut draft = Draft::new(whole, old);
        let body = values::partnership(&self.exporter, &mut self.book, activity, &mut draft, body);
        let slug = self.keep(entry, Body::Partnership(Box::new(body)), activity, Kind::Partnership);
        self.known.insert(id, (Kind::Partnership, slug.clone()));
        draft.at = (Kind::Partnership, slug);
        draft
    }

    fn project(&mut self, activity: &IatiActivity, whole: Element) -> Draft {
        let id = identifier(activity).unwrap_or_default();
        let slug =
            self.known.get(&id).filter(|(kind, _)| *kind == Kind::Project).map(|(_, slug)| slug.clone());
        let entry = slug.as_deref().and_then(|slug| self.exporter.programme.projects.find(slug));
        let old = entry.and_then(|e| written(self.exporter.project(e), self.exporter.lang));
        let body = entry.map_or_else(
            || Project { iati_identifier: Some(id.clone()), ..Project::default() },
            |e| e.body.clone(),
        );
        let mut draft = Draft::new(whole, old);
        let mut body = values::project(&self.exporter, &mut self.book, activity, &mut draft, body);
        let parent = activity.related_activity.iter().filter(|r| r.kind.as_deref() == Some("1"));
        let parent = parent
            .filter_map(|r| self.known.get(r.reference.as_deref()?))
            .find(|(kind, _)| *kind == Kind::Partnership);
        if let Some((_, slug)) = parent {
            body.partnership = Some(Ref::new(slug.as_str()));
        }
        let slug = self.keep(entry, Body::Project(Box::new(body)), activity, Kind::Project);
        self.known.insert(id, (Kind::Project, slug.clone()));
        draft.at = (Kind::Project, slug);
        draft
    }

    /// Puts the body in the place of the record's, or makes a record of it; gives the slug.
    fn keep<T>(
        &mut self,
        entry: Option<&Entry<T>>,
        body: Body,
        activity: &IatiActivity,
        kind: Kind,
    ) -> String {
        if let Some(entry) = entry {
            self.book.replace(kind, &entry.slug, body);
            return entry.slug.clone();
        }
        let title = activity.title.as_ref().map(|t| values::text(&t.narrative)).unwrap_or_default();
        self.book.add(body, title.text(self.exporter.lang))
    }

    /// Works out the rests, now that everything they are compared with is known.
    fn finish(mut self, drafts: Vec<Draft>, now: Timestamp) -> Result<Import, ImportError> {
        let after = programme(self.book.records.iter().cloned(), now)?;
        let mut exporter = Exporter::new(&after, now);
        for draft in drafts {
            let (kind, slug) = draft.at.clone();
            let body = if kind == Kind::Partnership {
                let Some(entry) = after.partnerships.find(&slug) else { continue };
                Body::Partnership(Box::new(draft.partnership(&mut exporter, entry, &mut self.out.kept)))
            } else {
                let Some(entry) = after.projects.find(&slug) else { continue };
                Body::Project(Box::new(draft.project(&mut exporter, entry, &mut self.out.kept)))
            };
            self.book.replace(kind, &slug, body);
        }
        self.out.records = self.book.changed();
        Ok(self.out)
    }
}

/// What the register wrote before, made explicit to be compared.
fn written(element: Option<Element>, lang: &str) -> Option<Element> {
    element.map(|mut element| {
        texts::make_explicit(&mut element, lang);
        element
    })
}

fn identifier(activity: &IatiActivity) -> Option<String> {
    activity.iati_identifier.as_ref().map(|i| i.text.trim().to_owned()).filter(|i| !i.is_empty())
}
