//! Editing of a record: the form and its autosaved drafts.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_model::State as RecordState;
use portulan_store::StoreError;
use serde::Deserialize;
use uuid::Uuid;

use super::address::{kind_of, published};
use super::edit_save::{draft, take_theirs};
use super::editor::RecordEditor;
use super::review_request::{self, REVIEW};
use crate::Office;
use crate::auth::{CurrentUser, safe_next};
use crate::error::OfficeError;
use crate::form::{FormData, SheetError, Windows, amounts};
use crate::pairs::{FormPairs, field};

/// The query parameters of messages.
#[derive(Deserialize)]
pub struct EditQuery {
    /// The completed action.
    #[serde(default)]
    done: String,
    /// The mentioned users who may not view the record: identities separated by commas.
    #[serde(default)]
    unnotified: String,
    /// Not empty if the user's last comment has names that no user has.
    #[serde(default)]
    unknown: String,
    /// A list with the first item to display, in a read-only form.
    #[serde(default)]
    list: String,
    #[serde(default)]
    item: usize,
}

/// A new record begins at an address of its own, so that its draft is found again.
pub async fn new(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
) -> Result<Response, OfficeError> {
    let kind = kind_of(&folder)?;
    if !current_user.can_create_kind(kind) {
        return Err(OfficeError::Forbidden);
    }
    Ok(Redirect::to(&format!("/office/{}/{}", kind.folder(), office.new_id()?)).into_response())
}

/// True if a published revision of a record of a kind that is not private can be read.
async fn is_public(office: &Office, folder: &str, id: Uuid) -> Result<bool, OfficeError> {
    let kind = kind_of(folder)?;
    let revision = published(office, id).await?;
    Ok(revision.is_some_and(|revision| revision.record.kind() == kind && !kind.is_private()))
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(asked): Query<EditQuery>,
) -> Result<Response, OfficeError> {
    let mut desk = match RecordEditor::open(office.clone(), current_user, &folder, id).await {
        // Of a public record with a draft, the published version can be read.
        Err(OfficeError::Missing) if is_public(&office, &folder, id).await? => {
            return Ok(Redirect::to(&format!("/office/{folder}/{id}/overview")).into_response());
        }
        desk => desk?,
    };
    if desk.stored.is_none() && !desk.current_user.can_create_kind(desk.kind) {
        return Err(OfficeError::Missing);
    }
    if let Some(draft) = desk.office.store.draft(desk.current_user.user.id, id).await? {
        let sheet = FormData::from_json(&draft.fields).map_err(OfficeError::failed)?;
        (desk.sheet, desk.revision, desk.draft) = (sheet, draft.base, Some(draft.saved));
        desk.merged_from = draft.merged_from;
    }
    if !asked.list.is_empty() {
        desk.windows.show(&asked.list, asked.item);
    }
    desk.resolve().await?;
    desk.find_conflicts().await?;
    desk.gather_tongues();
    if desk.stored.is_some() {
        let state = desk.stored.as_ref().map_or(RecordState::Draft, |s| s.record.state);
        desk.record(state);
    }
    if let Some(stored) = &desk.stored {
        desk.current_user.audit_read(&desk.office, &stored.record).await?;
    }
    if let Some(stored) = desk.stored.as_ref().filter(|_| desk.follows) {
        let unnotified: Vec<Uuid> = asked.unnotified.split(',').filter_map(|id| id.parse().ok()).collect();
        desk.report = Some(unnotified).filter(|ids| !ids.is_empty() || !asked.unknown.is_empty());
        if asked.done == REVIEW && stored.record.state == RecordState::InReview {
            desk.asked = Some(review_request::asked(&desk.office, &desk.current_user, &stored.record).await?);
        }
    }
    let answer = desk.show(&asked.done).await?;
    desk.office.store.see_mentions(desk.current_user.user.id, id).await?;
    Ok(answer)
}

/// A form as it was posted.
pub async fn posted(
    office: Office,
    current_user: CurrentUser,
    folder: &str,
    id: Uuid,
    pairs: &[(String, String)],
) -> Result<RecordEditor, OfficeError> {
    let mut desk = RecordEditor::open(office, current_user, folder, id).await?;
    if !desk.may_write().await? && !desk.may_propose().await? {
        return Err(OfficeError::Forbidden);
    }
    let version = field(pairs, "revision");
    let (revision, fingerprint) = version.split_once(' ').unwrap_or((version, ""));
    desk.revision = revision.parse().unwrap_or_default();
    desk.merged_from = field(pairs, "merged").parse().ok();
    let posted = FormData::posted(pairs.iter().cloned()).map_err(|e| match e {
        SheetError::TooManyFields | SheetError::PathTooLong => OfficeError::TooLarge,
        SheetError::NoFields => OfficeError::Problem(("no-fields", Vec::new())),
    })?;
    desk.sheet = desk.with_rest(posted, fingerprint).await?;
    desk.windows = Windows::posted(pairs);
    take_theirs(&mut desk, pairs).await?;
    let language = desk.current_user.language();
    // While the user still types, the date of the payment may follow.
    let is_final = ["save", "review", "publish", "propose"].contains(&field(pairs, "do"));
    let today = is_final.then(|| desk.current_user.today());
    let derived = amounts::derived(pairs);
    amounts::complete(&mut desk.sheet, desk.authority.as_ref(), today, language, &derived);
    desk.resolve().await?;
    desk.find_conflicts().await?;
    field(pairs, "slug").trim().clone_into(&mut desk.slug);
    field(pairs, "tongues").split(' ').for_each(|tag| desk.add_tongue(tag));
    Ok(desk)
}

/// Autosaves the form, so that closing the window loses nothing.
pub async fn keep(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let desk = posted(office, current_user, &folder, id, &pairs).await?;
    match desk.office.store.put_draft(draft(&desk)?).await {
        Err(StoreError::DraftLimit(_)) => Err(OfficeError::Problem(("draft-limit", Vec::new()))),
        outcome => Ok(outcome.map(|()| StatusCode::NO_CONTENT.into_response())?),
    }
}

/// Discards a draft.
pub async fn drop(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    office.store.drop_draft(current_user.user.id, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The page that lists a draft.
#[derive(Deserialize)]
pub struct DiscardForm {
    #[serde(default)]
    next: String,
}

/// Discards a draft from a list of those that were not saved.
pub async fn discard(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((_, id)): Path<(String, Uuid)>,
    Form(form): Form<DiscardForm>,
) -> Result<Response, OfficeError> {
    office.store.drop_draft(current_user.user.id, id).await?;
    Ok(Redirect::to(safe_next(&form.next)).into_response())
}
