//! Contributions: reports on a project by a person without an account, through a link, and the answers of the office.
//!
//! The office asks for a contribution to a project and a period ([`ask`]). The contributor writes it in a form behind the link
//! ([`contribute`]). The office reads what was sent ([`review`]), and accepts it: a document, pictures, payments and values of
//! indicators become drafts of the register ([`plan`]).
pub mod ask;
mod content;
pub mod contribute;
mod plan;
mod reading;
mod report;
pub mod review;
mod selection;
pub mod submit;
mod summary;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use portulan_locales::{Language, MessageList, dates, key, list};
use portulan_model::kinds::Project;
use portulan_model::{Body, PartialDate, Period};
use portulan_store::{Contribution, RecordSummary, SentContribution, StoredRecord, UserRole};
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::mail::{compose, send};

/// The largest number of contributions that are offered for an answer.
const MAX_WAITING: usize = 50;

/// The words of the stages of contributions.
const STAGES: MessageList = list!("contribution-stage");

/// A contribution that waits for an answer of a user, with its project.
pub struct WaitingContribution {
    /// The contribution.
    pub contribution: SentContribution,
    /// The project.
    pub project: RecordSummary,
}

/// The contributions that wait for an answer and that a user may answer, the oldest first, at most `MAX_WAITING`.
pub async fn waiting(
    office: &Office,
    current_user: &CurrentUser,
) -> Result<Vec<WaitingContribution>, OfficeError> {
    if current_user.user.role < UserRole::Editor {
        return Ok(Vec::new());
    }
    let sent = office.store.sent_contributions().await?;
    let projects: HashSet<Uuid> = sent.iter().map(|contribution| contribution.project).collect();
    let projects: Vec<Uuid> = projects.into_iter().collect();
    let writable = current_user.writable(office, &projects).await?;
    let writable: Vec<Uuid> = writable.into_iter().collect();
    let heads = office.store.summaries_by_id(&writable, &current_user.visible_filter()).await?;
    let heads: HashMap<Uuid, RecordSummary> = heads.into_iter().map(|head| (head.id, head)).collect();
    let waiting = sent.into_iter().filter_map(|contribution| {
        let project = heads.get(&contribution.project)?.clone();
        Some(WaitingContribution { contribution, project })
    });
    Ok(waiting.take(MAX_WAITING).collect())
}

/// The project of a stored record.
fn project(stored: &StoredRecord) -> Result<&Project, OfficeError> {
    match &stored.record.body {
        Body::Project(project) => Ok(project),
        _ => Err(OfficeError::Missing),
    }
}

/// The language of a contribution's form.
fn language_of(contribution: &Contribution) -> Language {
    Language::find_complete(&contribution.language).unwrap_or_default()
}

/// The period of a contribution in words.
fn period_words(contribution: &Contribution, language: Language) -> String {
    dates::period(language, &period_of(contribution))
}

/// The day of a moment in the time zone of the authority.
fn day_of(office: &Office, moment: Timestamp) -> Date {
    dates::moment(&office.app.site().programme.authority.body.time_zone, moment)
}

/// The day on which a contribution was sent.
fn day_sent(office: &Office, contribution: &Contribution) -> Date {
    day_of(office, contribution.sent.unwrap_or(contribution.at))
}

fn period_of(contribution: &Contribution) -> Period {
    let (start, end) = contribution.period;
    Period { start: Some(PartialDate::from(start)), end: Some(PartialDate::from(end)) }
}

/// Reports to the user who asked that a contribution was sent.
async fn report_sent(office: &Office, contribution: &Contribution, project: &str) -> Result<(), OfficeError> {
    let Some(id) = contribution.user else { return Ok(()) };
    let Some(user) = office.store.user(id).await?.filter(|user| user.active) else { return Ok(()) };
    let url = format!("{}/office/contributions/{}", office.app.public_url(), contribution.id);
    let arguments = [("contributor", contribution.contributor.as_str()), ("project", project), ("url", &url)];
    let mail = compose(&user, key!("mail-contribution-sent"), &arguments);
    send(office, vec![mail], None).await?;
    Ok(())
}
