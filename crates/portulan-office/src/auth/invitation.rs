//! Single-use links: the first administrator, an invitation, a password that was lost.
use askama::Template;
use axum::Extension;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use portulan_locales::{Language, MessageKey, key};
use portulan_store::{AuditEntry, LinkUse, Purpose, User, UserRole};
use serde::Deserialize;

use super::{digest, hash, login, token, weakness};
use crate::Office;
use crate::error::OfficeError;
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
    let (digest, now) = (digest(token), Timestamp::now());
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
    let mut response = page(&LinkExpiredPage { v, title, text, detail: "" });
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
    Extension(super::PeerAddress { address, .. }): Extension<super::PeerAddress>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Joining>,
) -> Result<Response, OfficeError> {
    let Some((purpose, known)) = find_link(&office, &token).await? else { return Ok(link_expired(language)) };
    let start = known.is_none();
    let mut user = known.unwrap_or_else(|| {
        User::new(&form.email.trim().to_lowercase(), "", language.tag(), UserRole::Administrator)
    });
    if purpose != Purpose::Reset {
        user.name = one_line(&form.name);
    }
    let problem = if !is_email(&user.email) {
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
    login::require_second_factor(&office, v, &headers, &address, user, "/office/", "password").await
}

/// Normalises a name to one line without surrounding white space.
pub fn one_line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// The largest number of characters in the name of a person, passkey or token.
const MAX_NAME_CHARS: usize = 100;

/// The message key of a problem of a name, as [`one_line`] returns it: missing or too long.
pub fn name_problem(name: &str) -> Option<MessageKey> {
    match name.chars().count() {
        0 => Some(key!("office-name-missing")),
        1..=MAX_NAME_CHARS => None,
        _ => Some(key!("office-name-too-long")),
    }
}

/// True if a text may be an e-mail address: detects typing errors, without refusing valid addresses.
pub fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let whole =
        |s: &str| !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || c.is_control() || c == '@');
    parts.is_some_and(|(name, host)| whole(name) && whole(host) && !host.starts_with('.'))
        && text.len() <= 254
}

/// A link for a user; an earlier one of the same purpose ends.
pub async fn link(office: &Office, user: &User, purpose: Purpose) -> Result<String, OfficeError> {
    let (token, digest) = token()?;
    let hours = if purpose == Purpose::Reset { 24 } else { 24 * 7 };
    let expires = Timestamp::now() + SignedDuration::from_hours(hours);
    office.store.put_ticket(&digest, purpose, Some(user.id), expires).await?;
    Ok(format!("{}/office/join/{token}", office.app.public_url()))
}
