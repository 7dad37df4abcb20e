//! Authentication: sessions in cookies, and the middleware of all requests.
pub mod access;
pub mod account;
mod challenges;
mod codes;
mod devices;
pub mod forgot;
pub mod invitation;
pub mod login;
mod origin;
pub mod passkey;
mod refusals;
mod sealed;
mod secret;
pub mod sso;
mod throttle;
pub mod two_step;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use portulan_editorial::policy::{self, OfficeAction};
use portulan_locales::{Language, key};
use portulan_model::{Kind, Record, State as RecordState};
use portulan_store::{Action, AuditAction, AuditEntry, Author, Filter, Purpose, Session, User, UserRole};
use uuid::Uuid;

pub use challenges::ChallengeStore;
pub use devices::{device_cookie, known_device};
pub use refusals::Refusals;
pub use sealed::SecretKey;
pub use secret::{digest, hash, keyed, random, token, verify, weakness};
pub use throttle::LoginThrottle;

use self::throttle::Attempt;
use crate::error::OfficeError;
use crate::{Office, view};

/// A session ends when it was not used for this long.
const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// And after this long in any case.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The largest age of a session that counts as a confirmation, for users without a password.
const FRESH_SESSION: SignedDuration = SignedDuration::from_mins(15);

/// The retention period of the audit log.
const AUDIT_RETENTION: SignedDuration = SignedDuration::from_hours(24 * 365);
/// The retention period of editorial events, from which mail is made.
const EVENT_RETENTION: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The largest body of a request without a session, in bytes.
const MAX_ANONYMOUS_BYTES: usize = 64 << 10;

/// The content security policy: scripts, styles and pictures from this site only; only the office itself may
/// embed its pages.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'self'";

/// The authenticated user of a request, with session and time zone.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
    /// The authority's time zone, in which moments are shown.
    pub zone: TimeZone,
    /// The token through which the user acts, if it is one.
    pub token: Option<Uuid>,
}

impl CurrentUser {
    /// The language that this user reads.
    pub fn language(&self) -> Language {
        crate::mail::language(&self.user)
    }

    /// Returns an error unless the policy allows an action.
    pub fn require(&self, action: OfficeAction) -> Result<(), OfficeError> {
        policy::office(self.user.role, !self.user.scope.is_empty(), action).map_err(OfficeError::Denied)
    }

    /// The user as the author of a change.
    pub fn author(&self, reason: &str) -> Author {
        Author { token: self.token, ..Author::user(self.user.id, &self.user.name, reason) }
    }

    /// An audit entry by this user.
    pub fn log(
        &self,
        action: AuditAction,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> AuditEntry {
        AuditEntry {
            user: Some(self.user.id),
            actor: self.user.name.clone(),
            action,
            subject: subject.into(),
            detail: detail.into(),
        }
    }

    /// True if the policy allows an action on a record, for a page that offers it. The command evaluates the
    /// policy again.
    pub async fn can(&self, office: &Office, record: &Record, action: Action) -> Result<bool, OfficeError> {
        Ok(office.editorial.allows(&self.author(""), record, action).await?)
    }

    /// True if the user may write an existing record.
    pub async fn can_write(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::Save(RecordState::Draft)).await
    }

    /// True if the user may create a record of a kind, or propose one.
    pub fn can_create_kind(&self, kind: Kind) -> bool {
        policy::may_begin(self.user.role, !self.user.scope.is_empty(), kind)
    }

