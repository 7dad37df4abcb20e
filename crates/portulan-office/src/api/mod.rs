//! The API for clients with a token: they read unpublished records, and write.
//!
//! Cookies are ignored, so that pages of other sites cannot write in a user's name. Requests without a token
//! are answered by the public site.
mod caller;
mod write;

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER, VARY,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use axum::routing::any;
use portulan_api::{
    API_BASE_PATH, ApiFault, ApiInput, ApiQuery, Listed, OPERATIONS, Operation, Order, list, parse, record,
    validate,
};
use portulan_locales::Language;
use portulan_model::Kind;
use portulan_store::{AuditAction, ListOrder, StoredRecord, TokenScope};
use serde_json::Value;
use url::form_urlencoded;
use uuid::Uuid;

use crate::Office;
use crate::auth::{PeerAddress, accept_language, audit_refusal, subject};
use crate::error::RETRY_AFTER_SECONDS;
use caller::Caller;

/// A body may have so many bytes.
const BODY: usize = 4 << 20;

/// The routes under the interface's address that know tokens.
pub fn routes(office: Office) -> Router {
    ["/{kind}", "/{kind}/{slug}", "/{kind}/{slug}/publication"]
        .into_iter()
        .fold(Router::new(), |router, path| router.route(&format!("{API_BASE_PATH}{path}"), any(answer)))
        .with_state(office)
}

async fn answer(State(office): State<Office>, request: Request) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let known = ApiFault::kind(request.uri().path().split('/').nth(3).unwrap_or_default()).is_ok();
    if reads && !(known && request.headers().contains_key(AUTHORIZATION)) {
        return portulan_web::page(State(office.app.clone()), request).await;
    }
    let language = accept_language(request.headers());
    let (parts, body) = request.into_parts();
    let mut response = match act(&office, &parts, body).await {
        Ok(response) => response,
        Err(fault) => refusal(&office, &parts, &fault, language),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Authorization"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.remove(HeaderName::from_static("access-control-allow-origin"));
    response
}

fn refusal(office: &Office, parts: &Parts, fault: &ApiFault, language: Language) -> Response {
    let mut response = portulan_web::refusal(fault, language, office.app.public_url());
    let headers = response.headers_mut();
    match fault {
        ApiFault::TooMany(seconds) => {
            headers.insert(RETRY_AFTER, (*seconds).into());
        }
        ApiFault::Busy => {
            headers.insert(RETRY_AFTER, RETRY_AFTER_SECONDS.into());
        }
        ApiFault::Unauthorized => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        ApiFault::Method => {
            let here = path(parts).1;
            let mut methods: Vec<&str> =
                OPERATIONS.into_iter().filter(|o| o.path() == here).map(Operation::method).collect();
            if methods.contains(&"GET") {
                methods.extend(["HEAD", "OPTIONS"]);
            }
            headers.extend(HeaderValue::from_str(&methods.join(", ")).map(|methods| (ALLOW, methods)));
        }
        _ => {}
    }
    response
}

/// The segments of an address below the interface's, and its pattern.
fn path(parts: &Parts) -> (Vec<&str>, &'static str) {
    let rest = parts.uri.path().strip_prefix(API_BASE_PATH).unwrap_or_default();
    let segments: Vec<&str> = rest.split('/').skip(1).collect();
    let pattern = ["", "/{slug}", "/{slug}/publication"];
    let pattern = pattern.get(segments.len().saturating_sub(1)).copied().unwrap_or_default();
    (segments, pattern)
}

/// A request that was understood.
struct Call<'a> {
    office: &'a Office,
    caller: Caller,
    kind: Kind,
    slug: &'a str,
    headers: &'a HeaderMap,
}

async fn act(office: &Office, parts: &Parts, body: Body) -> Result<Response, ApiFault> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    let client = office.app.client(peer, &parts.headers);
    office.app.admit(client).map_err(ApiFault::TooMany)?;
    let (segments, pattern) = path(parts);
    let kind = ApiFault::kind(segments.first().copied().unwrap_or_default())?;
    let method = if parts.method == Method::HEAD { "GET" } else { parts.method.as_str() };
    let operation = OPERATIONS.into_iter().find(|o| o.path() == pattern && o.method() == method);
    let operation = operation.ok_or(ApiFault::Method)?;
    let pairs: Vec<_> = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).collect();
    let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
    if operation != Operation::List
        && let Some((name, _)) = pairs.clone().next()
    {
        return Err(ApiFault::Parameter(name.to_owned()));
    }
    let caller = Caller::of(office, &parts.headers, client).await?;
    let slug = segments.get(1).copied().unwrap_or_default();
    let call = Call { office, caller, kind, slug, headers: &parts.headers };
    let query = if operation == Operation::List { ApiQuery::read(pairs)? } else { ApiQuery::default() };
    let outcome = call.run(operation, query, parts, body).await;
    if matches!(outcome, Err(ApiFault::Forbidden)) {
        let peer = PeerAddress { address: client.to_string(), key: client.key().to_string() };
        let user = &call.caller.current_user.user;
        audit_refusal(office, Some(user), &peer, &parts.method, parts.uri.path()).await;
    }
    outcome
}

