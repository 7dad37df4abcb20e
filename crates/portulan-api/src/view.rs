//! JSON representations of records and lists.
use jiff::Timestamp;
use portulan_model::{
    Body, Kind, PublishedRecord, PublishedRegister, State, folder, normalize_for_search, references,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{ApiQuery, Order};

/// The base path of the API.
pub const API_BASE_PATH: &str = "/api/v1";

/// A record to represent.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The identity.
    pub id: Uuid,
    /// The slug.
    pub slug: String,
    /// The publication state.
    pub state: State,
    /// The revision number; only for clients with the right to change the record.
    pub revision: Option<i64>,
    /// The time the record was created.
    pub created: Timestamp,
    /// The time of this revision.
    pub updated: Timestamp,
    /// The content.
    pub body: Body,
}

impl From<PublishedRecord<Body>> for Listed {
    fn from(e: PublishedRecord<Body>) -> Self {
        let PublishedRecord { id, slug, updated, created, body } = e;
        Self { id, slug, state: State::Published, revision: None, created, updated, body }
    }
}

/// The JSON representation of a record.
pub fn record(listed: &Listed, public_url: &str) -> Value {
    let kind = listed.body.kind();
    let mut out = json!({
        "id": listed.id,
        "kind": kind.singular(),
        "slug": listed.slug,
        "state": listed.state.name(),
        "url": format!("{public_url}{API_BASE_PATH}/{}/{}", kind.folder(), listed.slug),
        "created": format!("{:.3}", listed.created),
        "updated": format!("{:.3}", listed.updated),
    });
    if let Some(revision) = listed.revision {
        out["revision"] = revision.into();
    }
    let body = folder::to_value(&listed.body);
    out["body"] = if body.is_null() { Value::Object(Map::new()) } else { body };
    out
}

/// The JSON representation of a page of a list.
pub fn list(kind: Kind, query: &ApiQuery, total: u64, page: &[Listed], public_url: &str) -> Value {
    let here = format!("{public_url}{API_BASE_PATH}/{}", kind.folder());
    let mut out = json!({ "total": total, "page": query.page, "per_page": query.per_page });
    let seen = u64::from(query.offset()) + u64::try_from(page.len()).unwrap_or(u64::MAX);
    if seen < total && !page.is_empty() && query.page < ApiQuery::MAX_PAGE {
        out["next"] = format!("{here}?{}", query.page_query(query.page + 1)).into();
    }
    out["items"] = page.iter().map(|listed| record(listed, public_url)).collect();
    out
}

/// True if a published record matches the query.
fn matches(body: &Body, query: &ApiQuery) -> bool {
    let words = normalize_for_search(&query.q);
    let named =
        words.is_empty() || body.name().0.values().any(|name| normalize_for_search(name).contains(&words));
    let refers = query
        .refers_to
        .as_ref()
        .is_none_or(|(kind, slug)| references(body).iter().any(|(_, k, s)| k == kind && s == slug));
    named && refers
}

/// The published records on a page of a list, and the number of all that match.
pub fn list_published(programme: &PublishedRegister, kind: Kind, query: &ApiQuery) -> (Vec<Listed>, u64) {
    let mut found: Vec<PublishedRecord<Body>> =
        programme.entries(kind).filter(|e| matches(&e.body, query)).collect();
    match query.order {
        Order::Name => found.sort_by_cached_key(|e| {
            (
                normalize_for_search(e.body.name().text(portulan_locales::Language::ENGLISH.tag())),
                e.slug.clone(),
            )
        }),
        Order::Updated => found.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.slug.cmp(&b.slug))),
    }
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let (skip, take) = (query.offset() as usize, query.per_page as usize);
    (found.into_iter().skip(skip).take(take).map(Listed::from).collect(), total)
}

/// The JSON representation of the register itself.
pub fn register(programme: &PublishedRegister, public_url: &str) -> Value {
    let authority = &programme.authority.body;
    let kinds = Kind::ALL.iter().map(|kind| {
        let url = format!("{public_url}{API_BASE_PATH}/{}", kind.folder());
        json!({ "kind": kind.singular(), "url": url, "total": programme.count(*kind) })
    });
    json!({
        "name": authority.name.0,
        "country": authority.country.0,
        "fictional": authority.fictional,
        "languages": authority.languages,
        "updated": programme.updated().to_string(),
        "description": format!("{public_url}{API_BASE_PATH}/openapi.json"),
        "kinds": kinds.collect::<Value>(),
    })
}
