//! The list of one kind of record.
use std::collections::HashMap;

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::authority;
use portulan_locales::{key, list};
use portulan_model::kinds::Authority;
use portulan_model::{FileKind, Kind, State as RecordState, references};
use portulan_store::{AuditAction, ListFigures, ListOrder, RecordSummary, SavedView, User, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use super::address::kind_of;
use super::bulk_refusals::{PublicationRefusal, publication_refusals};
use super::bulk_verb::{BulkVerb, can_edit_cells};
use super::list_filters::{ListFilter, MAX_VALUES, filters, totals};
use super::list_query::{ListQuery, ROWS, SortHeading};
use super::media::thumbs;
use super::overview::readouts;
use super::tasks::people;
use super::unsaved::{UnsavedRecord, unsaved};
use super::uploads::{UploadMode, UploadTarget};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::form::codes::TypedList;
use crate::form::list_cells::{all_columns, cells, column_label};
use crate::form::readout_content::ReadoutValue;
use crate::form::refs::targets_of_fields;
use crate::form::{RecordNames, Thumb};
use crate::import::out;
use crate::view::{OfficeView, page, xlsx};

/// The text that a field has so far.
#[derive(Deserialize)]
pub struct CompletionQuery {
    #[serde(default)]
    q: String,
}

/// A record in the list.
struct ListRow {
    head: RecordSummary,
    /// The newest revision, which an action on the record names.
    revision: i64,
    cells: Vec<ReadoutValue>,
}

#[derive(Template)]
#[template(path = "records.html")]
struct RecordsPage {
    v: OfficeView,
    kind: Kind,
    /// The columns: names and labels.
    columns: Vec<(&'static str, String)>,
    /// The headings of the name, of the columns and of the time of the change.
    headings: ListHeadings,
    /// All columns, with their labels and whether the list has them.
    all_columns: Vec<(&'static str, String, bool)>,
    filters: Vec<ListFilter>,
    /// The sums of the amounts of all records of the list.
    totals: Vec<(String, String)>,
    views: Vec<SavedView>,
    rows: Vec<ListRow>,
    total: usize,
    /// The new records that the user did not save yet, which are in no list.
    unsaved: Vec<UnsavedRecord>,
    /// The states, with the number of records in each and whether the list shows only that one.
    states: Vec<(RecordState, u64, bool)>,
    /// The actions for selected records.
    actions: Vec<BulkVerb>,
    /// The themes of the authority: keys and names.
    themes: Vec<(String, String)>,
    /// The possible assignees of a task.
    people: Vec<User>,
    /// The outcome of an action on the records that were selected before.
    outcome: Option<String>,
    /// Those of them that were not published because of errors.
    refusals: Vec<PublicationRefusal>,
    asked: ListQuery,
    /// The query of the address of this list.
    query: String,
    may_add: bool,
    /// The form that uploads files, for kinds whose records have one.
    upload: Option<UploadTarget>,
    /// Pictures, by the identity of their records.
    thumbs: HashMap<Uuid, Thumb>,
    /// Addresses of the same list: the pages before and after this one, and the workbook.
    previous: Option<String>,
    next: Option<String>,
    workbook: String,
    /// The address of the same page of the list with cells that can be edited; `None` if the user may not change records.
    cells: Option<String>,
}

/// The headings of a list, by which it is sorted.
struct ListHeadings {
    name: SortHeading,
    columns: Vec<SortHeading>,
    changed: SortHeading,
}

impl ListHeadings {
    fn of(v: &OfficeView, kind: Kind, asked: &ListQuery, columns: &[&'static str]) -> Self {
        let label = |name: &'static str| column_label(kind, name, v.language);
        Self {
            name: asked.heading(v.t(key!("field-name")), ListOrder::Name, ListOrder::NameDescending),
            columns: columns.iter().map(|name| asked.column_heading(kind, name, label(name))).collect(),
            changed: asked.heading(v.t(key!("office-changed")), ListOrder::Newest, ListOrder::Oldest),
        }
    }

    /// The orders that can be chosen, by name: those of all lists, and that of the column by which the list is sorted.
    fn orders(&self, v: &OfficeView, asked: &ListQuery) -> Vec<(String, String)> {
        let always = [
            ("name", key!("sort-name")),
            ("-name", key!("office-sort-name-descending")),
            ("updated", key!("sort-updated")),
            ("-updated", key!("office-sort-updated-oldest")),
        ];
        let column = self.columns.iter().find(|heading| heading.is_ascending.is_some());
        let column = column.map(|heading| (asked.sort(), heading.label.clone()));
        always.into_iter().map(|(name, label)| (name.to_owned(), v.t(label))).chain(column).collect()
    }
}

/// The kind with a folder name, if the user may view it.
pub fn seen(current_user: &CurrentUser, folder: &str) -> Result<Kind, OfficeError> {
    kind_of(folder).ok().filter(|kind| current_user.can_view_kind(*kind)).ok_or(OfficeError::Missing)
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    let asked = ListQuery::read(kind, &asked);
    let filter = asked.filter(kind, &current_user).page(asked.page.saturating_mul(ROWS), ROWS);
    let heads = office.store.summaries(&filter).await?;
    let values = current_user.sees_values().then_some(MAX_VALUES);
    let mut figures = office.store.list_figures(&filter, values).await?;
    let total = figures.total(asked.state);
    let has_more = u64::from(asked.page.saturating_add(1)) * u64::from(ROWS) < total;
    let v = OfficeView::new(&current_user, kind.folder());
    let language = v.language;
    let thumbs = if kind == Kind::Media { thumbs(&office, &heads).await? } else { HashMap::new() };
    let actions = BulkVerb::offered(&current_user, kind);
    let has = |verb| actions.contains(&verb);
    let authority = authority(&*office.store).await?;
    let themes = if has(BulkVerb::Theme) { themes(authority.as_ref(), &v) } else { Vec::new() };
    let people = if has(BulkVerb::Assign) { people(&office).await? } else { Vec::new() };
    let columns = asked.columns(kind);
    let mut unsaved = unsaved(&office, &current_user, &v, Some(kind)).await?;
    unsaved.retain(|record| record.is_new);
    Ok(page(&RecordsPage {
        kind,
        total: usize::try_from(total).unwrap_or(usize::MAX),
        unsaved,
        all_columns: all_columns(kind)
            .into_iter()
            .map(|name| (name, column_label(kind, name, language), columns.contains(&name)))
            .collect(),
        filters: filters(&office, &current_user, &v, kind, &asked, &mut figures).await?,
        totals: totals(&v, &figures.totals),
        views: office.store.saved_views(current_user.user.id, kind).await?,
        states: states(&figures, asked.state),
        may_add: current_user.can_create_kind(kind) && kind != Kind::Media,
        upload: FileKind::of(kind)
            .filter(|_| current_user.user.role >= UserRole::Editor)
            .map(UploadTarget::list),
        thumbs,
        previous: asked.page.checked_sub(1).map(|number| asked.page_link(number)),
        next: has_more.then(|| asked.page_link(asked.page.saturating_add(1))),
        cells: can_edit_cells(&current_user, kind)
            .then(|| format!("/office/{}/cells{}", kind.folder(), asked.page_link(asked.page))),
        workbook: format!("/office/{}/list.xlsx?{}", kind.folder(), asked.to_query()),
        rows: rows(&office, &current_user, &v, authority.as_ref(), heads, &columns).await?,
        headings: ListHeadings::of(&v, kind, &asked, &columns),
        columns: columns.iter().map(|name| (*name, column_label(kind, name, language))).collect(),
        actions,
        themes,
        people,
        outcome: asked.outcome.map(|outcome| outcome.text(language)),
        refusals: publication_refusals(&office, &current_user, &v, kind, &asked.refused).await?,
        query: asked.to_query(),
        asked,
        v,
    }))
}

/// The records of a page of the list, with the cells of their kind. Those that the user sees only as published show no more
/// than their name.
async fn rows(
    office: &Office,
    current_user: &CurrentUser,
    v: &OfficeView,
    authority: Option<&Authority>,
    heads: Vec<RecordSummary>,
    columns: &[&str],
) -> Result<Vec<ListRow>, OfficeError> {
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let stored = office.store.records_by_id(&ids).await?;
    let targets = targets_of_fields(stored.iter().map(|stored| &stored.record.body), columns);
    let records = readouts(office, current_user, v, targets).await?;
    let viewable = current_user.viewable(office, &ids).await?;
    let mut rows = Vec::with_capacity(heads.len());
    for head in heads {
        let Some(stored) = stored.iter().find(|stored| stored.record.id == head.id) else { continue };
        let is_shown = viewable.contains(&head.id) || stored.record.state == RecordState::Published;
        let cells = if is_shown {
            cells(&stored.record.body, &records, authority, v.language, columns)
        } else {
            columns.iter().map(|_| ReadoutValue::default()).collect()
        };
        rows.push(ListRow { revision: stored.revision, head, cells });
    }
    Ok(rows)
}

/// The themes of the authority: keys and names.
fn themes(authority: Option<&Authority>, v: &OfficeView) -> Vec<(String, String)> {
    let themes = authority.into_iter().flat_map(|authority| &authority.themes);
    themes.map(|term| (term.key.clone(), v.name(&term.name))).collect()
}

/// The states of the records that the other filters leave, with their numbers, and whether the list shows only that one.
fn states(figures: &ListFigures, chosen: Option<RecordState>) -> Vec<(RecordState, u64, bool)> {
    let count =
        |state| figures.states.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    let states = RecordState::ALL.iter().map(|&state| (state, count(state), Some(state) == chosen));
    states.filter(|(_, count, is_chosen)| *count > 0 || *is_chosen).collect()
}

/// The records of a list as a workbook, which an import takes back.
pub async fn workbook(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    let asked = ListQuery::read(kind, &asked);
    let filter = asked.filter(kind, &current_user);
    let ids: Vec<Uuid> = office.store.summaries(&filter).await?.into_iter().map(|head| head.id).collect();
    workbook_of(&office, &current_user, kind, &ids, asked.q.trim()).await
}

/// Records of a kind as a workbook. The export of contacts is logged, with the words that the list was searched for.
pub async fn workbook_of(
    office: &Office,
    current_user: &CurrentUser,
    kind: Kind,
    ids: &[Uuid],
    words: &str,
) -> Result<Response, OfficeError> {
    if kind == Kind::Person {
        office.store.log(current_user.log(AuditAction::Export, kind.folder(), words)).await?;
    }
    let mut records = office.store.records_by_id(ids).await?;
    // Of other records, partners see what is public, which has files of its own.
    if !current_user.sees_values() {
        let viewable = current_user.viewable(office, ids).await?;
        records.retain(|stored| viewable.contains(&stored.record.id));
    }
    records.sort_by(|a, b| a.record.slug.cmp(&b.record.slug));
    let authority = authority(&*office.store).await?;
    let language = current_user.language();
    let own = records.iter().map(|stored| (kind, stored.record.slug.clone()));
    let targets = records.iter().flat_map(|stored| references(&stored.record.body));
    let wanted = own.chain(targets.map(|(_, kind, slug)| (kind, slug))).collect();
    let names = RecordNames::of_targets(&*office.store, wanted, current_user).await?.by_slug;
    let made = move || out::workbook(kind, &records, authority.as_ref(), &names, language);
    xlsx(kind.folder(), run_blocking(made).await?)
}

/// Names of a kind for the completion of a field, as a JSON list of at most [`RecordNames::MAX_COMPLETIONS`].
pub async fn complete(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<CompletionQuery>,
) -> Result<Response, OfficeError> {
    if !office.searches.is_within(current_user.user.id, office.now()) {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let kind = seen(&current_user, &folder)?;
    Ok(Json(RecordNames::completions(&*office.store, kind, &asked.q, &current_user).await?).into_response())
}

/// The text that the field of a code has so far, and the country that limits it.
#[derive(Deserialize)]
pub struct CodeQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    country: String,
}

/// Codes with their names for the completion of a field, as a JSON list of at most
/// [`MAX_OFFERED_CODES`](crate::form::codes::MAX_OFFERED_CODES).
pub async fn complete_code(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(list): Path<String>,
    Query(asked): Query<CodeQuery>,
) -> Result<Response, OfficeError> {
    if !office.searches.is_within(current_user.user.id, office.now()) {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let list = TypedList::from_name(&list).ok_or(OfficeError::Missing)?;
    Ok(Json(list.offered(&asked.q, &asked.country, current_user.language())).into_response())
}

/// The address of a list without its slash.
pub async fn slash(Path(folder): Path<String>) -> Result<Redirect, OfficeError> {
    Ok(Redirect::permanent(&format!("/office/{}/", kind_of(&folder)?.folder())))
}
