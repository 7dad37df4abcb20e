//! Reports as a sequence of blocks, independent of their layout. PDF, HTML and office formats are all written
//! from them.
mod annual;
mod block;
mod briefing;
mod draft;
mod funder;
mod goals;
mod markdown;
mod outlook;
mod partnership;
mod projects;
mod report;
mod typography;

use std::collections::BTreeMap;

use jiff::civil::Date;
use portulan_locales::Language;
use portulan_model::PublishedRegister;
use portulan_model::kinds::{Mission, Person};

use crate::localizer::Localizer;
use crate::money::Ledger;
use draft::ReportBuilder;

pub use block::{Block, GoalSection, ImageSize, ReportFact, TextRun};
pub use report::{Image, Report, ReportPictures, ReportWords};

/// A request for a report.
#[derive(Debug, Clone)]
pub enum ReportRequest<'a> {
    /// The annual report of this year.
    Annual(i16),
    /// The sheet of the partnership with this slug.
    Partnership(&'a str),
    /// The report by goal.
    Goals,
    /// The report to the funder with this slug.
    Funder(&'a str),
    /// The briefing pack of a delegation.
    Briefing {
        /// The trip.
        mission: &'a Mission,
        /// Contacts by slug, for the persons of the trip.
        persons: &'a BTreeMap<String, Person>,
    },
}

/// The reason why a report cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// No published partnership has this slug.
    #[error("no partnership `{0}` is published")]
    NoPartnership(String),
    /// No published organisation has this slug.
    #[error("no organisation `{0}` is published")]
    NoFunder(String),
}

/// Writes a report about the published register, as of a day.
pub fn write(
    programme: &PublishedRegister,
    language: Language,
    wanted: &ReportRequest<'_>,
    today: Date,
    pictures: &ReportPictures,
) -> Result<Report, ReportError> {
    let draft = ReportBuilder::new(Localizer { programme, language }, today, pictures);
    let mut report = match wanted {
        ReportRequest::Annual(year) => annual::write(draft, *year),
        ReportRequest::Partnership(slug) => {
            let entry = programme.partnerships.find(slug);
            let entry = entry.ok_or_else(|| ReportError::NoPartnership((*slug).to_owned()))?;
            partnership::write(draft, entry)
        }
        ReportRequest::Goals => goals::write(draft),
        ReportRequest::Funder(slug) => {
            let entry = programme.organisations.find(slug);
            let entry = entry.ok_or_else(|| ReportError::NoFunder((*slug).to_owned()))?;
            funder::write(draft, entry)
        }
        ReportRequest::Briefing { mission, persons } => briefing::write(draft, mission, persons),
    };
    typography::set(&mut report);
    Ok(report)
}

/// A report of blocks that the caller has made, such as an export of personal data, as of a day.
pub fn of_blocks(
    programme: &PublishedRegister,
    language: Language,
    today: Date,
    (title, subtitle): (String, String),
    blocks: Vec<Block>,
) -> Report {
    let pictures = ReportPictures::new();
    let draft = ReportBuilder::new(Localizer { programme, language }, today, &pictures);
    let mut report = draft.into_report("blocks", (title, subtitle), None, blocks);
    typography::set(&mut report);
    report
}

/// The names of the files that a report uses: those of the partnerships that it has sheets of, or of the projects that a funder
/// pays for.
pub fn pictures<'p>(programme: &'p PublishedRegister, wanted: &ReportRequest<'_>) -> Vec<&'p str> {
    let all = programme.partnerships.iter();
    let shown = all.filter(|entry| match wanted {
        ReportRequest::Annual(_) => true,
        ReportRequest::Partnership(slug) => entry.slug == *slug,
        ReportRequest::Briefing { mission, .. } => {
            mission.partnerships.iter().any(|p| p.slug() == entry.slug)
        }
        ReportRequest::Goals | ReportRequest::Funder(_) => false,
    });
    let of_projects = programme.projects.iter().filter(|project| match wanted {
        ReportRequest::Funder(slug) => project.body.funding.iter().any(|line| line.funder.slug() == *slug),
        _ => false,
    });
    let media = shown.flat_map(|entry| &entry.body.media);
    let media =
        media.chain(of_projects.flat_map(|project| project.body.media.iter().take(funder::MAX_PICTURES)));
    let media = media.filter_map(|m| programme.media.get(m));
    media.filter_map(|entry| entry.body.file.as_deref()).collect()
}

/// The last year with a payment or contribution; if there is none, the year before today's.
pub fn last_year(programme: &PublishedRegister, today: Date) -> i16 {
    Ledger::years_of(programme)
        .into_iter()
        .filter(|year| *year < today.year())
        .max()
        .unwrap_or(today.year() - 1)
}
