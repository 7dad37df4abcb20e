//! Publication and withdrawal: the differences are displayed before the decision.
use std::collections::{BTreeSet, HashSet};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_editorial::EditorialError;
use portulan_locales::{Language, key, list};
use portulan_model::{Body, Kind, Record, State as RecordState, references};
use portulan_store::{Action, Denial, RecordSummary, Revision, Scheduled, StoredRecord};
use uuid::Uuid;

use super::address::{found, published};
use super::comments::send_back;
use super::history::names;
use super::overview::public;
use super::preview::{PreviewQuery, preview_languages};
use super::publish_form::{MAX_TOGETHER, PublishForm, PublishVerb};
use super::schedule::{moment, scheduled};
use super::unsecured::unsecured;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::diff::{Changed, ItemChange, changes};
use crate::form::labels::problem;
use crate::form::paths::title;
use crate::pairs::FormPairs;
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
    /// The records that this one names and the public does not see.
    hidden: Vec<NamedRecord>,
    /// The number of them that the page lists, if there are more.
    hidden_limit: Option<String>,
    /// The lines of the funding plan that are not secured, with their status.
    unsecured: Vec<(String, String)>,
    /// The scheduled publication.
    scheduled: Option<Scheduled>,
    /// The time of the user's unsaved changes, if there are some.
    unsaved: Option<Timestamp>,
    /// An invalid time, as typed.
    at: String,
    /// The note with which the record was to be sent back.
    note: String,
    /// True if the record was to be sent back without a note.
    lacks_note: bool,
    /// True if the record was changed since the page of the refused decision.
    has_conflict: bool,
    /// The languages of the preview and whether it is in that one; empty for records that have no preview.
    languages: Vec<(Language, bool)>,
    /// The language of the preview.
    lang: &'static str,
    /// The address of the public page.
    public_page: Option<String>,
    /// True if the user may take the record off the site or out of the lists, or delete it.
    withdraws: bool,
    /// The authority's time zone.
    zone: String,
}

/// A record that the page names.
struct NamedRecord {
    kind: Kind,
    id: Uuid,
    name: String,
    /// The revision that would be published; `None` if the user may not publish it or it has errors.
    revision: Option<i64>,
    /// The first error; empty without one.
    problem: String,
    /// True if it is selected.
    is_selected: bool,
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
    /// True if the user may take a record of a kind off the site or out of the lists, or delete it.
    fn withdraws(&self, kind: Kind) -> bool {
        let archives = self.may_archive && (self.published.is_some() || kind.is_private());
        self.may_publish && (self.may_unpublish || archives || self.may_erase)
    }
}

