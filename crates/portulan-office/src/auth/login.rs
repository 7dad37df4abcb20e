//! Entering and leaving.
use askama::Template;
use axum::Extension;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_locales::Language;
use portulan_store::{AuditEntry, Session, User};
use serde::Deserialize;
use uuid::Uuid;

use super::limits::Attempt;
use super::{IDLE, LONGEST, Seat, cookie_name, safe_next, set_cookie, token, verify};
use crate::Office;
use crate::error::OfficeError;
use crate::view::{View, page};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    v: View,
    email: &'a str,
    next: &'a str,
    problem: &'a str,
}

/// Where to go on to.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn show(
    Query(asked): Query<Next>,
    Extension(language): Extension<Language>,
    seat: Option<Extension<Seat>>,
) -> Response {
    if seat.is_some() {
        return Redirect::to(safe_next(&asked.next)).into_response();
    }
    page(&LoginPage { v: View::outside(language), email: "", next: safe_next(&asked.next), problem: "" })
}

pub async fn act(
    State(office): State<Office>,
    Extension(language): Extension<Language>,
    Extension(super::Peer(address)): Extension<super::Peer>,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Result<Response, OfficeError> {
    let (email, now) = (form.email.trim().to_lowercase(), Timestamp::now());
    let device = office.devices.known(&headers, &email);
    let attempt = Attempt { account: &email, address: &address, device: device.as_deref() };
    let again = |problem: &str, status: StatusCode| {
        let v = View::outside(language);
        let mut answer = page(&LoginPage { v, email: &form.email, next: safe_next(&form.next), problem });
        *answer.status_mut() = status;
        Ok(answer)
    };
    if !office.limits.allows(attempt, now) {
        return again("office-login-wait", StatusCode::TOO_MANY_REQUESTS);
    }
    let user = office.store.user_by_email(&email).await?;
    let hash = user.as_ref().filter(|u| u.active).and_then(|u| u.password.clone());
    let matches = verify(form.password.clone(), hash).await?;
    let Some(user) = user.filter(|_| matches) else {
        office.limits.failed(attempt, now);
        let entry = AuditEntry {
            actor: address.clone(),
            action: "login-failed".into(),
            subject: email.clone(),
            ..Default::default()
        };
        office.store.log(entry).await?;
        return again("office-login-wrong", StatusCode::UNPROCESSABLE_ENTITY);
    };
    office.limits.succeeded(attempt);
    enter(&office, &headers, &address, &user, safe_next(&form.next)).await
}

/// Begins a session and goes on. The session before, if any, ends: its token is not used again.
pub async fn enter(
    office: &Office,
    headers: &HeaderMap,
    address: &str,
    user: &User,
    next: &str,
) -> Result<Response, OfficeError> {
    let now = Timestamp::now();
    if let Some((session, owner)) = super::session(office, headers).await? {
        office.store.end_sessions(owner.id, Some(session.id), None).await?;
    }
    office.store.sweep(now - IDLE, now - LONGEST, now).await?;
    let (secret, digest) = token()?;
    let agent = headers.get("user-agent").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let session = Session {
        id: Uuid::now_v7(),
        user: user.id,
        created: now,
        seen: now,
        agent: agent.chars().take(300).collect(),
        address: address.to_owned(),
    };
    let seat = Seat { user: user.clone(), session: session.clone(), zone: office.app.time_zone() };
    office.store.open_session(&digest, &session, seat.log("login", "", address)).await?;
    let mut response = Redirect::to(next).into_response();
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, set_cookie(office, cookie_name(office), &secret, LONGEST.as_secs()));
    headers.append(SET_COOKIE, office.devices.cookie(office, &user.email)?);
    Ok(response)
}

pub async fn leave(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    office.store.end_sessions(seat.user.id, Some(seat.session.id), None).await?;
    office.store.log(seat.log("logout", "", "")).await?;
    let mut response = Redirect::to("/office/login").into_response();
    response.headers_mut().append(SET_COOKIE, set_cookie(&office, cookie_name(&office), "", 0));
    Ok(response)
}
