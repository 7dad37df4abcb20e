//! Comments on a record, for the attention of the users that they name.
use std::collections::HashSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Form, Json};
use portulan_editorial::NewComment;
use portulan_locales::key;
use portulan_model::{Record, normalize_for_search};
use portulan_store::{Action, Author, User, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use super::address::found;
use super::mentions::{mentioned, unknown_names};
use crate::Office;
use crate::auth::{CurrentUser, safe_next};
use crate::error::OfficeError;
use crate::pairs::bounded;

/// The largest number of characters in a comment.
const MAX_COMMENT_CHARS: usize = 10_000;

/// The form.
#[derive(Deserialize)]
pub struct Remark {
    text: String,
}

/// The mentions of a text.
struct Mentions {
    /// Users who can be notified.
    active: Vec<Uuid>,
    /// Deactivated users, who cannot.
    inactive: Vec<Uuid>,
    /// True if the text mentions a name that no user has.
    has_unknown: bool,
}

impl Mentions {
    async fn of(office: &Office, text: &str) -> Result<Self, OfficeError> {
        let users = office.store.users().await?;
        let (active, inactive): (Vec<&User>, Vec<&User>) = mentioned(text, &users).partition(|u| u.active);
        let ids = |users: Vec<&User>| users.into_iter().map(|u| u.id).collect();
        let has_unknown = !unknown_names(text, &users).is_empty();
        Ok(Self { active: ids(active), inactive: ids(inactive), has_unknown })
    }
}

/// The address of the form of a record after a comment was added: the completed action, the mentioned users who were not notified, and
/// whether the comment has unknown names.
fn reported(record: &Record, done: &str, unnotified: &[Uuid], has_unknown: bool) -> String {
    let unnotified: Vec<String> = unnotified.iter().map(Uuid::to_string).collect();
    let parameters = [
        ("done", done.to_owned()),
        ("unnotified", unnotified.join(",")),
        ("unknown", if has_unknown { "true".to_owned() } else { String::new() }),
    ];
    let parameters = parameters.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = parameters.map(|(name, value)| format!("{name}={value}")).collect();
    let here = format!("/office/{}/{}", record.kind().folder(), record.id);
    if query.is_empty() { here } else { format!("{here}?{}", query.join("&")) }
}

pub async fn add(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<Remark>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let text = bounded(&form.text, MAX_COMMENT_CHARS, current_user.language())?;
    if text.is_empty() {
        return Ok(Redirect::to(&format!("/office/{folder}/{id}#comments")).into_response());
    }
    let mut mentions = Mentions::of(&office, &text).await?;
    let new = NewComment { record: id, text, mentions: mentions.active };
    mentions.inactive.extend(office.editorial.comment(&current_user.author(""), new).await?);
    let next = format!("{}#comments", reported(&stored.record, "", &mentions.inactive, mentions.has_unknown));
    Ok(Redirect::to(&next).into_response())
}

/// Sends a record in review back with a note. Returns the address to go to; `None` if the note is empty.
pub async fn send_back(
    office: &Office,
    current_user: &CurrentUser,
    record: &Record,
    seen: i64,
    note: &str,
) -> Result<Option<String>, OfficeError> {
    let language = current_user.language();
    let text = bounded(note, MAX_COMMENT_CHARS, language)?;
    if text.is_empty() {
        return Ok(None);
    }
    let mut mentions = Mentions::of(office, &text).await?;
    let author = current_user.author(&language.text(key!("office-sent-back-reason")));
    let new = NewComment { record: record.id, text, mentions: mentions.active };
    let returned = office.editorial.send_back(&author, new, seen).await?;
    mentions.inactive.extend(returned.unnotified);
    let done = if returned.author.is_some() { "sent-back" } else { "sent-back-alone" };
    Ok(Some(reported(record, done, &mentions.inactive, mentions.has_unknown)))
}

/// The button of a comment.
#[derive(Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum CommentVerb {
    /// Marks it as resolved.
    Resolve,
    /// Opens it again.
    Reopen,
}

portulan_model::impl_names!(CommentVerb);

/// The form of a comment.
#[derive(Deserialize)]
pub struct CommentForm {
    #[serde(rename = "do")]
    verb: String,
    /// The page to go to.
    #[serde(default)]
    next: String,
}

pub async fn resolve(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id, comment)): Path<(String, Uuid, Uuid)>,
    Form(form): Form<CommentForm>,
) -> Result<Response, OfficeError> {
    found(&office, &current_user, &folder, id).await?;
    let verb =
        CommentVerb::from_name(&form.verb).ok_or_else(|| OfficeError::Unreadable(form.verb.clone()))?;
    let author = current_user.author("");
    office.editorial.resolve_comment(&author, id, comment, verb == CommentVerb::Resolve).await?;
    let here = format!("/office/{folder}/{id}#comments");
    let next = if form.next.is_empty() { &here } else { safe_next(&form.next) };
    Ok(Redirect::to(next).into_response())
}

/// The names of the other users who may be mentioned in a comment on a record. Partners learn the names of those who wrote comments on
/// it only.
pub async fn names(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path((folder, id)): Path<(String, Uuid)>,
) -> Result<Json<Vec<String>>, OfficeError> {
    let stored = found(&office, &current_user, &folder, id).await?;
    let mut users = office.store.users().await?;
    users.retain(|user| user.active && user.id != current_user.user.id);
    if current_user.user.role < UserRole::Reader {
        let comments = office.store.comments(id).await?;
        let known: HashSet<Uuid> = comments.into_iter().filter_map(|comment| comment.user).collect();
        users.retain(|user| known.contains(&user.id));
    }
    let mut names = Vec::with_capacity(users.len());
    for user in users {
        let reader = Author::user(user.id, &user.name, "");
        if office.editorial.allows(&reader, &stored.record, Action::View).await? {
            names.push(user.name);
        }
    }
    names.sort_by_key(|name| normalize_for_search(name));
    Ok(Json(names))
}