impl PublicationStatus {
    /// The possible decisions of a user about a record at this moment.
    pub async fn of(
        office: &Office,
        current_user: &CurrentUser,
        stored: &StoredRecord,
    ) -> Result<Self, OfficeError> {
        let published = published(office, stored.record.id).await?;
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
    wanted: Option<Language>,
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
            let (text, remedy) = problem(language, (kind, &p.path), p.code, &p.arguments);
            (title(kind, &p.path, language), text, remedy)
        })
        .collect();
    let v = OfficeView::new(current_user, kind.folder());
    let (hidden, has_more_hidden) = hidden(office, current_user, &v, &stored.record).await?;
    let site = office.app.site();
    let own = site.programme.own_organisation_slug();
    let unsecured = unsecured(old.as_ref(), &new, own)
        .into_iter()
        .map(|(slug, stage)| {
            let name = names.by_slug.get(&(Kind::Organisation, slug.clone())).cloned().unwrap_or(slug);
            (name, v.word(list!("funding-stage"), stage))
        })
        .collect();
    let public_page = public(office, current_user, &stored.record).await?.and_then(|(_, address)| address);
    let (languages, lang) =
        if kind.is_private() { (Vec::new(), "") } else { preview_languages(office, current_user, wanted) };
    Ok(PublishPage {
        withdraws: standing.withdraws(kind),
        public_page,
        languages,
        lang,
        title: v.name(stored.record.body.name()),
        v,
        kind,
        id,
        stored,
        standing,
        changes,
        problems,
        hidden_limit: has_more_hidden.then(|| hidden.len().to_string()),
        hidden,
        unsecured,
        scheduled: scheduled(office, id).await?,
        unsaved: office.store.draft(current_user.user.id, id).await?.map(|draft| draft.saved),
        at: String::new(),
        note: String::new(),
        lacks_note: false,
        has_conflict: false,
        zone: current_user.zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

/// The records that the public does not see and that a record names, directly or through others of them, each with whether it can
/// be published with it. Of a record that cannot, the links are not followed. True if there are more than [`MAX_TOGETHER`].
async fn hidden(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    record: &Record,
) -> Result<(Vec<NamedRecord>, bool), OfficeError> {
    let mut found: Vec<NamedRecord> = Vec::new();
    let mut has_more = false;
    let mut known: HashSet<Uuid> = HashSet::from([record.id]);
    let mut bodies = vec![record.body.clone()];
    while !bodies.is_empty() && !has_more {
        let referred: BTreeSet<(Kind, String)> =
            bodies.drain(..).flat_map(|body| references(&body)).map(|(_, kind, slug)| (kind, slug)).collect();
        let referred: Vec<(Kind, String)> = referred.into_iter().collect();
        let mut heads = office.store.summaries_by_slug(&referred, &current_user.visible_filter()).await?;
        // A record of which the public sees an earlier version is not hidden; its draft is not published here.
        heads.retain(|other| other.published.is_none() && known.insert(other.id));
        let left = MAX_TOGETHER - found.len();
        has_more = heads.len() > left;
        heads.truncate(left);
        for head in heads {
            let Some(stored) = office.store.record_of(head.id).await? else { continue };
            let published = Record { state: RecordState::Published, ..stored.record.clone() };
            let errors = office.editorial.errors(&published).await?;
            let problem = errors.first().map(|error| {
                let (text, _) = problem(v.language, (head.kind, &error.path), error.code, &error.arguments);
                format!("{} – {text}", title(head.kind, &error.path, v.language))
            });
            let can = problem.is_none() && can_follow(office, current_user, &head, &stored.record).await?;
            let revision = can.then_some(stored.revision);
            let problem = problem.unwrap_or_default();
            found.push(NamedRecord {
                kind: head.kind,
                id: head.id,
                name: v.head(&head),
                revision,
                problem,
                is_selected: true,
            });
            if can {
                bodies.push(stored.record.body);
            }
        }
    }
    found.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    Ok((found, has_more))
}

/// True if the user can publish a hidden record without errors with another.
async fn can_follow(
    office: &Office,
    current_user: &CurrentUser,
    head: &RecordSummary,
    record: &Record,
) -> Result<bool, OfficeError> {
    let publish = [Action::Save(RecordState::Published)];
    let [decision] = office.editorial.decide(&current_user.author(""), record, publish).await?;
    // A withdrawn record stays withdrawn until a user publishes it from its own page.
    let is_new = matches!(head.state, RecordState::Draft | RecordState::InReview);
    Ok(is_new && !head.kind.is_private() && decision.is_ok())
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    Ok(page(&shown(&office, &current_user, stored, asked.language()).await?))
}

/// The page again after a refused decision, with what was typed.
async fn refused_page(
    office: &Office,
    current_user: &CurrentUser,
    stored: StoredRecord,
    form: PublishForm,
) -> Result<PublishPage, OfficeError> {
    let page = shown(office, current_user, stored, None).await?;
    // What was deselected stays so.
    let mut hidden = page.hidden;
    for record in &mut hidden {
        record.is_selected =
            form.verb != PublishVerb::Publish || form.with.iter().any(|(id, _)| *id == record.id);
    }
    Ok(PublishPage { note: form.note, hidden, ..page })
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let form = PublishForm::read(&pairs)?;
    match decide(&office, &current_user, &stored, &form).await {
        Ok(PublishOutcome::Next(next)) => {
            if form.verb.ends_draft() {
                office.store.drop_draft(current_user.user.id, id).await?;
            }
            Ok(Redirect::to(&next).into_response())
        }
        Ok(PublishOutcome::WrongTime) => {
            let at = if form.at.is_empty() { "–".to_owned() } else { form.at.clone() };
            let page = refused_page(&office, &current_user, stored, form).await?;
            Ok(refused(&PublishPage { at, ..page }))
        }
        Ok(PublishOutcome::LacksNote) => {
            let page = refused_page(&office, &current_user, stored, form).await?;
            Ok(refused(&PublishPage { lacks_note: true, ..page }))
        }
        Ok(PublishOutcome::HasErrors) => {
            Ok(refused(&refused_page(&office, &current_user, stored, form).await?))
        }
        Err(OfficeError::Conflict) => {
            let newest = found(&office, &current_user, &folder, id).await?;
            let page = refused_page(&office, &current_user, newest, form).await?;
            let body = crate::view::page(&PublishPage { has_conflict: true, ..page });
            Ok((StatusCode::CONFLICT, body).into_response())
        }
        Err(error) => Err(error),
    }
}

/// The outcome of a decision about a publication.
enum PublishOutcome {
    /// It was carried out; the address to go to.
    Next(String),
    /// The time of a scheduled publication is invalid.
    WrongTime,
    /// The record was to be sent back without a note.
    LacksNote,
    /// The record, or one to be published with it, has errors.
    HasErrors,
}

/// Carries out the decision of a form.
async fn decide(
    office: &Office,
    current_user: &CurrentUser,
    stored: &StoredRecord,
    form: &PublishForm,
) -> Result<PublishOutcome, OfficeError> {
    let (kind, id) = (stored.record.kind(), stored.record.id);
    let author = current_user.author("");
    let (editorial, folder) = (&office.editorial, kind.folder());
    let outcome = match form.verb {
        PublishVerb::Publish => {
            let together = form.together(id);
            // Only records that the page offers to publish with this one.
            if together.len() > 1 {
                let v = OfficeView::new(current_user, folder);
                let (named, _) = hidden(office, current_user, &v, &stored.record).await?;
                let is_offered = |(other, seen): &(Uuid, i64)| {
                    *other == id || named.iter().any(|n| n.id == *other && n.revision == Some(*seen))
                };
                if !together.iter().all(is_offered) {
                    return Err(OfficeError::Conflict);
                }
            }
            editorial.publish_together(&author, &together).await
        }
        PublishVerb::Schedule => {
            let Some(at) = moment(&form.at, &current_user.zone, office.now()) else {
                return Ok(PublishOutcome::WrongTime);
            };
            editorial.schedule(&author, id, form.seen, at).await
        }
        PublishVerb::Unschedule => editorial.unschedule(&author, id).await,
        PublishVerb::SendBack => {
            let next = send_back(office, current_user, &stored.record, form.seen, &form.note).await?;
            return Ok(next.map_or(PublishOutcome::LacksNote, PublishOutcome::Next));
        }
        PublishVerb::Unpublish => editorial.unpublish(&author, id, form.seen).await,
        PublishVerb::Archive => editorial.archive(&author, id, form.seen).await,
        PublishVerb::Erase if kind == Kind::Person => return Err(OfficeError::Forbidden),
        PublishVerb::Erase => editorial.erase(&author, id, form.seen).await,
    };
    match outcome {
        Err(EditorialError::Invalid(_)) => return Ok(PublishOutcome::HasErrors),
        outcome => outcome?,
    }
    Ok(PublishOutcome::Next(match form.verb.done() {
        Some(done) => format!("/office/{folder}/{id}/overview?done={done}"),
        None => format!("/office/{folder}/"),
    }))
}
