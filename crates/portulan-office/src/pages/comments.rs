//! Comments on a record, for the attention of the users that they name.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::NewComment;
use portulan_model::normalize_for_search;
use portulan_store::User;
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::pairs::bounded;

/// The largest number of characters in a comment.
const MAX_COMMENT_CHARS: usize = 10_000;

/// The form.
#[derive(Deserialize)]
pub struct Remark {
    text: String,
}

pub async fn add(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<Remark>,
) -> Result<Response, OfficeError> {
    found(&office, &current_user, &folder, id).await?;
    let text = bounded(&form.text, MAX_COMMENT_CHARS, current_user.language())?;
    let mut left_out = String::new();
    if !text.is_empty() {
        let users = office.store.users().await?;
        let mentions = mentioned(&text, &users).filter(|u| u.active).map(|u| u.id).collect();
        let new = NewComment { record: id, text, mentions };
        let others = office.editorial.comment(&current_user.author(""), new).await?;
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(Uuid::to_string).collect();
            left_out = format!("?unnotified={}", others.join(","));
        }
    }
    Ok(Redirect::to(&format!("/office/{folder}/{id}{left_out}#comments")).into_response())
}

/// The users whose name follows an @.
fn mentioned<'a>(text: &str, users: &'a [User]) -> impl Iterator<Item = &'a User> {
    let folded = normalize_for_search(text);
    users.iter().filter(move |u| {
        folded
            .match_indices(&format!("@{}", normalize_for_search(&u.name)))
            .any(|(at, name)| !folded[at + name.len()..].starts_with(char::is_alphanumeric))
    })
}
