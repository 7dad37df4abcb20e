//! Publication and withdrawal: the differences are displayed before the decision.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_api::MAX_REASON_CHARS;
use portulan_editorial::EditorialError;
use portulan_locales::key;
use portulan_model::{Body, Kind, Record, State as RecordState, references};
use portulan_store::{Action, Denial, Filter, Revision, Scheduled, StoredRecord};
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use super::history::names;
use super::schedule::{moment, scheduled};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::diff::{Changed, changes, title};
use crate::form::labels::problem;
use crate::pairs::bounded;
use crate::view::{OfficeView, page, refused};

#[derive(Template)]
#[template(path = "publish.html")]
struct PublishPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    stored: StoredRecord,
    standing: PublicationStatus,
    changes: Vec<Changed>,
    problems: Vec<(String, String, String)>,
    hidden: Vec<(Kind, Uuid, String)>,
    /// The scheduled publication.
    scheduled: Option<Scheduled>,
    /// An invalid time, as typed.
    at: String,
    /// The authority's time zone.
    zone: String,
}

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PublishVerb {
    Publish,
    Schedule,
    Unschedule,
    Unpublish,
    Archive,
    Erase,
}

/// The action on the revision that the user saw.
#[derive(Deserialize)]
pub struct PublishForm {
    #[serde(rename = "do")]
    verb: PublishVerb,
    seen: i64,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    at: String,
}

/// The body as the public sees it after publication.
fn shown_of(body: &Body) -> Body {
    match body {
        Body::Person(b) => Body::Person(Box::new((**b).clone().public())),
        _ => body.clone(),
    }
}

/// The possible decisions of a user about the publication of a record.
#[allow(clippy::struct_excessive_bools, reason = "each is a question of the page")]
pub struct PublicationStatus {
    /// The published revision.
    pub published: Option<Revision>,
    /// True if another user must decide: two-person approval is required, and the user has written part of
    /// the record.
    pub own_work: bool,
    /// True if the user decides about it at all.
    pub may_publish: bool,
    /// True if the user may unpublish it.
    pub may_unpublish: bool,
    /// True if the user may archive it.
    pub may_archive: bool,
    /// True if the user may delete it permanently.
    pub may_erase: bool,
}

impl PublicationStatus {
    /// The possible decisions of a user about a record at this moment.
    pub async fn of(
        office: &Office,
        current_user: &CurrentUser,
        stored: &StoredRecord,
    ) -> Result<Self, OfficeError> {
        let published = match office.store.published_revision(stored.record.id).await? {
            Some(number) => office.store.revision(stored.record.id, number).await?,
            None => None,
        };
        let actions = [
            Action::Save(RecordState::Published),
            Action::Unschedule,
            Action::Save(RecordState::Unpublished),
            Action::Save(RecordState::Archived),
            Action::Erase,
        ];
        let decisions = office.editorial.decide(&current_user.author(""), &stored.record, actions).await?;
        let [publish, decides, unpublish, archive, erase] = decisions;
        Ok(Self {
            own_work: publish == Err(Denial::OwnWork),
            may_publish: decides.is_ok(),
            may_unpublish: unpublish.is_ok() && published.is_some(),
            may_archive: archive.is_ok() && stored.record.state != RecordState::Archived,
            // Contacts have a separate page, which lists what else is deleted.
            may_erase: erase.is_ok() && stored.record.kind() != Kind::Person,
            published,
        })
    }
}

async fn shown(
    office: &Office,
    current_user: &CurrentUser,
    stored: StoredRecord,
) -> Result<PublishPage, OfficeError> {
    let (kind, id) = (stored.record.kind(), stored.record.id);
    let language = current_user.language();
    let standing = PublicationStatus::of(office, current_user, &stored).await?;
    let old = standing.published.as_ref().map(|r| shown_of(&r.record.body));
    let new = shown_of(&stored.record.body);
    let bodies: Vec<&Body> = old.iter().chain([&new]).collect();
    let names = names(office, current_user, &bodies).await?;
    let changes = changes(old.as_ref(), &new, &names.by_slug, language);
    let record = Record { state: RecordState::Published, ..stored.record.clone() };
    let problems = office.editorial.errors(&record).await?;
    let problems = problems
        .iter()
        .map(|p| {
            let (text, remedy) = problem(language, kind, p.code, &p.arguments);
            (title(kind, &p.path, language), text, remedy)
        })
        .collect();
    let referred = references(&stored.record.body).into_iter();
    let referred: Vec<(Kind, String)> = referred.map(|(_, kind, slug)| (kind, slug)).collect();
    let mut hidden = office.store.summaries_by_slug(&referred, &Filter::default().private(true)).await?;
    hidden.retain(|other| other.state != RecordState::Published);
    hidden.sort_by(|a, b| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
    let hidden = hidden.iter().map(|h| (h.kind, h.id, h.name.text(language.tag()).to_owned())).collect();
    let v = OfficeView::new(current_user, kind.folder());
    Ok(PublishPage {
        title: v.name(stored.record.body.name()),
        v,
        kind,
        id,
        stored,
        standing,
        changes,
        problems,
        hidden,
        scheduled: scheduled(office, id).await?,
        at: String::new(),
        zone: current_user.zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    Ok(page(&shown(&office, &current_user, stored).await?))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<PublishForm>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let author = current_user.author(&bounded(&form.reason, MAX_REASON_CHARS, current_user.language())?);
    let here = format!("/office/{folder}/{id}");
    let (outcome, next) = match form.verb {
        PublishVerb::Publish => {
            (office.editorial.publish(&author, id, form.seen).await, format!("{here}?done=published"))
        }
        PublishVerb::Schedule => {
            let Some(at) = moment(&form.at, &current_user.zone, office.now()) else {
                let mut page = shown(&office, &current_user, stored).await?;
                page.at = if form.at.is_empty() { "–".to_owned() } else { form.at };
                return Ok(refused(&page));
            };
            (office.editorial.schedule(&author, id, form.seen, at).await, format!("{here}?done=scheduled"))
        }
        PublishVerb::Unschedule => {
            (office.editorial.unschedule(&author, id).await, format!("{here}?done=unscheduled"))
        }
        PublishVerb::Unpublish => {
            (office.editorial.unpublish(&author, id, form.seen).await, format!("{here}?done=unpublished"))
        }
        PublishVerb::Archive => {
            (office.editorial.archive(&author, id, form.seen).await, format!("{here}?done=archived"))
        }
        PublishVerb::Erase if stored.record.kind() == Kind::Person => return Err(OfficeError::Forbidden),
        PublishVerb::Erase => {
            (office.editorial.erase(&author, id, form.seen).await, format!("/office/{folder}/"))
        }
    };
    match outcome {
        Err(EditorialError::Invalid(_)) => return Ok(refused(&shown(&office, &current_user, stored).await?)),
        outcome => outcome?,
    }
    if !matches!(form.verb, PublishVerb::Schedule | PublishVerb::Unschedule) {
        office.store.drop_draft(current_user.user.id, id).await?;
    }
    Ok(Redirect::to(&next).into_response())
}