/// The validated request body. Decisions may have none.
async fn sent(parts: &Parts, body: Body, input: ApiInput, language: Language) -> Result<Value, ApiFault> {
    let bytes: Bytes = to_bytes(body, BODY).await.map_err(|_| ApiFault::TooLarge)?;
    if bytes.is_empty() && input == ApiInput::Decision {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let media = parts.headers.get(CONTENT_TYPE).and_then(|t| t.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let wanted = if input == ApiInput::Patch { "application/merge-patch+json" } else { "application/json" };
    if media != wanted {
        return Err(ApiFault::MediaType);
    }
    let value = parse(&bytes)?;
    validate(input, &value, language)?;
    Ok(value)
}

impl Call<'_> {
    async fn run(
        &self,
        operation: Operation,
        query: ApiQuery,
        parts: &Parts,
        body: Body,
    ) -> Result<Response, ApiFault> {
        let scope = match operation.scope() {
            None => TokenScope::Read,
            Some("publish") => TokenScope::Publish,
            Some(_) => TokenScope::Write,
        };
        self.caller.needs(scope, self.office).await?;
        let sent = |input| sent(parts, body, input, self.caller.language);
        match operation {
            Operation::List => self.list(query).await,
            Operation::Get => self.get().await,
            Operation::Create => self.create(sent(ApiInput::Record(self.kind)).await?).await,
            Operation::Replace => self.replace(sent(ApiInput::Record(self.kind)).await?).await,
            Operation::Change => self.change(sent(ApiInput::Patch).await?).await,
            Operation::Delete => self.delete().await,
            Operation::Publish => self.publish(sent(ApiInput::Decision).await?).await,
            Operation::Archive => self.archive(sent(ApiInput::Decision).await?).await,
        }
    }

    async fn list(&self, query: ApiQuery) -> Result<Response, ApiFault> {
        let current_user = &self.caller.current_user;
        if !current_user.can_view_kind(self.kind) {
            return Err(ApiFault::Forbidden);
        }
        let order = if query.order == Order::Updated { ListOrder::Newest } else { ListOrder::Name };
        let filter = current_user.visible_filter().kind(self.kind).containing(&query.q).order(order);
        let mut filter = filter.page(query.offset(), query.per_page);
        let mut listing = portulan_store::RecordPage::default();
        let target = match &query.refers_to {
            Some((kind, slug)) if current_user.can_view_kind(*kind) => {
                self.office.store.record(*kind, slug).await.map_err(caller::store)?
            }
            _ => None,
        };
        filter.refers_to = target.as_ref().map(|stored| stored.record.id);
        if query.refers_to.is_none() || target.is_some() {
            listing = self.office.store.list(&filter).await.map_err(caller::store)?;
        }
        let ids: Vec<Uuid> = listing.heads.iter().map(|head| head.id).collect();
        self.check_page_size(&ids, &query).await?;
        let (mut page, mut read) = (Vec::new(), Vec::new());
        for stored in self.office.store.records_by_id(&ids).await.map_err(caller::store)? {
            if stored.record.kind() == Kind::Person {
                read.push(current_user.log(AuditAction::Read, subject(&stored.record), ""));
            }
            page.push(listed(stored));
        }
        let value = list(self.kind, &query, listing.total, page, self.office.app.public_url())?;
        self.office.store.log_all(read).await.map_err(caller::store)?;
        Ok(json(StatusCode::OK, &value))
    }

    /// Refuses a page of several records that have too many bytes, before they are read.
    async fn check_page_size(&self, ids: &[Uuid], query: &ApiQuery) -> Result<(), ApiFault> {
        let bytes = self.office.store.body_bytes(ids).await.map_err(caller::store)?;
        if ids.len() > 1 && bytes > ApiQuery::MAX_PAGE_BYTES {
            return Err(ApiFault::PageTooLarge(query.per_page));
        }
        Ok(())
    }

    async fn get(&self) -> Result<Response, ApiFault> {
        let stored = self.found().await?;
        self.caller.current_user.audit_read(self.office, &stored.record).await.map_err(caller::office)?;
        let tag = tag(stored.revision);
        if self.headers.get(IF_NONE_MATCH).is_some_and(|known| names(known, &tag)) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().extend(HeaderValue::from_str(&tag).map(|tag| (ETAG, tag)));
            return Ok(response);
        }
        Ok(self.shown(StatusCode::OK, stored))
    }

    /// The record at the address, as far as the caller may know of it.
    async fn found(&self) -> Result<StoredRecord, ApiFault> {
        let stored = self.office.store.record(self.kind, self.slug).await.map_err(caller::store)?;
        let stored = stored.ok_or(ApiFault::NotFound)?;
        let follows = self
            .caller
            .current_user
            .can_view_history(self.office, &stored.record)
            .await
            .map_err(caller::office)?;
        if follows { Ok(stored) } else { Err(ApiFault::NotFound) }
    }

    fn shown(&self, status: StatusCode, stored: StoredRecord) -> Response {
        let tag = tag(stored.revision);
        let value = record(&listed(stored), self.office.app.public_url());
        let mut response = json(status, &value);
        response.headers_mut().extend(HeaderValue::from_str(&tag).map(|tag| (ETAG, tag)));
        if status == StatusCode::CREATED {
            let location = value["url"].as_str().unwrap_or_default();
            response.headers_mut().extend(HeaderValue::from_str(location).map(|to| (LOCATION, to)));
        }
        response
    }
}

fn listed(stored: StoredRecord) -> Listed {
    let StoredRecord { record, revision, created, updated } = stored;
    Listed {
        id: record.id,
        slug: record.slug,
        state: record.state,
        revision: Some(revision),
        created,
        updated,
        body: record.body,
    }
}

/// The validator of a revision.
fn tag(revision: i64) -> String {
    format!("\"r{revision}\"")
}

/// True if a list of entity tags contains this one, or `*`.
fn names(header: &HeaderValue, tag: &str) -> bool {
    header.to_str().is_ok_and(|list| list.split(',').map(str::trim).any(|t| t == tag || t == "*"))
}

fn json(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
