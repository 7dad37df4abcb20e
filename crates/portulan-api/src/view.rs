//! JSON representations of records and lists.
use std::cmp::Reverse;

use jiff::Timestamp;
use portulan_model::{
    Body, Kind, PublishedRecord, PublishedRegister, State, folder, normalize_for_search, references,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{ApiFault, ApiQuery, Order};

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

/// The JSON representation of a page of a list. Returns an error if it would be too large.
pub fn list(
    kind: Kind,
    query: &ApiQuery,
    total: u64,
    page: impl IntoIterator<Item = Listed>,
    public_url: &str,
) -> Result<Value, ApiFault> {
    let here = format!("{public_url}{API_BASE_PATH}/{}", kind.folder());
    let items = page.into_iter().map(|listed| record(&listed, public_url));
    let items = within(items, ApiQuery::MAX_PAGE_BYTES).ok_or(ApiFault::PageTooLarge(query.per_page))?;
    let mut out = json!({ "total": total, "page": query.page, "per_page": query.per_page });
    let seen = u64::from(query.offset()) + items.len() as u64;
    if seen < total && !items.is_empty() && query.page < ApiQuery::MAX_PAGE {
        out["next"] = format!("{here}?{}", query.page_query(query.page + 1)).into();
    }
    out["items"] = items.into();
    Ok(out)
}

/// The items of a page; `None` if there are several and they have more than `max_bytes`. One record alone is always a page, so
/// that every record can be read.
fn within(items: impl Iterator<Item = Value>, max_bytes: u64) -> Option<Vec<Value>> {
    let (mut page, mut bytes) = (Vec::new(), 0);
    for item in items {
        bytes += item.to_string().len() as u64;
        if bytes > max_bytes && !page.is_empty() {
            return None;
        }
        page.push(item);
    }
    Some(page)
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

/// The published records on a page of a list, and the number of all that match. One record at a time is copied.
pub fn list_published<'a>(
    programme: &'a PublishedRegister,
    kind: Kind,
    query: &ApiQuery,
) -> (impl Iterator<Item = Listed> + use<'a>, u64) {
    let found = programme.entries(kind).filter(|e| matches(&e.body, query));
    let english = portulan_locales::Language::ENGLISH.tag();
    let slugs = match query.order {
        Order::Name => sorted(found.map(|e| (normalize_for_search(e.body.name().text(english)), e.slug))),
        Order::Updated => sorted(found.map(|e| (Reverse(e.updated), e.slug))),
    };
    let total = slugs.len() as u64;
    let page = slugs.into_iter().skip(query.offset() as usize).take(query.per_page as usize);
    (page.filter_map(move |slug| programme.entry(kind, &slug)).map(Listed::from), total)
}

/// Slugs in the order of their keys, those with equal keys by slug.
fn sorted<K: Ord>(keys: impl Iterator<Item = (K, String)>) -> Vec<String> {
    let mut keys: Vec<(K, String)> = keys.collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, slug)| slug).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(number: u8) -> Listed {
        let (slug, now) = (format!("page-{number}"), Timestamp::UNIX_EPOCH);
        let body = Body::Page(Box::default());
        Listed {
            id: Uuid::nil(),
            slug,
            state: State::Published,
            revision: None,
            created: now,
            updated: now,
            body,
        }
    }

    #[test]
    fn a_page_has_all_its_records_or_is_refused() {
        let items: Vec<Value> = (0..3).map(|number| record(&listed(number), "")).collect();
        let each = items[0].to_string().len() as u64;
        assert_eq!(within(items.clone().into_iter(), 3 * each).as_deref(), Some(&items[..]));
        assert_eq!(within(items.clone().into_iter(), 3 * each - 1), None);
        assert_eq!(within(items.clone().into_iter().take(1), 0).map(|page| page.len()), Some(1));
        assert_eq!(within(std::iter::empty(), 0), Some(Vec::new()));
    }

    #[test]
    fn a_page_that_is_not_the_last_names_the_next_one() {
        let query = ApiQuery { per_page: 2, ..ApiQuery::default() };
        let page = list(Kind::Page, &query, 3, (0..2).map(listed), "").expect("a page");
        assert_eq!(page["next"], "/api/v1/pages?page=2&per_page=2");
        let last = ApiQuery { page: 2, ..query };
        let last = list(Kind::Page, &last, 3, (2..3).map(listed), "").expect("a page");
        assert_eq!((last.get("next"), &last["items"][0]["slug"]), (None, &json!("page-2")));
    }
}
