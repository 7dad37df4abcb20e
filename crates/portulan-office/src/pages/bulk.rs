//! Actions on the selected records of a list.
use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::{EditorialError, authority};
use portulan_locales::{key, list};
use portulan_model::kinds::Tag;
use portulan_model::{Body, Kind, State as RecordState};
use portulan_store::{Action, Author, RecordSummary};
use uuid::Uuid;

use super::address::{published, visible};
use super::bulk_verb::{BulkOutcome, BulkVerb};
use super::list_query::{ListQuery, ROWS};
use super::records::{seen, workbook_of};
use super::save_in_place::{obstacle, save_in_place};
use super::tasks::{NewTask, add_task};
use super::unsecured::unsecured;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::pairs::{FormPairs, field, selected_record};
use crate::view::{OfficeView, page};

/// Does an action on the selected records, each alone: one that is refused leaves the others.
pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
    FormPairs(pairs): FormPairs,
) -> Result<Response, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    let asked = ListQuery::read(kind, &asked);
    let verb = field(&pairs, "do");
    if verb.is_empty() {
        return Ok(Redirect::to(&format!("/office/{}/{}", kind.folder(), asked.page_link(asked.page)))
            .into_response());
    }
    let verb = BulkVerb::from_name(verb).ok_or_else(|| OfficeError::Unreadable(verb.to_owned()))?;
    if !verb.is_for(kind) {
        return Err(OfficeError::Missing);
    }
    let selected = pairs.iter().filter(|(name, _)| name == "record");
    let selected = selected.map(|(_, value)| selected_record(value)).collect::<Result<BTreeSet<_>, _>>()?;
    if selected.len() > ROWS as usize {
        return Err(OfficeError::TooLarge);
    }
    let selected: Vec<(Uuid, i64)> = selected.into_iter().collect();
    if selected.is_empty() {
        return Err(OfficeError::Refused(current_user.language().text(key!("office-bulk-nothing"))));
    }
    let action = match verb {
        _ if verb.is_asked() && field(&pairs, "sure") != "yes" => {
            return ask(&office, &current_user, kind, verb, &selected).await;
        }
        BulkVerb::Export => {
            let heads = visible(&office, &current_user, kind, &selected).await?;
            let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
            return workbook_of(&office, &current_user, kind, &ids, "").await;
        }
        BulkVerb::Theme => BulkAction::Theme(theme(&office, &current_user, field(&pairs, "theme")).await?),
        BulkVerb::Assign => {
            let (title, due, who) = (field(&pairs, "title"), field(&pairs, "due"), field(&pairs, "who"));
            let task = NewTask::read(&office, title, due, who, current_user.language()).await?;
            let refused = |problem| OfficeError::Refused(current_user.language().text(problem));
            BulkAction::Assign(task.map_err(refused)?)
        }
        BulkVerb::Publish => BulkAction::Publish,
        BulkVerb::Unpublish => BulkAction::Unpublish,
        BulkVerb::Archive => BulkAction::Archive,
        BulkVerb::Delete => BulkAction::Delete,
        BulkVerb::Edit => return Err(OfficeError::Missing),
    };
    let visible = visible(&office, &current_user, kind, &selected).await?;
    let mut outcome = BulkOutcome { verb, done: 0, drafts: 0, sources: 0, failed: 0 };
    let mut left: Vec<(Uuid, i64)> = Vec::new();
    for (id, revision) in selected {
        if visible.iter().any(|head| head.id == id) { left.push((id, revision)) } else { outcome.failed += 1 }
    }
    // A record can be deleted once those of the selection that refer to it are.
    loop {
        let count = left.len();
        let mut refused = Vec::new();
        for record in left {
            match change(&office, &current_user, &action, record).await? {
                ChangeOutcome::Done => outcome.done += 1,
                ChangeOutcome::Draft => {
                    outcome.done += 1;
                    outcome.drafts += 1;
                }
                ChangeOutcome::Refused => refused.push(record),
            }
        }
        left = refused;
        if verb != BulkVerb::Delete || left.is_empty() || left.len() == count {
            break;
        }
    }
    outcome.failed += left.len();
    let refused: Vec<Uuid> = left.into_iter().map(|(id, _)| id).collect();
    Ok(Redirect::to(&asked.after(kind, outcome, &refused)).into_response())
}

/// The outcome of an action on one record.
enum ChangeOutcome {
    /// It was done.
    Done,
    /// It was done in a draft: the record is public, and its author may not publish it.
    Draft,
    /// It was refused.
    Refused,
}

/// The question before records are deleted, or leave the site.
#[derive(Template)]
#[template(path = "bulk_question.html")]
struct BulkQuestionPage {
    v: OfficeView,
    kind: Kind,
    verb: BulkVerb,
    /// The consequence for the records.
    lead: String,
    records: Vec<RecordSummary>,
    /// The selection, as the list sent it.
    selected: Vec<String>,
}

