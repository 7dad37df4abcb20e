//! Who may enter: invitations, roles, leave.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use portulan_model::Kind;
use portulan_store::{Filter, Head, Purpose, User, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::join::is_email;
use crate::auth::{Seat, token};
use crate::error::OfficeError;
use crate::view::{View, page, refused};

#[derive(Template)]
#[template(path = "users.html")]
struct UsersPage<'a> {
    v: View,
    users: Vec<User>,
    email: &'a str,
    name: &'a str,
    problem: &'a str,
}

#[derive(Template)]
#[template(path = "user.html")]
struct UserPage {
    v: View,
    u: User,
    partnerships: Vec<Head>,
    link: String,
    is_self: bool,
}

/// An invitation.
#[derive(Deserialize)]
pub struct Invitation {
    email: String,
    name: String,
    role: String,
}

pub async fn list(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    seat.needs(UserRole::Administrator)?;
    let users = office.store.users().await?;
    Ok(page(&UsersPage { v: View::new(&seat, "users"), users, email: "", name: "", problem: "" }))
}

pub async fn invite(
    State(office): State<Office>,
    seat: Seat,
    Form(form): Form<Invitation>,
) -> Result<Response, OfficeError> {
    seat.needs(UserRole::Administrator)?;
    let email = form.email.trim().to_lowercase();
    let taken = office.store.user_by_email(&email).await?.is_some();
    let problem = match form.role.parse::<UserRole>() {
        _ if !is_email(&email) => Err("office-email-wrong"),
        _ if form.name.trim().is_empty() => Err("office-name-missing"),
        _ if taken => Err("office-email-taken"),
        Ok(role) => Ok(role),
        Err(_) => Err("office-email-wrong"),
    };
    let role = match problem {
        Ok(role) => role,
        Err(problem) => {
            let users = office.store.users().await?;
            let v = View::new(&seat, "users");
            return Ok(refused(&UsersPage { v, users, email: &form.email, name: &form.name, problem }));
        }
    };
    let user = User::new(&email, form.name.trim(), &seat.user.language, role);
    office.store.put_user(&user, seat.log("invite", format!("user/{email}"), role.name())).await?;
    let link = link(&office, &user, Purpose::Invitation).await?;
    shown(&office, &seat, user, link).await
}

/// A link for a user; an earlier one of the same purpose ends.
async fn link(office: &Office, user: &User, purpose: Purpose) -> Result<String, OfficeError> {
    let (token, digest) = token()?;
    let hours = if purpose == Purpose::Reset { 24 } else { 24 * 7 };
    let expires = Timestamp::now() + SignedDuration::from_hours(hours);
    office.store.put_ticket(&digest, purpose, Some(user.id), expires).await?;
    Ok(format!("{}/office/join/{token}", office.app.public_url()))
}

async fn shown(office: &Office, seat: &Seat, u: User, link: String) -> Result<Response, OfficeError> {
    let filter = Filter { kind: Some(Kind::Partnership), ..Filter::default() };
    let partnerships = office.store.list(&filter).await?.heads;
    let is_self = u.id == seat.user.id;
    Ok(page(&UserPage { v: View::new(seat, "users"), u, partnerships, link, is_self }))
}

async fn found(office: &Office, id: Uuid) -> Result<User, OfficeError> {
    office.store.user(id).await?.ok_or(OfficeError::Missing)
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    seat.needs(UserRole::Administrator)?;
    let user = found(&office, id).await?;
    shown(&office, &seat, user, String::new()).await
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, OfficeError> {
    seat.needs(UserRole::Administrator)?;
    let mut user = found(&office, id).await?;
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let subject = format!("user/{}", user.email);
    match field("do") {
        "link" => {
            let purpose = if user.password.is_some() { Purpose::Reset } else { Purpose::Invitation };
            office.store.log(seat.log("link", subject, purpose.name())).await?;
            let link = link(&office, &user, purpose).await?;
            return shown(&office, &seat, user, link).await;
        }
        // The last administrator cannot lock everybody out.
        "delete" if user.id != seat.user.id => {
            office.store.delete_user(user.id, seat.log("delete-user", subject, "")).await?;
        }
        // For somebody who lost telephone and codes: the password alone opens the door again.
        "factors-off" if user.id != seat.user.id => {
            for key in office.store.passkeys(user.id).await? {
                office.store.delete_passkey(user.id, &key.id).await?;
            }
            office.store.put_recovery_codes(user.id, &[]).await?;
            user.totp = None;
            office.store.put_user(&user, seat.log("factors-off", subject, "")).await?;
            office.store.end_sessions(user.id, None, None).await?;
        }
        "save" => {
            let role: UserRole = field("role").parse().map_err(OfficeError::Unreadable)?;
            let active = field("active") == "true";
            if user.id == seat.user.id && (role != user.role || !active) {
                return Err(OfficeError::Forbidden);
            }
            let scope = form.iter().filter(|(key, _)| key == "scope");
            user.scope = scope.filter_map(|(_, id)| id.parse().ok()).collect();
            (user.role, user.active) = (role, active);
            let detail = format!("{} {}", role.name(), if active { "active" } else { "inactive" });
            office.store.put_user(&user, seat.log("change-user", subject, detail)).await?;
            if !active {
                office.store.end_sessions(user.id, None, None).await?;
            }
        }
        _ => return Err(OfficeError::Forbidden),
    }
    Ok(Redirect::to("/office/users").into_response())
}
