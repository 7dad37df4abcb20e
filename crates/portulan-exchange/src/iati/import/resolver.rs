//! The records of an import: those of the register, and new ones.
use std::collections::{BTreeSet, HashMap, HashSet};

use portulan_codelists::CodeList;
use portulan_model::kinds::{
    Agreement, Document, DocumentKind, Identifier, Organisation, Territory, TerritoryKind,
};
use portulan_model::{
    Body, Country, Fact, IatiRest, Kind, OrganisationType, Record, Ref, Text, Web, normalize_for_search, slug,
};
use uuid::Uuid;

use super::agreements::Agreements;
use super::codes::listed;
use super::options::ImportOptions;
use super::outcome::ImportNotes;
use crate::iati::items;

/// An organisation as named in a file.
#[derive(Debug, Default)]
pub(super) struct NamedOrganisation<'n> {
    pub reference: Option<&'n str>,
    pub kind: Option<&'n str>,
    pub name: Text,
}

pub(super) struct RecordResolver<'o> {
    options: ImportOptions<'o>,
    own: String,
    before: HashMap<Uuid, Record>,
    /// The identities of all records.
    ids: HashSet<Uuid>,
    pub records: Vec<Record>,
    slugs: HashSet<(Kind, String)>,
    /// The next number to try for a slug that is taken.
    numbers: HashMap<(Kind, String), usize>,
    places: HashMap<(Kind, String), usize>,
    touched: BTreeSet<usize>,
    /// Slugs by identifier, and by normalised name.
    organisations: HashMap<String, String>,
    names: HashMap<String, String>,
    /// Slugs of organisations with an identifier.
    identified: HashSet<String>,
    countries: HashMap<String, String>,
    documents: HashMap<String, String>,
    pub agreements: Agreements,
    /// The number of the current activity.
    pub number: usize,
    made: RecordOrigins,
    pub notes: ImportNotes,
}

/// The activities that made or changed each record, and those that refer to new ones, by number.
#[derive(Debug, Default)]
pub(super) struct RecordOrigins {
    makers: HashMap<(Kind, String), BTreeSet<usize>>,
    users: HashMap<(Kind, String), BTreeSet<usize>>,
}

impl RecordOrigins {
    /// The activities that made a faulty record; with `with_users` also those that refer to it.
    pub fn activities_of(&self, record: &(Kind, String), with_users: bool) -> BTreeSet<usize> {
        let Some(makers) = self.makers.get(record) else { return BTreeSet::new() };
        let users = self.users.get(record).filter(|_| with_users);
        makers.iter().chain(users.into_iter().flatten()).copied().collect()
    }
}

/// The largest number of names and positions that are noted.
const MAX_NOTES: usize = 100;

impl<'o> RecordResolver<'o> {
    /// `own` is the identifier of the authority.
    pub fn new(records: &[Record], own: &str, options: ImportOptions<'o>) -> Self {
        let mut book = Self {
            options,
            own: own.to_owned(),
            before: records.iter().map(|r| (r.id, r.clone())).collect(),
            ids: records.iter().map(|r| r.id).collect(),
            records: Vec::new(),
            slugs: HashSet::new(),
            numbers: HashMap::new(),
            places: HashMap::new(),
            touched: BTreeSet::new(),
            organisations: HashMap::new(),
            names: HashMap::new(),
            identified: HashSet::new(),
            countries: HashMap::new(),
            documents: HashMap::new(),
            agreements: Agreements::default(),
            number: 0,
            made: RecordOrigins::default(),
            notes: ImportNotes::default(),
        };
        for record in records {
            book.push(record.clone());
        }
        book
    }

    fn push(&mut self, record: Record) {
        let slug = record.slug.clone();
        match &record.body {
            Body::Organisation(body) => {
                if let Some(reference) = items::reference(body) {
                    self.organisations.entry(reference).or_insert_with(|| slug.clone());
                    self.identified.insert(slug.clone());
                }
                for name in body.name.0.values() {
                    self.names.entry(normalize_for_search(name.trim())).or_insert_with(|| slug.clone());
                }
            }
            Body::Authority(body) => {
                if let Some(organisation) = &body.organisation {
                    self.organisations.insert(self.own.clone(), organisation.slug().to_owned());
                    self.identified.insert(organisation.slug().to_owned());
                }
            }
            Body::Territory(body) if body.kind == TerritoryKind::Country => {
                self.countries.entry(body.country.0.clone()).or_insert_with(|| slug.clone());
            }
            Body::Document(body) => {
                if let Some(url) = &body.url {
                    self.documents.entry(url.0.clone()).or_insert_with(|| slug.clone());
                }
            }
            Body::Agreement(body) => self.agreements.add(record.id, &slug, body),
            _ => {}
        }
        self.slugs.insert((record.kind(), slug.clone()));
        self.places.insert((record.kind(), slug), self.records.len());
        self.records.push(record);
    }

