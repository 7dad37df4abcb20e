//! Reports, with what they need from the store: pictures, and for a briefing the mission and its contacts.
use std::collections::BTreeMap;

use jiff::Timestamp;
use portulan_locales::{Language, dates};
use portulan_model::kinds::{Mission, Person};
use portulan_model::{Body, Kind, Programme, Ref};
use portulan_report::paper::{self, Paper, PaperError, Pictures, Wanted};
use portulan_store::{SiteStore, StoreError};

/// Pictures in reports are at most so many pixels wide.
const WIDTH: u32 = 1700;

/// Which report is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// That of a year; of the last in which anything was paid, where none is named.
    Annual(Option<i16>),
    /// The sheet of a partnership.
    Partnership(&'a str),
    /// What is done for each goal.
    Goals,
    /// The report to a funder.
    Funder(&'a str),
    /// The briefing of a mission.
    Briefing(&'a str),
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum PapersError {
    /// Nothing of that name is there to report on.
    #[error(transparent)]
    Missing(#[from] PaperError),
    /// No mission of that slug is kept.
    #[error("there is no mission `{0}`")]
    NoMission(String),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes a report on what is published, as it is today where the authority is.
pub async fn write(
    store: &dyn SiteStore,
    programme: &Programme,
    language: Language,
    asked: &Asked<'_>,
) -> Result<Paper, PapersError> {
    let today = dates::moment(&programme.authority.body.time_zone, Timestamp::now());
    let pictures = pictures(store, programme).await?;
    let done = |wanted: &Wanted<'_>| paper::write(programme, language, wanted, today, &pictures);
    Ok(match *asked {
        Asked::Annual(year) => {
            done(&Wanted::Annual(year.unwrap_or_else(|| paper::last_year(programme, today))))
        }
        Asked::Partnership(slug) => done(&Wanted::Partnership(slug)),
        Asked::Goals => done(&Wanted::Goals),
        Asked::Funder(slug) => done(&Wanted::Funder(slug)),
        Asked::Briefing(slug) => {
            let (mission, persons) = mission(store, slug).await?;
            done(&Wanted::Briefing { mission: &mission, persons: &persons })
        }
    }?)
}

/// A mission, and the contacts that it names.
async fn mission(
    store: &dyn SiteStore,
    slug: &str,
) -> Result<(Mission, BTreeMap<String, Person>), PapersError> {
    let stored = store.record(Kind::Mission, slug).await?.map(|s| s.record.body);
    let Some(Body::Mission(mission)) = stored else { return Err(PapersError::NoMission(slug.to_owned())) };
    let mut persons = BTreeMap::new();
    for person in named(&mission) {
        if let Some(stored) = store.record(Kind::Person, person.slug()).await?
            && let Body::Person(body) = stored.record.body
        {
            persons.insert(person.slug().to_owned(), *body);
        }
    }
    Ok((*mission, persons))
}

/// The contacts that a mission names: who travels, whom they meet.
pub(crate) fn named(mission: &Mission) -> impl Iterator<Item = &Ref<Person>> {
    let travel = mission.participants.iter().filter_map(|p| p.person.as_ref());
    travel.chain(mission.programme.iter().flat_map(|step| &step.persons))
}

/// The files of published pictures: the widest size that paper wants, else the file itself.
async fn pictures(store: &dyn SiteStore, programme: &Programme) -> Result<Pictures, StoreError> {
    let mut found = Pictures::new();
    for name in paper::pictures(programme) {
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
