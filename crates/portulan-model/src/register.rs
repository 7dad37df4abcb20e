//! The snapshot of the published register. Every public page, file and report is a pure function of it.
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use crate::currencies::Currencies;
use crate::involvement::{Involvement, involvements};
use crate::kinds::{
    Agreement, Authority, Document, Event, Media, Network, Organisation, Page, Participation, Partnership,
    Person, Project, Role, Territory,
};
use crate::record_table::{PublishedRecord, RecordTable};
use crate::{Body, Kind, Rates, Record, Ref};

/// The reason why a snapshot cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// No authority is published.
    #[error(
        "the register has no published authority; start it with `portulan init`, or import a folder that has one"
    )]
    NoAuthority,
}

/// Calls a macro with the table of a kind. Missions are never published: for them the result is `$none`.
macro_rules! of_kind {
    ($programme:expr, $kind:expr, $make:ident, $none:expr) => {
        match $kind {
            Kind::Authority => $make!(Authority, std::slice::from_ref(&$programme.authority)),
            Kind::Territory => $make!(Territory, $programme.territories),
            Kind::Partnership => $make!(Partnership, $programme.partnerships),
            Kind::Project => $make!(Project, $programme.projects),
            Kind::Organisation => $make!(Organisation, $programme.organisations),
            Kind::Agreement => $make!(Agreement, $programme.agreements),
            Kind::Event => $make!(Event, $programme.events),
            Kind::Network => $make!(Network, $programme.networks),
            Kind::Media => $make!(Media, $programme.media),
            Kind::Document => $make!(Document, $programme.documents),
            Kind::Page => $make!(Page, $programme.pages),
            Kind::Person => $make!(Person, $programme.persons),
            Kind::Mission => $none,
        }
    };
}

/// The published register, with its relations in both directions.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the tables are named after their kinds
pub struct PublishedRegister {
    pub authority: PublishedRecord<Authority>,
    pub territories: RecordTable<Territory>,
    pub partnerships: RecordTable<Partnership>,
    pub projects: RecordTable<Project>,
    pub organisations: RecordTable<Organisation>,
    pub agreements: RecordTable<Agreement>,
    pub events: RecordTable<Event>,
    pub networks: RecordTable<Network>,
    pub media: RecordTable<Media>,
    pub documents: RecordTable<Document>,
    pub pages: RecordTable<Page>,
    /// Published contacts, reduced to the fields that the public may see.
    pub persons: RecordTable<Person>,
    /// Exchange rates of the currencies that occur.
    pub rates: Arc<Rates>,
    projects_of: Arc<HashMap<String, Vec<usize>>>,
    involvements: Arc<HashMap<String, Vec<Arc<Involvement>>>>,
    updated: Timestamp,
}

impl PublishedRegister {
    /// Builds the snapshot from published records, each with the times of its creation and of its last change.
    pub fn new(
        records: impl IntoIterator<Item = (Record, Timestamp, Timestamp)>,
    ) -> Result<Self, RegisterError> {
        let mut records: Vec<_> = records.into_iter().collect();
        records.sort_by(|a, b| a.0.slug.cmp(&b.0.slug));
        let authority = records.iter().find_map(|(record, created, updated)| match &record.body {
            Body::Authority(body) => Some(PublishedRecord {
                id: record.id,
                slug: record.slug.clone(),
                updated: *updated,
                created: *created,
                body: (**body).clone(),
            }),
            _ => None,
        });
        let mut register = Self::empty(authority.ok_or(RegisterError::NoAuthority)?);
        for (record, created, updated) in records {
            register.push(record, created, updated);
        }
        register.build_relations();
        register.updated = register.last_change();
        Ok(register)
    }

    /// A register of an authority without other records.
    fn empty(authority: PublishedRecord<Authority>) -> Self {
        Self {
            authority,
            territories: RecordTable::default(),
            partnerships: RecordTable::default(),
            projects: RecordTable::default(),
            organisations: RecordTable::default(),
            agreements: RecordTable::default(),
            events: RecordTable::default(),
            networks: RecordTable::default(),
            media: RecordTable::default(),
            documents: RecordTable::default(),
            pages: RecordTable::default(),
            persons: RecordTable::default(),
            rates: Arc::default(),
            projects_of: Arc::default(),
            involvements: Arc::default(),
            updated: Timestamp::UNIX_EPOCH,
        }
    }