    /// Adds a record with a slug derived from its name. Returns the slug.
    pub fn add(&mut self, body: Body, name: &str) -> String {
        let id = (self.options.new_id)();
        self.add_as(id, body, name)
    }

    fn add_as(&mut self, id: Uuid, body: Body, name: &str) -> String {
        let kind = body.kind();
        let plain = slug(name, kind.singular());
        let mut slug = plain.clone();
        if self.slugs.contains(&(kind, plain.clone())) {
            let cut = plain.char_indices().nth(70).map_or(plain.as_str(), |(at, _)| &plain[..at]);
            let next = self.numbers.entry((kind, plain.clone())).or_insert(2);
            while self.slugs.contains(&(kind, slug.clone())) {
                slug = format!("{}-{next}", cut.trim_end_matches('-'));
                *next += 1;
            }
        }
        self.touch(self.records.len(), kind, &slug);
        self.ids.insert(id);
        self.push(Record { id, slug: slug.clone(), state: self.options.state, body });
        slug
    }

    pub fn replace(&mut self, kind: Kind, slug: &str, body: Body) {
        if let Some(&place) = self.places.get(&(kind, slug.to_owned())) {
            self.records[place].body = body;
            self.touch(place, kind, slug);
        }
    }

    /// Notes that the current activity makes or changes a record.
    fn touch(&mut self, place: usize, kind: Kind, slug: &str) {
        self.touched.insert(place);
        self.made.makers.entry((kind, slug.to_owned())).or_default().insert(self.number);
    }

    /// Notes that the current activity refers to a record.
    fn note_use(&mut self, kind: Kind, slug: &str) {
        let key = (kind, slug.to_owned());
        if self.made.makers.contains_key(&key) {
            self.made.users.entry(key).or_default().insert(self.number);
        }
    }

    pub fn set_authority_rest(&mut self, rest: Option<IatiRest>) {
        let found = self.records.iter_mut().enumerate().find_map(|(place, record)| match &mut record.body {
            Body::Authority(body) => Some((place, body)),
            _ => None,
        });
        if let Some((place, body)) = found {
            body.iati_rest = rest;
            let slug = self.records[place].slug.clone();
            self.touch(place, Kind::Authority, &slug);
        }
    }

    /// The new and changed records, the notes, and the origins of the records.
    pub fn changed(self) -> (Vec<Record>, ImportNotes, RecordOrigins) {
        let Self { records, before, touched, notes, made, .. } = self;
        let stored = |(place, record): &(usize, Record)| {
            touched.contains(place) && before.get(&record.id) != Some(record)
        };
        (records.into_iter().enumerate().filter(stored).map(|(_, record)| record).collect(), notes, made)
    }

    /// Notes an invalid position.
    pub fn note_position(&mut self, position: &str) {
        if self.notes.positions.len() < MAX_NOTES {
            self.notes.positions.insert(truncated(position));
        }
    }

    /// Notes the language of a title without a supported language.
    pub fn note_title_language(&mut self, tag: &str) {
        let tag = truncated(tag);
        if self.notes.titles.len() < MAX_NOTES || self.notes.titles.contains_key(&tag) {
            *self.notes.titles.entry(tag).or_default() += 1;
        }
    }

    /// Notes that an organisation of the register has another name in the file.
    fn note_name(&mut self, slug: &str, reference: &str, name: &Text) {
        let place = self.places.get(&(Kind::Organisation, slug.to_owned()));
        let Some(Body::Organisation(body)) = place.map(|place| &self.records[*place].body) else { return };
        let known = |name: &String| {
            body.name
                .0
                .values()
                .any(|own| normalize_for_search(own.trim()) == normalize_for_search(name.trim()))
        };
        let (Some(own), Some(other)) = (body.name.0.values().next(), name.0.values().next()) else { return };
        if name.0.values().any(known)
            || (self.notes.names.len() >= MAX_NOTES && !self.notes.names.contains_key(reference))
        {
            return;
        }
        let (own, other) = (truncated(own), truncated(other));
        let (_, others) = self.notes.names.entry(truncated(reference)).or_insert((own, BTreeSet::new()));
        if others.len() < MAX_NOTES {
            others.insert(other);
        }
    }

    /// The organisation with this identifier, or else this name, or else a new one; `None` for one without a
    /// name.
    pub fn organisation(&mut self, named: &NamedOrganisation<'_>) -> Option<Ref<Organisation>> {
        let reference = named.reference.map(str::trim).filter(|r| !r.is_empty());
        let found =
            self.by_reference(reference, &named.name).or_else(|| self.by_name(reference, &named.name));
        if let Some(slug) = found {
            self.note_use(Kind::Organisation, &slug);
            return Some(Ref::new(slug));
        }
        // The authority is an organisation of the register only if its record names one.
        if named.name.is_empty() || reference == Some(&self.own) {
            return None;
        }
        let kind = named.kind.and_then(|kind| listed(CodeList::OrganisationType, kind));
        let body = Organisation {
            name: named.name.clone(),
            kind: kind.map(|value| fact(OrganisationType(value.to_owned()))),
            identifiers: reference.map(identifier).into_iter().collect(),
            ..Organisation::default()
        };
        let name = named.name.0.values().next().cloned().unwrap_or_default();
        Some(Ref::new(self.add(Body::Organisation(Box::new(body)), &name)))
    }

