//! Remarks on a record, for the attention of those that they name.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_model::fold;
use portulan_store::{Comment, Mail, User};
use serde::Deserialize;
use uuid::Uuid;

use super::history::found;
use crate::Office;
use crate::auth::Seat;
use crate::error::OfficeError;
use crate::post::{letter, send};

/// A remark has at most this many characters.
const LONGEST: usize = 10_000;

/// What the form sends.
#[derive(Deserialize)]
pub struct Remark {
    text: String,
}

pub async fn add(
    State(office): State<Office>,
    seat: Seat,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<Remark>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &seat, &folder, id).await?;
    let text: String = form.text.replace("\r\n", "\n").trim().chars().take(LONGEST).collect();
    if !text.is_empty() {
        let users = office.store.users().await?;
        let named: Vec<&User> = mentioned(&text, &users).filter(|u| u.active).collect();
        let url = format!("{}/office/{folder}/{id}#comments", office.app.public_url());
        let letters = named.iter().filter(|u| u.id != seat.user.id).map(|u| {
            let title = stored.record.body.name().text(&u.language);
            let arguments =
                [("by", seat.user.name.as_str()), ("title", title), ("text", &text), ("url", &url)];
            letter(u, "mail-mention", &arguments)
        });
        let letters: Vec<Mail> = letters.collect();
        let named: Vec<Uuid> = named.iter().map(|u| u.id).collect();
        let comment = Comment {
            id: Uuid::now_v7(),
            record: id,
            user: Some(seat.user.id),
            author: seat.user.name.clone(),
            at: Timestamp::now(),
            text,
        };
        office.store.put_comment(comment, &named).await?;
        if !letters.is_empty() {
            send(&office, letters, None).await?;
        }
    }
    Ok(Redirect::to(&format!("/office/{folder}/{id}#comments")).into_response())
}

/// The users whose name stands after an @.
fn mentioned<'a>(text: &str, users: &'a [User]) -> impl Iterator<Item = &'a User> {
    let folded = fold(text);
    users.iter().filter(move |u| {
        folded
            .match_indices(&format!("@{}", fold(&u.name)))
            .any(|(at, name)| !folded[at + name.len()..].starts_with(char::is_alphanumeric))
    })
}