    /// True if the user may propose changes of a record.
    pub async fn can_propose(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::Propose).await
    }

    /// True if the user may view drafts, history and comments of a record.
    pub async fn can_view_history(&self, office: &Office, record: &Record) -> Result<bool, OfficeError> {
        self.can(office, record, Action::View).await
    }

    /// True if the user may view records of a kind: private ones are reserved for the authority's staff.
    pub fn can_view_kind(&self, kind: Kind) -> bool {
        !kind.is_private() || Self::is_staff(&self.user)
    }

    /// True if a user belongs to the authority, rather than to a partner or operator.
    pub fn is_staff(user: &User) -> bool {
        user.role >= UserRole::Reader && user.scope.is_empty()
    }

    /// A filter of all records that lists may show to this user.
    pub fn visible_filter(&self) -> Filter {
        Self::visible_filter_for(&self.user)
    }

    /// A filter of all records that lists may show to a user.
    pub fn visible_filter_for(user: &User) -> Filter {
        let seen_from = (user.role < UserRole::Reader).then(|| user.scope.clone());
        Filter { seen_from, private: Self::is_staff(user), ..Filter::default() }
    }

    /// Logs that the user reads personal data.
    pub async fn audit_read(&self, office: &Office, record: &Record) -> Result<(), OfficeError> {
        if record.kind() == Kind::Person {
            office.store.log(self.log(AuditAction::Read, subject(record), "")).await?;
        }
        Ok(())
    }
}

impl FromRequestParts<Office> for CurrentUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Office) -> Result<Self, Response> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            let next = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |u| &u.0);
            let to = next.path_and_query().map_or("/office/", |p| p.as_str());
            let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
            Redirect::to(&format!("/office/login?next={to}")).into_response()
        })
    }
}