    /// Adds a record to the table of its kind, reduced to what the public may see.
    fn push(&mut self, record: Record, created: Timestamp, updated: Timestamp) {
        let Record { id, slug, body, .. } = record;
        macro_rules! push {
            ($table:ident, $body:expr) => {
                self.$table.push(PublishedRecord { id, slug, updated, created, body: $body })
            };
        }
        match body {
            // There is one authority, and events present missions to the public.
            Body::Authority(_) | Body::Mission(_) => {}
            Body::Person(body) => push!(persons, body.public()),
            Body::Territory(body) => push!(territories, *body),
            Body::Partnership(body) => push!(partnerships, *body),
            Body::Project(body) => push!(projects, *body),
            Body::Organisation(body) => push!(organisations, *body),
            Body::Agreement(body) => push!(agreements, *body),
            Body::Event(body) => push!(events, *body),
            Body::Network(body) => push!(networks, *body),
            Body::Media(body) => push!(media, *body),
            Body::Document(body) => push!(documents, body.public()),
            Body::Page(body) => push!(pages, *body),
        }
    }

    /// Returns the snapshot with these exchange rates.
    #[must_use]
    pub fn with_rates(self, rates: Rates) -> Self {
        Self { rates: Arc::new(rates), ..self }
    }

    /// Replaces the projects by others, for callers that stream a register too large for memory.
    /// [`Self::involvements`] still describes the projects given to [`Self::new`]; [`Self::updated`]
    /// takes all into account.
    pub fn replace_projects(&mut self, records: impl IntoIterator<Item = (Record, Timestamp, Timestamp)>) {
        self.projects = RecordTable::default();
        for (Record { id, slug, body, .. }, created, updated) in records {
            if let Body::Project(body) = body {
                self.updated = self.updated.max(updated);
                self.projects.push(PublishedRecord { id, slug, updated, created, body: *body });
            }
        }
        self.index_projects();
    }

    /// The snapshot as it would be with a record published, in the place of the published revision if there is one. All other
    /// records are shared with this snapshot.
    #[must_use]
    pub fn with_record(&self, record: Record, created: Timestamp, updated: Timestamp) -> Self {
        let mut register = self.clone();
        let Record { id, slug, body, .. } = record;
        macro_rules! exchange {
            ($table:expr, $body:expr) => {
                $table.exchange(PublishedRecord { id, slug, updated, created, body: $body })
            };
        }
        let (before, after);
        match body {
            Body::Authority(body) => {
                register.authority = PublishedRecord { id, slug, updated, created, body: *body };
                return register;
            }
            // The public reads of missions in events.
            Body::Mission(_) => return register,
            Body::Person(body) => {
                exchange!(register.persons, body.public());
                return register;
            }
            Body::Territory(body) => {
                exchange!(register.territories, *body);
                return register;
            }
            Body::Organisation(body) => {
                exchange!(register.organisations, *body);
                return register;
            }
            Body::Agreement(body) => {
                exchange!(register.agreements, *body);
                return register;
            }
            Body::Network(body) => {
                exchange!(register.networks, *body);
                return register;
            }
            Body::Media(body) => {
                exchange!(register.media, *body);
                return register;
            }
            Body::Document(body) => {
                exchange!(register.documents, body.public());
                return register;
            }
            Body::Page(body) => {
                exchange!(register.pages, *body);
                return register;
            }
            Body::Partnership(body) => {
                after = involvements(Kind::Partnership, &slug, &body.title, &body.participations);
                before =
                    exchange!(register.partnerships, *body).map(|old| (Kind::Partnership, old.slug.clone()));
            }
            Body::Event(body) => {
                after = involvements(Kind::Event, &slug, &body.title, &body.participations);
                before = exchange!(register.events, *body).map(|old| (Kind::Event, old.slug.clone()));
            }
            Body::Project(body) => {
                after = involvements(Kind::Project, &slug, &body.title, &body.participations);
                before = exchange!(register.projects, *body).map(|old| (Kind::Project, old.slug.clone()));
                register.index_projects();
            }
        }
        let all = Arc::make_mut(&mut register.involvements);
        if let Some((kind, slug)) = before {
            for involved in all.values_mut() {
                involved.retain(|one| one.kind != kind || one.slug != slug);
            }
        }
        for (organisation, involvement) in after {
            all.entry(organisation).or_default().push(Arc::new(involvement));
        }
        register
    }

