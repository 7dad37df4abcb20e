//! A user's own account: name, language, password, sessions.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_store::Session;
use serde::Deserialize;
use uuid::Uuid;

use super::{Seat, hash, verify, weakness};
use crate::Office;
use crate::error::OfficeError;
use crate::view::{View, page, refused};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    v: View,
    sessions: Vec<Session>,
    own: Uuid,
    done: bool,
    problem: &'static str,
}

/// What the forms send: one of three.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Act {
    Profile { name: String, language: String },
    Password { old: String, new: String },
    EndSession { session: Uuid },
    EndOthers,
}

async fn shown(
    office: &Office,
    seat: &Seat,
    done: bool,
    problem: &'static str,
) -> Result<AccountPage, OfficeError> {
    let sessions = office.store.sessions(seat.user.id).await?;
    Ok(AccountPage { v: View::new(seat, "account"), sessions, own: seat.session.id, done, problem })
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    Ok(page(&shown(&office, &seat, query.as_deref() == Some("done"), "").await?))
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Form(form): Form<Act>,
) -> Result<Response, OfficeError> {
    let mut user = seat.user.clone();
    match form {
        Act::Profile { name, language } => {
            let name = name.trim();
            if name.is_empty() || language.parse::<portulan_locales::Language>().is_err() {
                return Ok(refused(&shown(&office, &seat, false, "office-name-missing").await?));
            }
            (user.name, user.language) = (name.to_owned(), language);
            office.store.put_user(&user, seat.log("profile", format!("user/{}", user.email), "")).await?;
        }
        Act::Password { old, new } => {
            if !verify(old, user.password.clone()).await? {
                return Ok(refused(&shown(&office, &seat, false, "office-password-old").await?));
            }
            if let Some(problem) = weakness(&new, &user.email, &user.name) {
                return Ok(refused(&shown(&office, &seat, false, problem).await?));
            }
            user.password = Some(hash(new).await?);
            office.store.put_user(&user, seat.log("password", format!("user/{}", user.email), "")).await?;
            // Whoever knew the old password is out.
            office.store.end_sessions(user.id, None, Some(seat.session.id)).await?;
        }
        Act::EndSession { session } => office.store.end_sessions(user.id, Some(session), None).await?,
        Act::EndOthers => office.store.end_sessions(user.id, None, Some(seat.session.id)).await?,
    }
    Ok(Redirect::to("/office/account?done").into_response())
}
