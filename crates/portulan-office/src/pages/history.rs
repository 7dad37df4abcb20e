//! The history of a record: revisions with their differences, and restoring.
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{Language, key};
use portulan_model::{Body, Kind, State as RecordState};
use portulan_store::Revision;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::RecordNames;
use crate::form::changed_fields::changed_fields;
use crate::form::diff::{Changed, ItemChange, changes};
use crate::view::{OfficeView, page};

/// The number of revisions of a page.
const PAGE_REVISIONS: u32 = 30;

/// The largest number of changed fields that a line names.
const MAX_FIELDS_SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    lines: Vec<HistoryLine>,
    /// The number of the revision before which the next page begins.
    older: Option<i64>,
    /// True if there are newer revisions than those of the page.
    is_later_page: bool,
}

/// A revision with its changes in words.
struct HistoryLine {
    revision: Revision,
    changed: String,
}

/// The query parameters of the history.
#[derive(Deserialize)]
pub struct HistoryQuery {
    /// The number of the revision before which the page begins; `None` for the newest revisions.
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "revision.html")]
struct RevisionPage {
    v: OfficeView,
    kind: Kind,
    id: Uuid,
    title: String,
    revision: Revision,
    changes: Vec<Changed>,
    previous: Option<i64>,
    newest: i64,
    may_restore: bool,
}

/// The names of the records that some bodies refer to.
pub async fn names(
    office: &Office,
    current_user: &CurrentUser,
    bodies: &[&Body],
) -> Result<RecordNames, OfficeError> {
    Ok(RecordNames::of_bodies(&*office.store, bodies, current_user).await?)
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Query(query): Query<HistoryQuery>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let kind = stored.record.kind();
    let v = OfficeView::new(&current_user, kind.folder());
    let title = v.name(stored.record.body.name());
    // One more, with which the last of the page is compared.
    let mut revisions = office.store.history_page(id, query.before, PAGE_REVISIONS + 1).await?;
    let language = v.language;
    let mut lines = Vec::with_capacity(revisions.len());
    while !revisions.is_empty() && lines.len() < PAGE_REVISIONS as usize {
        let revision = revisions.remove(0);
        let changed = changed(revisions.first(), &revision, language);
        lines.push(HistoryLine { revision, changed });
    }
    let older = lines.last().map(|line| line.revision.number).filter(|_| !revisions.is_empty());
    let is_later_page = lines.first().is_some_and(|line| line.revision.number < stored.revision);
    Ok(page(&HistoryPage { v, kind, id, title, lines, older, is_later_page }))
}

/// The changes of a revision in words: the first fields that differ from the version before, and the number of the others.
fn changed(before: Option<&Revision>, revision: &Revision, language: Language) -> String {
    let Some(before) = before else { return language.text(key!("office-history-created")) };
    let mut fields = changed_fields(&before.record.body, &revision.record.body, language);
    if before.record.slug != revision.record.slug {
        fields.push(language.text(key!("office-slug")));
    }
    let shown = fields[..fields.len().min(MAX_FIELDS_SHOWN)].join(", ");
    match fields.len() - fields.len().min(MAX_FIELDS_SHOWN) {
        0 if fields.is_empty() => language.text(key!("office-history-same")),
        0 => language.format(key!("office-history-changed"), &[("fields", shown.as_str().into())]),
        others => {
            let arguments = [("fields", shown.as_str().into()), ("count", others.into())];
            language.format(key!("office-history-changed-others"), &arguments)
        }
    }
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id, number)): Path<(String, Uuid, i64)>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let kind = stored.record.kind();
    let revision = office.store.revision(id, number).await?.ok_or(OfficeError::Missing)?;
    let before = office.store.revision(id, number - 1).await?;
    let old = before.as_ref().map(|r| &r.record.body);
    let bodies: Vec<&Body> = old.into_iter().chain([&revision.record.body]).collect();
    let names = names(&office, &current_user, &bodies).await?;
    let changes = changes(old, &revision.record.body, &names.by_slug, current_user.language());
    let v = OfficeView::new(&current_user, kind.folder());
    let may_restore = number != stored.revision && current_user.can_write(&office, &stored.record).await?;
    Ok(page(&RevisionPage {
        title: v.name(stored.record.body.name()),
        v,
        kind,
        id,
        revision,
        changes,
        previous: before.map(|r| r.number),
        newest: stored.revision,
        may_restore,
    }))
}

/// The revision that the user saw when restoring.
#[derive(Deserialize)]
pub struct Back {
    seen: i64,
}

/// Restores an earlier revision as a draft: the public sees it only after publication.
pub async fn restore(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id, number)): Path<(String, Uuid, i64)>,
    Form(form): Form<Back>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    if office.store.scheduled_for(id).await?.is_some() {
        return Err(OfficeError::Refused(current_user.language().text(key!("office-obstacle-scheduled"))));
    }
    let old = office.store.revision(id, number).await?.ok_or(OfficeError::Missing)?;
    let mut record = old.record;
    // An earlier address may belong to another record by now.
    record.slug = stored.record.slug;
    record.state = RecordState::Draft;
    let reason = current_user
        .language()
        .format(key!("office-restored-reason"), &[("value", number.to_string().as_str().into())]);
    office.editorial.save(&current_user.author(&reason), record, form.seen, Vec::new()).await?;
    office.store.drop_draft(current_user.user.id, id).await?;
    Ok(Redirect::to(&format!("/office/{folder}/{id}?done=restored")).into_response())
}