    fn index_projects(&mut self) {
        let mut projects_of: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, project) in self.projects.iter().enumerate() {
            if let Some(parent) = &project.body.partnership {
                projects_of.entry(parent.slug().to_owned()).or_default().push(i);
            }
        }
        self.projects_of = Arc::new(projects_of);
    }

    /// The time of the last change of any published record.
    fn last_change(&self) -> Timestamp {
        macro_rules! latest {
            ($name:ident, $table:expr) => {
                $table.iter().map(|entry| entry.updated).max()
            };
        }
        let times = Kind::ALL.iter().filter_map(|kind| of_kind!(self, kind, latest, None));
        times.max().unwrap_or(self.authority.updated)
    }

    fn build_relations(&mut self) {
        self.index_projects();
        let partnerships = self.partnerships.iter();
        let partnerships = partnerships
            .flat_map(|e| involvements(Kind::Partnership, &e.slug, &e.body.title, &e.body.participations));
        let projects = self.projects.iter();
        let projects = projects
            .flat_map(|e| involvements(Kind::Project, &e.slug, &e.body.title, &e.body.participations));
        let events = self.events.iter();
        let events =
            events.flat_map(|e| involvements(Kind::Event, &e.slug, &e.body.title, &e.body.participations));
        let mut found: HashMap<String, Vec<Arc<Involvement>>> = HashMap::new();
        for (organisation, involvement) in partnerships.chain(projects).chain(events) {
            found.entry(organisation).or_default().push(Arc::new(involvement));
        }
        self.involvements = Arc::new(found);
    }

    /// The projects of a partnership.
    pub fn projects_of(&self, partnership: &str) -> impl Iterator<Item = &PublishedRecord<Project>> {
        self.projects_of.get(partnership).into_iter().flatten().map(|&i| self.projects.at(i))
    }

    /// The participations of an organisation.
    pub fn involvements(&self, organisation: &str) -> &[Arc<Involvement>] {
        self.involvements.get(organisation).map_or(&[], Vec::as_slice)
    }

    /// The territories of a partnership.
    pub fn territories_of<'a>(
        &'a self,
        partnership: &'a Partnership,
    ) -> impl Iterator<Item = &'a PublishedRecord<Territory>> {
        partnership.territories.iter().filter_map(|t| self.territories.get(t))
    }

    /// ISO 3166-1 codes of the countries of a partnership, sorted, without duplicates.
    pub fn countries_of(&self, partnership: &Partnership) -> Vec<&str> {
        let territories = partnership.territories.iter().filter_map(|t| self.territories.get(t));
        let mut codes: Vec<&str> = territories.map(|t| t.body.country.0.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Participations in a funding role: of the partnership itself (`None`) and of its projects.
    pub fn funders_of<'a>(
        &'a self,
        slug: &'a str,
        partnership: &'a Partnership,
    ) -> Vec<(Option<&'a PublishedRecord<Project>>, &'a Participation)> {
        let own = partnership.participations.iter().map(|p| (None, p));
        let of_projects =
            self.projects_of(slug).flat_map(|e| e.body.participations.iter().map(move |p| (Some(e), p)));
        own.chain(of_projects).filter(|(_, p)| p.role == Role::Funding).collect()
    }

    /// The partnerships of each country, by ISO 3166-1 code.
    pub fn partnerships_by_country(&self) -> BTreeMap<&str, Vec<&PublishedRecord<Partnership>>> {
        let mut out: BTreeMap<&str, Vec<&PublishedRecord<Partnership>>> = BTreeMap::new();
        for entry in &self.partnerships {
            for code in self.countries_of(&entry.body) {
                out.entry(code).or_default().push(entry);
            }
        }
        out
    }

    /// The currencies other than the euro in projects, agreements and the authority's budgets.
    pub fn currencies(&self) -> Vec<String> {
        let mut found = Currencies::default();
        found.add_from(&self.authority.body);
        self.projects.iter().for_each(|e| found.add_from(&e.body));
        self.agreements.iter().for_each(|e| found.add_from(&e.body));
        found.into_vec()
    }

    /// The slug of the authority's own organisation; empty if the authority does not name one.
    pub fn own_organisation_slug(&self) -> &str {
        self.authority.body.organisation.as_ref().map_or("", Ref::slug)
    }

    /// The published records of a kind, ordered by slug.
    pub fn entries(&self, kind: Kind) -> Box<dyn Iterator<Item = PublishedRecord<Body>> + '_> {
        macro_rules! entries {
            ($kind:ident, $table:expr) => {
                Box::new($table.iter().map(|e| e.to_body(|body| Body::$kind(Box::new(body)))))
            };
        }
        of_kind!(self, kind, entries, Box::new(std::iter::empty()))
    }

    /// The published record with this kind and slug.
    pub fn entry(&self, kind: Kind, slug: &str) -> Option<PublishedRecord<Body>> {
        macro_rules! entry {
            (Authority, $table:expr) => {
                $table
                    .iter()
                    .find(|e| e.slug == slug)
                    .map(|e| e.to_body(|body| Body::Authority(Box::new(body))))
            };
            ($kind:ident, $table:expr) => {
                $table.find(slug).map(|e| e.to_body(|body| Body::$kind(Box::new(body))))
            };
        }
        of_kind!(self, kind, entry, None)
    }

    /// The number of published records of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        macro_rules! count {
            ($kind:ident, $table:expr) => {
                $table.len()
            };
        }
        of_kind!(self, kind, count, 0)
    }

    /// The time of the last change of any published record.
    pub fn updated(&self) -> Timestamp {
        self.updated
    }
}
