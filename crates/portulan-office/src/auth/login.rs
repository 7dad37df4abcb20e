//! Entering: the password, the second step, and the session.
use askama::Template;
use axum::Extension;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::{Language, MessageKey, key};
use portulan_model::check::is_email_or_local;
use portulan_store::{AuditAction, AuditEntry, Session, User};
use serde::Deserialize;

use super::challenges::AuthChallenge;
use super::codes;
use super::cookies::{cookie_name, set_cookie};
use super::current_user::CurrentUser;
use super::devices::{device_cookie, known_device};
use super::peer::PeerAddress;
use super::redirect::safe_next;
use super::secret::{token, verify};
use super::sessions::{self, LONGEST};
use super::throttle::Attempt;
use super::two_step::factors;
use crate::Office;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};

#[derive(Template)]
#[template(path = "login.html")]
pub struct LoginPage<'a> {
    v: OfficeView,
    email: &'a str,
    next: &'a str,
    /// True if passkeys are available at this address.
    passkeys: bool,
    /// The name of the identity provider, if one is configured.
    provider: Option<String>,
    problem: Option<MessageKey>,
}

impl<'a> LoginPage<'a> {
    /// The page, with the submitted values and a problem.
    pub fn new(
        office: &Office,
        v: OfficeView,
        email: &'a str,
        next: &'a str,
        problem: Option<MessageKey>,
    ) -> Self {
        let provider = office.provider.as_ref().map(|p| p.name().to_owned());
        Self { v, email, next, passkeys: office.webauthn.is_some(), provider, problem }
    }
}

/// The address to continue at.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    pub next: String,
}

/// The form.
#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn show(
    State(office): State<Office>,
    Query(asked): Query<Next>,
    Extension(language): Extension<Language>,
    current_user: Option<Extension<CurrentUser>>,
) -> Response {
    if current_user.is_some() {
        return Redirect::to(safe_next(&asked.next)).into_response();
    }
    page(&LoginPage::new(&office, OfficeView::outside(language), "", safe_next(&asked.next), None))
}

