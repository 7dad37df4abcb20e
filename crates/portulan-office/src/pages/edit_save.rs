//! Saving of the form of a record: drafts, revisions, merging of concurrent changes.
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_api::MAX_REASON_CHARS;
use portulan_editorial::merge::three_way;
use portulan_editorial::{EditorialError, NewRecord};
use portulan_model::{Body, Record, State as RecordState, folder, is_slug};
use portulan_store::{Denial, Draft, StoreError};
use serde_json::Value;

use super::edit_verb::EditVerb;
use super::editor::RecordEditor;
use super::review_request::REVIEW;
use crate::error::OfficeError;
use crate::form::write;
use crate::pairs::{bounded, field};

/// Stores the form as a draft. Returns false if the user has too many drafts, which the form then reports.
pub async fn keep_draft(desk: &mut RecordEditor) -> Result<bool, OfficeError> {
    match desk.office.store.put_draft(draft(desk)?).await {
        Err(StoreError::DraftLimit(_)) => {
            desk.problem("", true, "draft-limit", &[]);
            Ok(false)
        }
        outcome => Ok(outcome.map(|()| true)?),
    }
}

/// The form as a draft of the user.
pub fn draft(desk: &RecordEditor) -> Result<Draft, OfficeError> {
    Ok(Draft {
        user: desk.current_user.user.id,
        record: desk.id,
        kind: desk.kind,
        base: desk.revision,
        merged_from: desk.merged_from,
        fields: desk.sheet.to_json().map_err(OfficeError::failed)?,
        saved: desk.office.now(),
    })
}

/// Saves the form as a revision, or shows the form with the reason why it cannot be saved.
pub async fn save(
    mut desk: RecordEditor,
    verb: EditVerb,
    pairs: &[(String, String)],
) -> Result<Response, OfficeError> {
    let state = if verb == EditVerb::Review { RecordState::InReview } else { RecordState::Draft };
    let record = desk.record(state);
    if !desk.slug.is_empty() && !is_slug(&desk.slug) {
        return desk.refuse().await;
    }
    let Some(record) = record.filter(|_| desk.errors() == 0) else {
        keep_draft(&mut desk).await?;
        return desk.refuse().await;
    };
    let here = format!("/office/{}/{}", desk.kind.folder(), desk.id);
    let next = |done: &str| {
        if verb == EditVerb::Publish { format!("{here}/publish") } else { format!("{here}?done={done}") }
    };
    let same = desk.stored.as_ref().is_some_and(|s| {
        let waits = s.record.state == state || verb != EditVerb::Review;
        s.revision == desk.revision && s.record.body == record.body && s.record.slug == record.slug && waits
    });
    if !same {
        let reason = bounded(field(pairs, "reason"), MAX_REASON_CHARS, desk.current_user.language())?;
        let author = desk.current_user.author(&reason);
        let saved = match desk.stored.as_ref() {
            None => {
                let created = desk.office.editorial.create(&author, NewRecord::new(record.clone())).await;
                created.map(|_| ())
            }
            Some(stored) if stored.revision != desk.revision => return bring_together(desk, record).await,
            Some(_) => desk.office.editorial.save(&author, record.clone(), desk.revision, Vec::new()).await,
        };
        match saved {
            Ok(()) => {}
            Err(EditorialError::Denied(Denial::OutOfScope)) => {
                desk.problem("", true, "not-yours", &[]);
                keep_draft(&mut desk).await?;
                return desk.refuse().await;
            }
            Err(EditorialError::Conflict(_)) => {
                desk.stored = desk.office.store.record_of(desk.id).await?;
                return bring_together(desk, record).await;
            }
            Err(EditorialError::Store(StoreError::SlugTaken { kind, slug })) => {
                desk.problem("", true, "duplicate-slug", &[("slug", slug), ("kind", kind)]);
                return desk.refuse().await;
            }
            Err(e) => return Err(e.into()),
        }
    }
    desk.office.store.drop_draft(desk.current_user.user.id, desk.id).await?;
    // A record that was in review before is reviewed already: its reviewers are not asked again.
    let was_in_review = desk.stored.as_ref().is_some_and(|s| s.record.state == RecordState::InReview);
    let done = match verb {
        _ if same => "same",
        EditVerb::Review if !was_in_review => REVIEW,
        _ => "saved",
    };
    Ok(Redirect::to(&next(done)).into_response())
}

/// Applies the other user's values that the user has selected to the form: those of the revision that it was merged with.
pub async fn take_theirs(desk: &mut RecordEditor, pairs: &[(String, String)]) -> Result<(), OfficeError> {
    let is_taken = |(key, value): &&(String, String)| key.starts_with("take:") && value == "theirs";
    if !pairs.iter().any(|pair| is_taken(&pair)) {
        return Ok(());
    }
    let Some(theirs) = desk.office.store.revision(desk.id, desk.revision).await? else { return Ok(()) };
    let theirs = write::sheet(&theirs.record.body, desk.current_user.language());
    for (key, _) in pairs.iter().filter(is_taken) {
        let path = &key["take:".len()..];
        desk.sheet.clear(path);
        if !theirs.get(path).is_empty() {
            desk.sheet.set(path, theirs.get(path));
        }
        for (rest, value) in theirs.under(path) {
            desk.sheet.set(format!("{path}/{rest}"), value);
        }
    }
    Ok(())
}

/// Another user has saved meanwhile: displays the merged version, with the conflicts.
async fn bring_together(mut desk: RecordEditor, mine: Record) -> Result<Response, OfficeError> {
    let Some(theirs) = desk.stored.clone() else { return Err(OfficeError::Missing) };
    let base = desk.office.store.revision(desk.id, desk.revision).await?;
    let newest = desk.office.store.revision(desk.id, theirs.revision).await?;
    let value = |body: &Body| folder::to_value(body);
    let base = base.map_or(Value::Null, |r| value(&r.record.body));
    let (merged, _) = three_way(&base, &value(&mine.body), &value(&theirs.record.body));
    let body = Body::read(desk.kind, merged).map_err(OfficeError::failed)?;
    desk.sheet = write::sheet(&body, desk.current_user.language());
    desk.merged_from = Some(desk.revision);
    desk.revision = theirs.revision;
    desk.find_conflicts().await?;
    let author = newest.map_or_else(String::new, |r| r.author);
    desk.problem("", false, "merged", &[("name", author)]);
    keep_draft(&mut desk).await?;
    let mut response = desk.show("").await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
