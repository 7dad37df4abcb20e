//! The API for reading published records: pages of the snapshot, like all others.
use std::net::SocketAddr;

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW,
    RETRY_AFTER,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use portulan_api::{
    API_BASE_PATH, ApiFault, ApiQuery, Listed, document, list, list_published, record, register,
};
use portulan_locales::Language;
use portulan_model::Kind;
use serde_json::Value;
use url::form_urlencoded;

use crate::language::preferred;
use crate::respond::{self, RenderedPage};
use crate::{App, Site};

/// True if an address belongs to the API.
pub(crate) fn is_in(path: &str) -> bool {
    path.strip_prefix(API_BASE_PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The response to a client that exceeds the rate limit, or to a request other than reading.
pub(crate) fn instead(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    peer: Option<SocketAddr>,
) -> Option<Response> {
    let site = app.site();
    let language = preferred(&site, headers);
    if let Err(seconds) = app.admit(app.client(peer, headers)) {
        let mut response = refusal(&ApiFault::TooMany(seconds), language, app.public_url());
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
        return Some(response);
    }
    if *method == Method::OPTIONS {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        for name in [ALLOW, ACCESS_CONTROL_ALLOW_METHODS] {
            headers.insert(name, HeaderValue::from_static("GET, HEAD, OPTIONS"));
        }
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers
            .insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Accept-Language, If-None-Match"));
        return Some(response);
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let mut response = refusal(&ApiFault::Method, language, app.public_url());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    Some(response)
}

/// A problem as an answer.
pub fn refusal(fault: &ApiFault, language: Language, public_url: &str) -> Response {
    let mut response =
        respond::respond(&problem(fault, language, public_url), &Method::GET, &HeaderMap::new());
    response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
    response
}

fn problem(fault: &ApiFault, language: Language, public_url: &str) -> RenderedPage {
    let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = fault.document(language, public_url).to_string();
    RenderedPage::new("application/problem+json", text).status(status).shared().vary_by_language()
}

/// A page of the interface.
pub(crate) fn page(site: &Site, rest: &[&str], query: &str, language: Language) -> RenderedPage {
    match value(site, rest, query) {
        Ok(value) => RenderedPage::new("application/json", value.to_string()).shared(),
        Err(fault) => problem(&fault, language, &site.public_url),
    }
}

/// The resource at a path below the API's base path.
pub(crate) fn value(site: &Site, rest: &[&str], query: &str) -> Result<Value, ApiFault> {
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
    let (programme, url) = (&site.programme, site.public_url.as_str());
    if !matches!(rest, [_]) || matches!(rest, ["" | "openapi.json"]) {
        // Only lists have parameters.
        if let Some((name, _)) = pairs.clone().next() {
            return Err(ApiFault::Parameter(name.to_owned()));
        }
    }
    match rest {
        [] | [""] => Ok(register(programme, url)),
        ["openapi.json"] => serde_json::to_value(document(programme, url)).map_err(|_| ApiFault::Failed),
        [folder] => {
            let (kind, query) = (ApiFault::kind(folder)?, ApiQuery::read(pairs)?);
            let (page, total) = list_published(programme, kind, &query);
            list(kind, &query, total, page, url)
        }
        [folder, slug] => {
            let kind: Kind = ApiFault::kind(folder)?;
            let found = programme.entry(kind, slug).ok_or(ApiFault::NotFound)?;
            Ok(record(&Listed::from(found), url))
        }
        _ => Err(ApiFault::NotFound),
    }
}