    fn by_reference(&mut self, reference: Option<&str>, name: &Text) -> Option<String> {
        let slug = self.organisations.get(reference?)?.clone();
        if reference != Some(&self.own) {
            self.note_name(&slug, reference?, name);
        }
        Some(slug)
    }

    /// The organisation with this name. Different identifiers mean different organisations, whatever their
    /// names; one without an identifier takes that of the file.
    fn by_name(&mut self, reference: Option<&str>, name: &Text) -> Option<String> {
        let slug =
            name.0.values().find_map(|name| self.names.get(&normalize_for_search(name.trim())))?.clone();
        let Some(reference) = reference else { return Some(slug) };
        if !self.identified.insert(slug.clone()) {
            return None;
        }
        self.organisations.insert(reference.to_owned(), slug.clone());
        let place = self.places.get(&(Kind::Organisation, slug.clone())).copied();
        // A record written by an editor is not completed from one with the same name.
        if let Some(record) = place.map(|place| &mut self.records[place])
            && !self.before.contains_key(&record.id)
            && let Body::Organisation(body) = &mut record.body
        {
            body.identifiers.push(identifier(reference));
        }
        Some(slug)
    }

    /// The territory of a whole country.
    pub fn country(&mut self, code: &str) -> Option<Ref<Territory>> {
        if let Some(slug) = self.countries.get(code).cloned() {
            self.note_use(Kind::Territory, &slug);
            return Some(Ref::new(slug));
        }
        let entry = CodeList::Country.get(code)?;
        let names = [("en", entry.en), ("fr", entry.fr)].into_iter().filter(|(_, name)| !name.is_empty());
        let body = Territory {
            name: Text(names.map(|(lang, name)| (lang.to_owned(), name.to_owned())).collect()),
            kind: TerritoryKind::Country,
            country: Country(code.to_owned()),
            ..Territory::default()
        };
        Some(Ref::new(self.add(Body::Territory(Box::new(body)), entry.en)))
    }

    /// The country of a territory.
    pub fn country_of(&self, territory: &Ref<Territory>) -> Option<&str> {
        let place = self.places.get(&(Kind::Territory, territory.slug().to_owned()))?;
        match &self.records[*place].body {
            Body::Territory(body) => Some(&body.country.0),
            _ => None,
        }
    }

    /// Adds an agreement, with this identity if it is unused. Returns the slug.
    pub fn add_agreement(&mut self, id: Option<Uuid>, body: Agreement, name: &str) -> String {
        let id = id.filter(|id| !self.ids.contains(id)).unwrap_or_else(|| (self.options.new_id)());
        self.add_as(id, Body::Agreement(Box::new(body)), name)
    }

    /// Replaces the content of an agreement; its governed partnerships remain.
    pub fn update_agreement(&mut self, slug: &str, mut new: Agreement) {
        let place = self.places.get(&(Kind::Agreement, slug.to_owned()));
        if let Some(Body::Agreement(body)) = place.map(|place| &self.records[*place].body) {
            new.partnerships.clone_from(&body.partnerships);
            self.replace(Kind::Agreement, slug, Body::Agreement(Box::new(new)));
        }
    }

    /// Makes an agreement govern a partnership.
    pub fn govern(&mut self, agreement: &Ref<Agreement>, partnership: &str) {
        let Some(&place) = self.places.get(&(Kind::Agreement, agreement.slug().to_owned())) else { return };
        let Body::Agreement(body) = &mut self.records[place].body else { return };
        if self.agreements.govern(agreement.slug(), partnership) {
            body.partnerships.push(Ref::new(partnership));
            self.touched.insert(place);
        }
    }

    /// The document with this URL.
    pub fn document(&mut self, url: &str, describe: impl FnOnce() -> Document) -> Ref<Document> {
        if let Some(slug) = self.documents.get(url).cloned() {
            self.note_use(Kind::Document, &slug);
            return Ref::new(slug);
        }
        let body = Document { url: Some(Web(url.to_owned())), kind: DocumentKind::Other, ..describe() };
        let name = body.title.0.values().next().cloned().unwrap_or_default();
        Ref::new(self.add(Body::Document(Box::new(body)), &name))
    }
}

/// Splits an identifier of an IATI file into scheme and value.
fn identifier(value: &str) -> Identifier {
    Identifier { scheme: "IATI".into(), value: value.into(), ..Identifier::default() }
}

/// The beginning of a text, for messages.
fn truncated(text: &str) -> String {
    /// The largest number of characters in a message.
    const MAX_CHARS: usize = 200;
    text.trim().chars().take(MAX_CHARS).collect()
}

pub(super) fn fact<T>(value: T) -> Fact<T> {
    Fact { value, source: None, provenance: portulan_model::Provenance::Stated }
}