pub async fn act(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(PeerAddress { address, key }): Extension<PeerAddress>,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Result<Response, OfficeError> {
    let (email, now) = (form.email.trim().to_lowercase(), office.now());
    let device = known_device(&office, &headers, &email).await?;
    let attempt = Attempt { account: &email, address: &key, device: device.as_deref() };
    let again = |problem: MessageKey, status: StatusCode| {
        let v = OfficeView::outside(language);
        let mut answer = page(&LoginPage::new(&office, v, &form.email, safe_next(&form.next), Some(problem)));
        *answer.status_mut() = status;
        Ok(answer)
    };
    // An invalid address belongs to no account, and is not stored.
    if !is_email_or_local(&email) {
        return again(key!("office-login-wrong"), StatusCode::UNPROCESSABLE_ENTITY);
    }
    if !office.limits.try_take(attempt, now) {
        return again(key!("office-login-wait"), StatusCode::TOO_MANY_REQUESTS);
    }
    let user = office.store.user_by_email(&email).await?;
    let is_known = user.is_some();
    let hash = user.as_ref().filter(|u| u.active).and_then(|u| u.password.clone());
    let matches = verify(form.password.clone(), hash).await?;
    let Some(user) = user.filter(|_| matches) else {
        // Users type passwords into the address field by mistake: only known addresses are logged.
        let subject = if is_known { email.as_str() } else { "" };
        office.store.log(failure(&address, AuditAction::LoginFailed, subject)).await?;
        return again(key!("office-login-wrong"), StatusCode::UNPROCESSABLE_ENTITY);
    };
    office.limits.give_back(attempt);
    let v = OfficeView::outside(language);
    require_second_factor(&office, v, &headers, &address, user, safe_next(&form.next), "password").await
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage<'a> {
    v: OfficeView,
    token: &'a str,
    has_app: bool,
    has_passkey: bool,
    problem: Option<MessageKey>,
}

/// The form of the second step.
#[derive(Deserialize)]
pub struct SecondFactorForm {
    token: String,
    code: String,
}

/// Signs in a user authenticated by password or provider, or requires the second step if the user has one.
pub async fn require_second_factor(
    office: &Office,
    v: OfficeView,
    headers: &HeaderMap,
    address: &str,
    user: User,
    next: &str,
    by: &str,
) -> Result<Response, OfficeError> {
    let (has_app, has_passkey) = factors(office, &user).await?;
    if !has_app && !has_passkey {
        return sign_in(office, headers, address, &user, next, by).await;
    }
    let token = office.pending.put(AuthChallenge::Entering { user, next: next.to_owned() }, office.now())?;
    Ok(page(&CodePage { v, token: &token, has_app, has_passkey, problem: None }))
}

/// The second step: a code of the app, or a recovery code.
pub async fn check_code(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(PeerAddress { address, key }): Extension<PeerAddress>,
    headers: HeaderMap,
    Form(form): Form<SecondFactorForm>,
) -> Result<Response, OfficeError> {
    let Some(AuthChallenge::Entering { user, next }) = office.pending.get(&form.token, office.now()) else {
        return Ok(Redirect::to("/office/login").into_response());
    };
    let now = office.now();
    let account = format!("code {}", user.email);
    let device = known_device(&office, &headers, &user.email).await?.map(|device| format!("code {device}"));
    let attempt = Attempt { account: &account, address: &key, device: device.as_deref() };
    let (has_app, has_passkey) = factors(&office, &user).await?;
    let again = |problem: MessageKey, status: StatusCode| {
        let v = OfficeView::outside(language);
        let mut answer =
            page(&CodePage { v, token: &form.token, has_app, has_passkey, problem: Some(problem) });
        *answer.status_mut() = status;
        Ok(answer)
    };
    if !office.limits.try_take(attempt, now) {
        return again(key!("office-login-wait"), StatusCode::TOO_MANY_REQUESTS);
    }
    // The current account: it may have been deactivated since the password was checked.
    let user = office.store.user(user.id).await?.filter(|u| u.active).ok_or(OfficeError::Forbidden)?;
    let Some(by) = codes::take(&office, &user, &form.code, now.as_second()).await? else {
        office.store.log(failure(&address, AuditAction::CodeFailed, &user.email)).await?;
        return again(key!("office-code-wrong"), StatusCode::UNPROCESSABLE_ENTITY);
    };
    if office.pending.take(&form.token, office.now()).is_none() {
        return Ok(Redirect::to("/office/login").into_response());
    }
    office.limits.give_back(attempt);
    let next = if by == "recovery-code" { "/office/account?recovered" } else { next.as_str() };
    sign_in(&office, &headers, &address, &user, next, by).await
}

/// The line of the log for a try that failed.
pub fn failure(address: &str, action: AuditAction, email: &str) -> AuditEntry {
    AuditEntry { subject: email.to_owned(), ..AuditEntry::new(address, action) }
}

/// Opens a session and redirects.
async fn sign_in(
    office: &Office,
    headers: &HeaderMap,
    address: &str,
    user: &User,
    next: &str,
    by: &str,
) -> Result<Response, OfficeError> {
    let cookies = open_session(office, headers, address, user, by).await?;
    let mut response = Redirect::to(next).into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Begins a session; its cookies. The session before, if any, ends: its token is not used again.
pub async fn open_session(
    office: &Office,
    headers: &HeaderMap,
    address: &str,
    user: &User,
    by: &str,
) -> Result<[HeaderValue; 2], OfficeError> {
    let now = office.now();
    if let Some((session, owner)) = sessions::session(office, headers).await? {
        office.store.end_sessions(owner.id, Some(session.id), None).await?;
    }
    let (secret, digest) = token(&office.environment)?;
    let agent = headers.get("user-agent").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let session = Session {
        id: office.new_id()?,
        user: user.id,
        created: now,
        seen: now,
        agent: agent.chars().take(300).collect(),
        address: address.to_owned(),
    };
    let current_user = CurrentUser {
        user: user.clone(),
        session: session.clone(),
        now,
        zone: office.app.time_zone(),
        token: None,
    };
    let entry = current_user.log(AuditAction::Login, "", format!("{by} {address}"));
    office.store.open_session(&digest, &session, entry).await?;
    let own = set_cookie(office, cookie_name(office), &secret, LONGEST.as_secs());
    Ok([own, device_cookie(office, &user.email).await?])
}
