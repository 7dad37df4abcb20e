//! Actions on the selected records of a list.
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::{EditorialError, authority};
use portulan_locales::key;
use portulan_model::kinds::Tag;
use portulan_model::{Body, Kind};
use portulan_store::Author;
use uuid::Uuid;

use super::bulk_verb::{BulkOutcome, BulkVerb};
use super::list_query::{ListQuery, ROWS};
use super::records::{seen, workbook_of};
use super::save_in_place::save_in_place;
use super::tasks::{NewTask, add_task};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::pairs::{FormPairs, field, selected_record};

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
    let verb = BulkVerb::from_name(verb).ok_or_else(|| OfficeError::Unreadable(verb.to_owned()))?;
    let selected = pairs.iter().filter(|(name, _)| name == "record").take(ROWS as usize);
    let selected = selected.map(|(_, value)| selected_record(value)).collect::<Result<Vec<_>, _>>()?;
    if selected.is_empty() {
        return Err(OfficeError::Refused(current_user.language().text(key!("office-bulk-nothing"))));
    }
    let action = match verb {
        BulkVerb::Export => {
            let ids = visible(&office, &current_user, kind, &selected).await?;
            return workbook_of(&office, &current_user, kind, &ids, "").await;
        }
        BulkVerb::Theme => BulkAction::Theme(theme(&office, &current_user, field(&pairs, "theme")).await?),
        BulkVerb::Assign => {
            let (title, due, who) = (field(&pairs, "title"), field(&pairs, "due"), field(&pairs, "who"));
            let task = NewTask::read(&office, title, due, who, current_user.language()).await?;
            let refused = |problem| OfficeError::Refused(current_user.language().text(problem));
            BulkAction::Assign(task.map_err(refused)?)
        }
        BulkVerb::Publish => BulkAction::State(StateVerb::Publish),
        BulkVerb::Unpublish => BulkAction::State(StateVerb::Unpublish),
        BulkVerb::Archive => BulkAction::State(StateVerb::Archive),
        BulkVerb::Delete => BulkAction::State(StateVerb::Delete),
    };
    let visible = visible(&office, &current_user, kind, &selected).await?;
    let (mut done, mut failed) = (0, 0);
    for (id, revision) in selected {
        if visible.contains(&id) && change(&office, &current_user, &action, (id, revision)).await? {
            done += 1;
        } else {
            failed += 1;
        }
    }
    Ok(Redirect::to(&asked.after(kind, BulkOutcome { verb, done, failed })).into_response())
}

/// An action with what it needs.
enum BulkAction {
    /// A change of the publication state, or a deletion.
    State(StateVerb),
    /// The key of the theme to add.
    Theme(String),
    /// The task to add.
    Assign(NewTask),
}

/// A change of the publication state, or a deletion.
#[derive(Clone, Copy)]
enum StateVerb {
    /// Publishes the record.
    Publish,
    /// Withdraws it from the public.
    Unpublish,
    /// Archives it.
    Archive,
    /// Deletes it permanently.
    Delete,
}

/// Does an action on one record, of which the user saw a revision. Returns false if it is refused.
async fn change(
    office: &Office,
    current_user: &CurrentUser,
    action: &BulkAction,
    (id, revision): (Uuid, i64),
) -> Result<bool, OfficeError> {
    let (editorial, author) = (&office.editorial, &current_user.author(""));
    let outcome = match action {
        BulkAction::State(state) => match state {
            StateVerb::Publish => editorial.publish(author, id, revision).await,
            StateVerb::Unpublish => editorial.unpublish(author, id, revision).await,
            StateVerb::Archive => editorial.archive(author, id, revision).await,
            StateVerb::Delete => editorial.erase(author, id, revision).await,
        },
        BulkAction::Theme(theme) => add_theme(office, author, theme, (id, revision)).await,
        BulkAction::Assign(task) => {
            return match add_task(office, current_user, Some(id), task).await {
                Err(OfficeError::Denied(_) | OfficeError::Missing) => Ok(false),
                outcome => outcome.map(|()| true),
            };
        }
    };
    match outcome {
        Err(e) if e.is_refusal() => Ok(false),
        outcome => Ok(outcome.map(|()| true)?),
    }
}

/// The selected records that are of a kind and that the user may view.
async fn visible(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
    selected: &[(Uuid, i64)],
) -> Result<Vec<Uuid>, OfficeError> {
    let ids: Vec<Uuid> = selected.iter().map(|(id, _)| *id).collect();
    let heads = office.store.summaries_by_id(&ids, &current_user.visible_filter().kind(kind)).await?;
    Ok(heads.into_iter().map(|head| head.id).collect())
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
) -> Result<(), EditorialError> {
    let mut record = office.store.record_of(id).await?.ok_or(EditorialError::Missing)?.record;
    let themes = match &mut record.body {
        Body::Partnership(body) => &mut body.themes,
        Body::Project(body) => &mut body.themes,
        Body::Event(body) => &mut body.themes,
        _ => return Err(EditorialError::Missing),
    };
    if themes.iter().any(|tag| tag.key == key) {
        return Ok(());
    }
    themes.push(Tag { key: key.to_owned(), ..Tag::default() });
    save_in_place(office, author, record, revision).await.map(|_| ())
}
