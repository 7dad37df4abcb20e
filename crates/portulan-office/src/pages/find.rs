//! Search in all records.
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use portulan_locales::key;
use portulan_model::Kind;
use portulan_store::{AuditAction, Filter, SearchHit, SearchPage};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

/// The number of results on a page.
const ROWS: u32 = 50;

/// The largest number of suggestions.
const MAX_SUGGESTIONS: u32 = 8;

/// The longest search, in characters.
const MAX_QUERY_CHARS: usize = 200;

/// The query parameters of a search.
#[derive(Deserialize)]
pub struct FindQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: u32,
}

impl FindQuery {
    fn words(&self) -> String {
        self.q.trim().chars().take(MAX_QUERY_CHARS).collect()
    }

    /// The address of another page of the results.
    fn page_link(&self, number: u32) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &self.q)
            .append_pair("page", &number.to_string())
            .finish();
        format!("?{query}")
    }
}

#[derive(Template)]
#[template(path = "find.html")]
struct FindPage {
    v: OfficeView,
    q: String,
    hits: Vec<SearchHit>,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// The records that a search finds. Users who may not see drafts search in names only: the index also has the text of internal files.
async fn search(
    office: &Office,
    current_user: &CurrentUser,
    words: &str,
    skip: u32,
    limit: u32,
) -> Result<SearchPage, OfficeError> {
    let filter = current_user.visible_filter().page(skip, limit);
    if words.is_empty() {
        return Ok(SearchPage::default());
    }
    if filter.seen_from.is_none() {
        return Ok(office.store.search(words, current_user.language().tag(), &filter).await?);
    }
    let listing = office.store.list(&Filter { ..filter }.containing(words)).await?;
    let hits = listing.heads.into_iter().map(|record| SearchHit { record, excerpt: Vec::new() });
    Ok(SearchPage { hits: hits.collect(), total: listing.total })
}

/// Logs that a user reads names of contacts.
async fn log_contacts(
    office: &Office,
    current_user: &CurrentUser,
    found: &SearchPage,
    words: &str,
) -> Result<(), OfficeError> {
    if found.hits.iter().any(|hit| hit.record.kind == Kind::Person) {
        office.store.log(current_user.log(AuditAction::Read, Kind::Person.folder(), words)).await?;
    }
    Ok(())
}

/// The amount that a part of an excerpt is; `None` for other texts, and for numbers such as years.
fn amount(text: &str) -> Option<Decimal> {
    const MIN_AMOUNT_CHARS: usize = 5;
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (is_number && text.len() >= MIN_AMOUNT_CHARS).then(|| text.parse().ok()).flatten()
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<FindQuery>,
) -> Result<Response, OfficeError> {
    let words = asked.words();
    let skip = asked.page.saturating_mul(ROWS);
    let mut found = search(&office, &current_user, &words, skip, ROWS).await?;
    log_contacts(&office, &current_user, &found, &words).await?;
    let language = current_user.language();
    for part in found.hits.iter_mut().flat_map(|hit| &mut hit.excerpt) {
        // Amounts of fields are indexed without the spaces with which they are displayed.
        if let Some(amount) = amount(&part.text) {
            part.text = language.decimal(amount);
        }
    }
    let has_more = u64::from(skip) + (found.hits.len() as u64) < found.total;
    Ok(page(&FindPage {
        v: OfficeView::new(&current_user, "find"),
        q: words,
        total: usize::try_from(found.total).unwrap_or(usize::MAX),
        hits: found.hits,
        previous: asked.page.checked_sub(1).map(|number| asked.page_link(number)),
        next: has_more.then(|| asked.page_link(asked.page.saturating_add(1))),
    }))
}

/// A record that is suggested while a user types.
#[derive(Serialize)]
pub struct Suggestion {
    name: String,
    /// The kind, in the language of the user.
    kind: String,
    address: String,
}

/// Suggestions for the search in the header, as a JSON list.
pub async fn suggest(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<FindQuery>,
) -> Result<Response, OfficeError> {
    if !office.searches.is_within(current_user.user.id, office.now()) {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let words = asked.words();
    let found = search(&office, &current_user, &words, 0, MAX_SUGGESTIONS).await?;
    log_contacts(&office, &current_user, &found, &words).await?;
    let v = OfficeView::new(&current_user, "find");
    let suggestion = |hit: SearchHit| Suggestion {
        name: v.head(&hit.record),
        kind: v.kinds(&hit.record.kind),
        address: format!("/office/{}/{}/overview", hit.record.kind.folder(), hit.record.id),
    };
    Ok(Json(found.hits.into_iter().map(suggestion).collect::<Vec<_>>()).into_response())
}
