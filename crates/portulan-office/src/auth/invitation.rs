//! Single-use links: the first administrator, an invitation, a password that was lost.
use askama::Template;
use axum::Extension;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::SignedDuration;
use portulan_locales::{Language, MessageKey, key};
use portulan_model::check::is_email_or_local;
use portulan_store::{AuditEntry, LinkUse, Purpose, User, UserRole};
use serde::Deserialize;

use super::login;
use super::names::{name_problem, one_line};
use super::peer::PeerAddress;
use super::secret::{digest, hash, token, weakness};
use crate::Office;
use crate::error::OfficeError;
use crate::pages::first_steps::is_setup_needed;
use crate::view::{OfficeView, page, refused};

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage<'a> {
    v: OfficeView,
    start: bool,
    email: &'a str,
    name: &'a str,
    problem: Option<MessageKey>,
    field: &'a str,
}

#[derive(Template)]
#[template(path = "error.html")]
struct LinkExpiredPage {
    v: OfficeView,
    title: String,
    text: String,
    detail: &'static str,
    /// True for a reader without an account; those of invitations get one.
    is_outside: bool,
}

/// The form.
#[derive(Deserialize)]
pub struct Joining {
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    password: String,
}

/// The purpose and user of a link.
async fn find_link(office: &Office, token: &str) -> Result<Option<(Purpose, Option<User>)>, OfficeError> {
    let (digest, now) = (digest(token), office.now());
    for purpose in [Purpose::Start, Purpose::Invitation, Purpose::Reset] {
        match office.store.ticket(&digest, purpose, now).await? {
            Some(Some(id)) => return Ok(office.store.user(id).await?.map(|user| (purpose, Some(user)))),
            Some(None) => return Ok(Some((purpose, None))),
            None => {}
        }
    }
    Ok(None)
}

fn link_expired(language: Language) -> Response {
    let v = OfficeView::outside(language);
    let (title, text) = (v.t(key!("office-link-spent")), v.t(key!("office-link-spent.remedy")));
    let mut response = page(&LinkExpiredPage { v, title, text, detail: "", is_outside: false });
    *response.status_mut() = StatusCode::GONE;
    response
}

pub async fn show(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Path(token): Path<String>,
) -> Result<Response, OfficeError> {
    let Some((_, user)) = find_link(&office, &token).await? else { return Ok(link_expired(language)) };
    let language = user.as_ref().and_then(|u| u.language.parse().ok()).unwrap_or(language);
    let (email, name) = user.as_ref().map_or(("", ""), |u| (u.email.as_str(), u.name.as_str()));
    let v = OfficeView::outside(language);
    Ok(page(&JoinPage { v, start: user.is_none(), email, name, problem: None, field: "" }))
}

pub async fn act(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(PeerAddress { address, .. }): Extension<PeerAddress>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Joining>,
) -> Result<Response, OfficeError> {
    let Some((purpose, known)) = find_link(&office, &token).await? else { return Ok(link_expired(language)) };
    let start = known.is_none();
    let mut user = match known {
        Some(user) => user,
        None => first_administrator(&office, &form.email, language)?,
    };
    if purpose != Purpose::Reset {
        user.name = one_line(&form.name);
    }
    let problem = if !is_email_or_local(&user.email) {
        Some((key!("office-email-wrong"), "email"))
    } else if let Some(key) = name_problem(&user.name) {
        Some((key, "name"))
    } else {
        weakness(&form.password, &user.email, &user.name).map(|key| (key, "password"))
    };
    if let Some((problem, field)) = problem {
        let v = OfficeView::outside(user.language.parse().unwrap_or(language));
        let (email, name) = (user.email.as_str(), user.name.as_str());
        return Ok(refused(&JoinPage { v, start, email, name, problem: Some(problem), field }));
    }
    let hash = hash(form.password).await?;
    let entry = AuditEntry {
        user: Some(user.id),
        actor: user.name.clone(),
        action: purpose.action(),
        subject: format!("user/{}", user.email),
        detail: address.clone(),
    };
    let used_for = if start {
        LinkUse::FirstAdministrator(User { password: Some(hash), ..user })
    } else {
        let name = (purpose == Purpose::Invitation).then_some(user.name);
        LinkUse::Password { hash, name }
    };
    // The account is as the store has it now: it may have been changed while the password was hashed.
    let Some(user) = office.store.use_ticket(&digest(&token), used_for, entry).await? else {
        return Ok(link_expired(language));
    };
    let v = OfficeView::outside(user.language.parse().unwrap_or(language));
    let next = if start && is_setup_needed(&office).await? { "/office/setup" } else { "/office/" };
    login::require_second_factor(&office, v, &headers, &address, user, next, "password").await
}

/// The first administrator of a register, without a name.
fn first_administrator(office: &Office, email: &str, language: Language) -> Result<User, OfficeError> {
    let (email, role) = (email.trim().to_lowercase(), UserRole::Administrator);
    Ok(User::new(office.new_id()?, &email, "", language.tag(), role, office.now()))
}

/// A link for a user; an earlier one of the same purpose ends.
pub async fn link(office: &Office, user: &User, purpose: Purpose) -> Result<String, OfficeError> {
    let (token, digest) = token(&office.environment)?;
    let hours = if purpose == Purpose::Reset { 24 } else { 24 * 7 };
    let expires = office.now() + SignedDuration::from_hours(hours);
    office.store.put_ticket(&digest, purpose, Some(user.id), expires).await?;
    Ok(format!("{}/office/join/{token}", office.app.public_url()))
}

/// A link for the first administrator; `None` if an administrator can sign in with a password, or has signed
/// in through the configured identity provider.
pub async fn start_link(office: &Office) -> Result<Option<String>, OfficeError> {
    let users = office.store.users().await?;
    let can_sign_in = |u: &User| u.password.is_some() || office.provider.is_some() && u.seen.is_some();
    if users.iter().any(|u| u.role == UserRole::Administrator && u.active && can_sign_in(u)) {
        return Ok(None);
    }
    let (token, digest) = token(&office.environment)?;
    let expires = office.now() + SignedDuration::from_hours(24 * 7);
    office.store.put_ticket(&digest, Purpose::Start, None, expires).await?;
    Ok(Some(format!("{}/office/start/{token}", office.app.public_url())))
}