/// Asks whether an action is to be done on the selected records.
async fn ask(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
    verb: BulkVerb,
    selected: &[(Uuid, i64)],
) -> Result<Response, OfficeError> {
    let records = visible(office, current_user, kind, selected).await?;
    let selected = selected.iter().map(|(id, revision)| format!("{id} {revision}")).collect();
    let v = OfficeView::new(current_user, kind.folder());
    let arguments = [("action", verb.name().into()), ("count", records.len().into())];
    let lead = v.language.format(key!("office-bulk-question-lead"), &arguments);
    Ok(page(&BulkQuestionPage { v, kind, verb, lead, records, selected }))
}

/// An action with what it needs.
enum BulkAction {
    /// Publishes the record.
    Publish,
    /// Withdraws it from the public.
    Unpublish,
    /// Archives it.
    Archive,
    /// Deletes it permanently.
    Delete,
    /// Adds the theme with this key.
    Theme(String),
    /// Adds this task.
    Assign(NewTask),
}

/// Does an action on one record, of which the user saw a revision.
async fn change(
    office: &Office,
    current_user: &CurrentUser,
    action: &BulkAction,
    (id, revision): (Uuid, i64),
) -> Result<ChangeOutcome, OfficeError> {
    let (editorial, author) = (&office.editorial, &current_user.author(""));
    let done = |()| ChangeOutcome::Done;
    let outcome = match action {
        // The page of publication names these funders.
        BulkAction::Publish if names_new_funders(office, id).await? => Ok(ChangeOutcome::Refused),
        BulkAction::Publish => editorial.publish(author, id, revision).await.map(done),
        BulkAction::Unpublish => editorial.unpublish(author, id, revision).await.map(done),
        BulkAction::Archive => editorial.archive(author, id, revision).await.map(done),
        BulkAction::Delete => editorial.erase(author, id, revision).await.map(done),
        BulkAction::Theme(theme) => add_theme(office, author, theme, (id, revision)).await,
        BulkAction::Assign(task) => {
            return match add_task(office, current_user, Some(id), task).await {
                Err(OfficeError::Denied(_) | OfficeError::Missing) => Ok(ChangeOutcome::Refused),
                outcome => outcome.map(done),
            };
        }
    };
    match outcome {
        Err(e) if e.is_refusal() => Ok(ChangeOutcome::Refused),
        outcome => Ok(outcome?),
    }
}

/// True if a record is a project whose plan names funders that have not granted their funding and are not public yet.
async fn names_new_funders(office: &Office, id: Uuid) -> Result<bool, OfficeError> {
    let Some(stored) = office.store.record_of(id).await? else { return Ok(false) };
    let body = &stored.record.body;
    if !matches!(body, Body::Project(_)) {
        return Ok(false);
    }
    let public = published(office, id).await?;
    let site = office.app.site();
    let own = site.programme.own_organisation_slug();
    Ok(!unsecured(public.as_ref().map(|revision| &revision.record.body), body, own).is_empty())
}

/// The key of a theme of the authority.
async fn theme(office: &Office, current_user: &CurrentUser, key: &str) -> Result<String, OfficeError> {
    let themes = authority(&*office.store).await?.map(|authority| authority.themes).unwrap_or_default();
    let known = themes.into_iter().find(|term| term.key == key).map(|term| term.key);
    known.ok_or_else(|| OfficeError::Refused(current_user.language().text(key!("office-bulk-theme-missing"))))
}

/// Adds a theme to a record, unless the record has it.
async fn add_theme(
    office: &Office,
    author: &Author,
    key: &str,
    (id, revision): (Uuid, i64),
) -> Result<ChangeOutcome, EditorialError> {
    let stored = office.store.record_of(id).await?.ok_or(EditorialError::Missing)?;
    let mut record = stored.record;
    let action = Action::Save(RecordState::Draft);
    if obstacle(office, &record).await?.is_some() {
        return Ok(ChangeOutcome::Refused);
    }
    if stored.revision != revision || !office.editorial.allows(author, &record, action).await? {
        return Ok(ChangeOutcome::Refused);
    }
    let themes = match &mut record.body {
        Body::Partnership(body) => &mut body.themes,
        Body::Project(body) => &mut body.themes,
        Body::Event(body) => &mut body.themes,
        _ => return Err(EditorialError::Missing),
    };
    if themes.iter().any(|tag| tag.key == key) {
        return Ok(ChangeOutcome::Done);
    }
    themes.push(Tag { key: key.to_owned(), ..Tag::default() });
    let was_public = record.state == RecordState::Published;
    let is_public = save_in_place(office, author, record, revision).await?;
    Ok(if was_public && !is_public { ChangeOutcome::Draft } else { ChangeOutcome::Done })
}