/// The name of the session cookie; over HTTPS with the prefix that binds it to this host.
fn cookie_name(office: &Office) -> &'static str {
    if office.is_secure() { "__Host-portulan" } else { "portulan" }
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs =
        headers.get_all(COOKIE).into_iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split("; "));
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// A cookie that scripts cannot read and that other sites' forms do not send.
fn set_cookie(office: &Office, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let secure = if office.is_secure() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

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
            view::error_page(language, &e)
        }
        None => response,
    };
    if is_confidential(&path) {
        response.extensions_mut().insert(Uncompressed);
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
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

/// The largest request body, in bytes: small without a session.
fn body_limit(path: &str, has_session: bool) -> usize {
    let is_picture = path == "/office/media/upload"
        || path.strip_prefix("/office/media/").is_some_and(|rest| rest.ends_with("/file"));
    match path {
        _ if !has_session => MAX_ANONYMOUS_BYTES,
        _ if is_picture => crate::pages::media::FORM_BYTES,
        "/office/import" => crate::pages::import::FILE_BYTES,
        _ => crate::FORM_BYTES,
    }
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
    let (address, now) = (peer.address.as_str(), Timestamp::now());
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

async fn current_user(office: &Office, headers: &HeaderMap) -> Result<Option<CurrentUser>, OfficeError> {
    let found = session(office, headers).await?;
    Ok(found.map(|(session, user)| CurrentUser { user, session, zone: office.app.time_zone(), token: None }))
}

/// The session of a browser's cookie, and its user.
async fn session(office: &Office, headers: &HeaderMap) -> Result<Option<(Session, User)>, OfficeError> {
    let Some(token) = cookie(headers, cookie_name(office)) else { return Ok(None) };
    let now = Timestamp::now();
    Ok(office.store.session(&digest(token), now, now - IDLE, now - LONGEST).await?)
}

/// Checks that a password is that of the user of a session; tries are limited as at the login. Otherwise the error is
/// [`OfficeError::PasswordRefused`].
pub async fn confirm_password(
    office: &Office,
    current_user: &CurrentUser,
    password: &str,
) -> Result<(), OfficeError> {
    let user = &current_user.user;
    // A user who signs in through a provider only has no password to confirm: the session must be recent
    // instead.
    if user.password.is_none() {
        let age = Timestamp::now().duration_since(current_user.session.created);
        let is_fresh = age < FRESH_SESSION;
        return if is_fresh { Ok(()) } else { Err(OfficeError::PasswordRefused(key!("office-session-old"))) };
    }
    let device = current_user.session.id.to_string();
    let attempt =
        Attempt { account: &user.email, address: &current_user.session.address, device: Some(&device) };
    if !office.limits.try_take(attempt, Timestamp::now()) {
        return Err(OfficeError::PasswordRefused(key!("office-login-wait")));
    }
    if verify(password.to_owned(), user.password.clone()).await? {
        office.limits.give_back(attempt);
        return Ok(());
    }
    office
        .store
        .log(current_user.log(AuditAction::PasswordFailed, format!("user/{}", user.email), ""))
        .await?;
    Err(OfficeError::PasswordRefused(key!("office-password-old")))
}

/// The mark of an answer that must not be compressed.
#[derive(Debug, Clone, Copy)]
pub struct Uncompressed;

/// True for pages with secrets, such as links and tokens, or with personal data of contacts.
fn is_confidential(path: &str) -> bool {
    const PAGES: [&str; 13] = [
        "account", "audit", "find", "forgot", "hooks", "join", "login", "missions", "persons", "settings",
        "start", "tokens", "users",
    ];
    let page = path.strip_prefix("/office/").and_then(|rest| rest.split(['/', '.']).next());
    page.is_some_and(|page| PAGES.contains(&page))
}

/// Deletes expired sessions and links, and audit lines and events whose retention period is over.
pub async fn delete_expired(office: &Office, now: Timestamp) -> Result<(), OfficeError> {
    office.store.delete_events(now - EVENT_RETENTION).await?;
    Ok(office.store.sweep(now - IDLE, now - LONGEST, now - AUDIT_RETENTION, now).await?)
}

/// The language of the `Accept-Language` header, for clients that are not signed in.
pub fn accept_language(headers: &HeaderMap) -> Language {
    let asked = headers.get("accept-language").and_then(|h| h.to_str().ok()).unwrap_or_default();
    if asked.trim().is_empty() {
        return Language::default();
    }
    // Browsers name the languages in order of preference.
    let primary =
        |range: &str| range.split([';', '-']).next().unwrap_or_default().trim().to_ascii_lowercase();
    asked.split(',').find_map(|range| Language::find_complete(&primary(range))).unwrap_or(Language::ENGLISH)
}

/// The path if it is inside the office, otherwise the dashboard: prevents open redirects.
pub fn safe_next(next: &str) -> &str {
    let inside = next.starts_with("/office/") && next.parse::<Uri>().is_ok();
    if inside && !next.contains(['\\', '\n', '\r']) { next } else { "/office/" }
}

/// A link for the first administrator; `None` if an administrator can sign in with a password, or has signed
/// in through the configured identity provider.
pub async fn start_link(office: &Office) -> Result<Option<String>, OfficeError> {
    let users = office.store.users().await?;
    let can_sign_in = |u: &User| u.password.is_some() || office.provider.is_some() && u.seen.is_some();
    if users.iter().any(|u| u.role == UserRole::Administrator && u.active && can_sign_in(u)) {
        return Ok(None);
    }
    let (token, digest) = token()?;
    let expires = Timestamp::now() + SignedDuration::from_hours(24 * 7);
    office.store.put_ticket(&digest, Purpose::Start, None, expires).await?;
    Ok(Some(format!("{}/office/start/{token}", office.app.public_url())))
}

/// The name of a record in the audit log.
pub fn subject(record: &Record) -> String {
    format!("{}/{}", record.kind().singular(), record.slug)
}

/// The client of a request.
#[derive(Debug, Clone)]
pub struct PeerAddress {
    /// The network address, for logs.
    pub address: String,
    /// The address under which limits count: a network of IPv6 is one client.
    pub key: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_leads_out() {
        for out in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/en/",
            "office/",
            "/office/\\..//x",
            "",
        ] {
            assert_eq!(safe_next(out), "/office/", "{out}");
        }
        assert_eq!(safe_next("/office/partnerships/?state=draft"), "/office/partnerships/?state=draft");
    }
}
