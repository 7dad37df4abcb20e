//! The middleware of all requests: rejects cross-site requests, finds the session, sets headers, renders errors.
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_store::{AuditAction, AuditEntry, User};

use super::language::accept_language;
use super::peer::PeerAddress;
use super::sessions::current_user;
use super::{origin, two_step};
use crate::Office;
use crate::error::OfficeError;
use crate::limits::body_limit;
use crate::view::error_page;

/// The content security policy: scripts, styles and pictures from this site only; only the office itself may
/// embed its pages.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'self'";

/// The mark of an answer that must not be compressed.
#[derive(Debug, Clone, Copy)]
pub struct Uncompressed;

/// The middleware of every request: rejects cross-site requests, finds the session, sets headers, renders
/// errors.
pub async fn session_middleware(State(office): State<Office>, mut request: Request, next: Next) -> Response {
    let own = request.uri().path().starts_with("/office/assets/");
    let found = current_user(&office, request.headers()).await;
    let language = match &found {
        Ok(Some(current_user)) => current_user.language(),
        _ => accept_language(request.headers()),
    };
    request.extensions_mut().insert(language);
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0);
    let client = office.app.client(peer, request.headers());
    let peer = PeerAddress { address: client.to_string(), key: client.key().to_string() };
    request.extensions_mut().insert(peer.clone());
    let refused_by =
        found.as_ref().ok().and_then(Option::as_ref).map(|current_user| current_user.user.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let limit = body_limit(&path, matches!(found, Ok(Some(_))));
    DefaultBodyLimit::max(limit).apply(&mut request);
    let response = match found {
        // Rejected by its declared length, before anything is read.
        _ if content_length(request.headers()).is_some_and(|length| length > limit as u64) => {
            OfficeError::TooLarge.into_response()
        }
        _ if !origin::allowed(request.method(), request.headers(), &office.origin) => {
            OfficeError::Foreign.into_response()
        }
        Ok(None) => next.run(request).await,
        Ok(Some(current_user)) => match two_step::is_missing(&office, &current_user.user, &path).await {
            Ok(false) => {
                request.extensions_mut().insert(current_user);
                next.run(request).await
            }
            Ok(true) if method == Method::GET => Redirect::to("/office/account?two-step").into_response(),
            Ok(true) => OfficeError::TwoStepRequired.into_response(),
            Err(e) => e.into_response(),
        },
        Err(e) => e.into_response(),
    };
    let mut response = match fault(&response) {
        Some(e) => {
            if e.answer().0 == StatusCode::FORBIDDEN {
                audit_refusal(&office, refused_by.as_ref(), &peer, &method, &path).await;
            }
            match &e {
                OfficeError::Failed(cause) | OfficeError::Busy(cause) => {
                    tracing::error!(
                        error = cause as &dyn std::error::Error,
                        "a request of the office failed"
                    );
                }
                OfficeError::Denied(reason) => tracing::info!(%reason, "a request of the office was refused"),
                _ => {}
            }
            error_page(language, &e, path.starts_with("/office/contribute/"))
        }
        None => response,
    };
    if is_confidential(&path) {
        response.extensions_mut().insert(Uncompressed);
    }
    let headers = response.headers_mut();
    // A file for download has a stricter policy of its own.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    if office.is_secure() {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if !own {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Writes a denial to the audit log, at most once a minute for each user and address. A failure to write is
/// logged, and does not affect the request.
pub async fn audit_refusal(
    office: &Office,
    user: Option<&User>,
    peer: &PeerAddress,
    method: &Method,
    path: &str,
) {
    let (address, now) = (peer.address.as_str(), office.now());
    let is_new = match user {
        Some(user) => office.refusals.is_new(&format!("{} {}", user.id, peer.key), now),
        None => office.refusals.is_new_of_stranger(&peer.key, now),
    };
    if !is_new {
        return;
    }
    let entry = AuditEntry {
        user: user.map(|user| user.id),
        actor: user.map_or_else(|| address.to_owned(), |user| user.name.clone()),
        action: AuditAction::Refused,
        subject: format!("{method} {}", portulan_web::loggable_path(path)),
        detail: address.to_owned(),
    };
    if let Err(e) = office.store.log(entry).await {
        tracing::warn!(error = &e as &dyn std::error::Error, "a refusal was not written into the audit log");
    }
}

/// The error of a response from the framework: unreadable addresses and forms are rejected before a handler
/// runs.
fn fault(response: &Response) -> Option<OfficeError> {
    let reported = response.extensions().get::<OfficeError>().cloned();
    let plain = response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/plain"));
    reported.or(match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE if plain => Some(OfficeError::TooLarge),
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND if plain => Some(OfficeError::Missing),
        status if plain && status.is_client_error() => Some(OfficeError::Unreadable(String::new())),
        _ => None,
    })
}

/// True for pages with secrets, such as links and tokens, or with personal data of contacts.
fn is_confidential(path: &str) -> bool {
    const PAGES: [&str; 15] = [
        "account",
        "audit",
        "contribute",
        "contributions",
        "find",
        "forgot",
        "hooks",
        "join",
        "login",
        "missions",
        "persons",
        "settings",
        "start",
        "tokens",
        "users",
    ];
    let page = path.strip_prefix("/office/").and_then(|rest| rest.split(['/', '.']).next());
    page.is_some_and(|page| PAGES.contains(&page))
}
