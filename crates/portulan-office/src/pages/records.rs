//! The list of one kind of record.
use std::collections::HashMap;

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use portulan_editorial::authority;
use portulan_locales::{key, list};
use portulan_model::{Kind, State as RecordState};
use portulan_store::{AuditAction, ListOrder, RecordSummary, UserRole};
use serde::Deserialize;
use url::form_urlencoded;
use uuid::Uuid;

use super::address::kind_of;
use super::media::{Thumb, thumbs};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::{OfficeError, run_blocking};
use crate::form::RecordNames;
use crate::import::out;
use crate::view::{OfficeView, page, xlsx};

/// Records on a page.
const ROWS: u32 = 50;

/// The query parameters.
#[derive(Deserialize)]
pub struct RecordsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: u32,
}

impl RecordsQuery {
    /// The address of another page of the same list.
    fn page_link(&self, number: u32) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &self.q)
            .append_pair("state", &self.state)
            .append_pair("sort", &self.sort)
            .append_pair("page", &number.to_string())
            .finish();
        format!("?{query}")
    }

    /// The address of the list as a workbook.
    fn workbook_link(&self, kind: Kind) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &self.q)
            .append_pair("state", &self.state)
            .finish();
        format!("/office/{}/list.xlsx?{query}", kind.folder())
    }
}

#[derive(Template)]
#[template(path = "records.html")]
struct RecordsPage {
    v: OfficeView,
    kind: Kind,
    heads: Vec<RecordSummary>,
    total: usize,
    states: Vec<(RecordState, bool)>,
    asked: RecordsQuery,
    may_add: bool,
    /// True if pictures can be uploaded here.
    may_send: bool,
    /// Pictures, by the identity of their records.
    thumbs: HashMap<Uuid, Thumb>,
    /// Addresses of the same list: the pages before and after this one, and the workbook.
    previous: Option<String>,
    next: Option<String>,
    workbook: String,
}

/// The kind with a folder name, if the user may view it.
fn seen(current_user: &CurrentUser, folder: &str) -> Result<Kind, OfficeError> {
    kind_of(folder).ok().filter(|kind| current_user.can_view_kind(*kind)).ok_or(OfficeError::Missing)
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<RecordsQuery>,
) -> Result<Response, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    let state: Option<RecordState> = asked.state.parse().ok();
    let order = if asked.sort == "updated" { ListOrder::Newest } else { ListOrder::Name };
    let filter = current_user.visible_filter().kind(kind).state(state).containing(&asked.q).order(order);
    let filter = filter.page(asked.page.saturating_mul(ROWS), ROWS);
    let listing = office.store.list(&filter).await?;
    let total = usize::try_from(listing.total).unwrap_or(usize::MAX);
    let more = u64::from(asked.page + 1) * u64::from(ROWS) < listing.total;
    Ok(page(&RecordsPage {
        v: OfficeView::new(&current_user, kind.folder()),
        kind,
        total,
        states: RecordState::ALL.iter().map(|&s| (s, Some(s) == state)).collect(),
        may_add: current_user.can_create_kind(kind) && kind != Kind::Media,
        may_send: kind == Kind::Media && current_user.user.role >= UserRole::Editor,
        thumbs: if kind == Kind::Media { thumbs(&office, &listing.heads).await? } else { HashMap::new() },
        previous: asked.page.checked_sub(1).map(|number| asked.page_link(number)),
        next: more.then(|| asked.page_link(asked.page + 1)),
        workbook: asked.workbook_link(kind),
        heads: listing.heads,
        asked,
    }))
}

/// The records of a list as a workbook, which an import takes back.
pub async fn workbook(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<RecordsQuery>,
) -> Result<Response, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    if kind == Kind::Person {
        office.store.log(current_user.log(AuditAction::Export, kind.folder(), asked.q.trim())).await?;
    }
    let state: Option<RecordState> = asked.state.parse().ok();
    let filter = current_user.visible_filter().kind(kind).state(state).containing(asked.q);
    let ids: Vec<Uuid> = office.store.summaries(&filter).await?.into_iter().map(|head| head.id).collect();
    let mut records = office.store.records_by_id(&ids).await?;
    records.sort_by(|a, b| a.record.slug.cmp(&b.record.slug));
    let tongues = authority(&*office.store).await?.map(|a| a.languages).unwrap_or_default();
    let language = current_user.language();
    let made = move || out::workbook(kind, &records, &tongues, language);
    xlsx(kind.folder(), run_blocking(made).await?)
}

#[derive(Template)]
#[template(path = "find.html")]
struct FindPage {
    v: OfficeView,
    q: String,
    heads: Vec<RecordSummary>,
    total: usize,
}

/// Records of any kind, by name.
pub async fn find(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<RecordsQuery>,
) -> Result<Response, OfficeError> {
    let filter = current_user.visible_filter().containing(&asked.q).first(ROWS);
    let listing = office.store.list(&filter).await?;
    if listing.heads.iter().any(|head| head.kind == Kind::Person) {
        office.store.log(current_user.log(AuditAction::Read, Kind::Person.folder(), asked.q.trim())).await?;
    }
    let total = usize::try_from(listing.total).unwrap_or(usize::MAX);
    Ok(page(&FindPage { v: OfficeView::new(&current_user, "find"), q: asked.q, heads: listing.heads, total }))
}

/// Names of a kind for the completion of a field, as a JSON list of at most [`RecordNames::MAX_COMPLETIONS`].
pub async fn complete(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(folder): Path<String>,
    Query(asked): Query<RecordsQuery>,
) -> Result<Json<Vec<String>>, OfficeError> {
    let kind = seen(&current_user, &folder)?;
    Ok(Json(RecordNames::completions(&*office.store, kind, &asked.q, &current_user).await?))
}

/// The address of a list without its slash.
pub async fn slash(Path(folder): Path<String>) -> Result<Redirect, OfficeError> {
    Ok(Redirect::permanent(&format!("/office/{}/", kind_of(&folder)?.folder())))
}
