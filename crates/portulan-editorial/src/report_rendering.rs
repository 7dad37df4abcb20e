//! Reports with their data from the store: pictures, and for a briefing pack the trip and its contacts.
use std::collections::BTreeMap;

use jiff::Timestamp;
use portulan_locales::{Language, dates};
use portulan_model::kinds::{Mission, Person};
use portulan_model::{Body, Kind, PublishedRegister, Record};
use portulan_report::reports::{self, Report, ReportError, ReportPictures, ReportRequest};
use portulan_store::{SiteStore, StoreError};

/// The largest width of pictures in reports, in pixels.
const WIDTH: u32 = 1700;

/// The requested report.
#[derive(Debug, Clone, Copy)]
pub enum ReportQuery<'a> {
    /// The annual report; without a year, of the last year with a payment.
    Annual(Option<i16>),
    /// The sheet of a partnership.
    Partnership(&'a str),
    /// The report by goal.
    Goals,
    /// The report to a funder.
    Funder(&'a str),
    /// The briefing of a mission.
    Briefing(&'a str),
}

/// The reason why a report cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PapersError {
    /// The requested object does not exist.
    #[error(transparent)]
    Missing(#[from] ReportError),
    /// No trip has this slug.
    #[error("there is no mission `{0}`")]
    NoMission(String),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A report, and the contacts that were read for it.
pub struct RenderedReport {
    /// The report.
    pub paper: Report,
    /// The records with personal data that it uses.
    pub read: Vec<Record>,
}

/// Writes a report about the published register, as of the day of `now` in the authority's time zone.
pub async fn write(
    store: &dyn SiteStore,
    programme: &PublishedRegister,
    language: Language,
    asked: &ReportQuery<'_>,
    now: Timestamp,
) -> Result<RenderedReport, PapersError> {
    let today = dates::moment(&programme.authority.body.time_zone, now);
    let (mission, read) = match *asked {
        ReportQuery::Briefing(slug) => mission(store, slug).await?,
        _ => (Mission::default(), Vec::new()),
    };
    let contact = |record: &Record| match &record.body {
        Body::Person(person) => Some((record.slug.clone(), (**person).clone())),
        _ => None,
    };
    let persons: BTreeMap<String, Person> = read.iter().filter_map(contact).collect();
    let wanted = match *asked {
        ReportQuery::Annual(year) => {
            ReportRequest::Annual(year.unwrap_or_else(|| reports::last_year(programme, today)))
        }
        ReportQuery::Partnership(slug) => ReportRequest::Partnership(slug),
        ReportQuery::Goals => ReportRequest::Goals,
        ReportQuery::Funder(slug) => ReportRequest::Funder(slug),
        ReportQuery::Briefing(_) => ReportRequest::Briefing { mission: &mission, persons: &persons },
    };
    let pictures = pictures(store, reports::pictures(programme, &wanted)).await?;
    let paper = reports::write(programme, language, &wanted, today, &pictures)?;
    Ok(RenderedReport { paper, read })
}

/// A trip with the contacts that it names: participants and persons to meet.
async fn mission(store: &dyn SiteStore, slug: &str) -> Result<(Mission, Vec<Record>), PapersError> {
    let stored = store.record(Kind::Mission, slug).await?.map(|s| s.record.body);
    let Some(Body::Mission(mission)) = stored else { return Err(PapersError::NoMission(slug.to_owned())) };
    let travel = mission.participants.iter().filter_map(|p| p.person.as_ref());
    let mut read = Vec::new();
    for person in travel.chain(mission.programme.iter().flat_map(|step| &step.persons)) {
        read.extend(store.record(Kind::Person, person.slug()).await?.map(|stored| stored.record));
    }
    Ok((*mission, read))
}

/// Picture files: the widest variant that a report needs, or else the file itself.
async fn pictures(store: &dyn SiteStore, names: Vec<&str>) -> Result<ReportPictures, StoreError> {
    let mut found = ReportPictures::new();
    for name in names {
        let Some(picture) = store.picture(name).await? else { continue };
        let fit =
            picture.sizes.iter().filter(|s| s.format == "jpg" && s.width <= WIDTH).max_by_key(|s| s.width);
        let bytes = match fit {
            Some(size) => store.variant(name, &picture.digest, &size.format, size.width).await?,
            None => store.file(name).await?.map(|file| file.bytes),
        };
        if let Some(bytes) = bytes {
            found.insert(name.to_owned(), bytes);
        }
    }
    Ok(found)
}
