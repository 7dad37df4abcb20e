//! The submitted form of a contribution: it is stored, and sent if it has no faults.
use std::collections::HashMap;

use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_locales::key;
use portulan_store::{
    AuditAction, AuditEntry, ContributionPicture, MAX_CONTRIBUTION_PICTURES, MAX_CONTRIBUTION_PICTURES_BYTES,
};

use super::content::{ContributionContent, MAX_LINE_CHARS};
use super::contribute::{EMPTY_LINES, LinkedContribution, expired};
use super::report_sent;
use crate::Office;
use crate::auth::digest;
use crate::auth::names::one_line;
use crate::error::OfficeError;
use crate::files::message;
use crate::pages::posted_form::{MAX_PICTURE_BYTES, PostedForm};
use crate::pairs::{bounded, field};
use crate::view::page;

/// The largest size of a field, in bytes: a text of 20,000 characters.
const MAX_FIELD_BYTES: usize = 80_000;

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContributeVerb {
    /// Stores the form, to go on later.
    Save,
    /// Stores the form, for more lines of expenses.
    Lines,
    /// Adds the picture of the form.
    AddPicture,
    /// Deletes a picture.
    RemovePicture(u32),
    /// Sends the contribution to the office.
    Send,
}

impl ContributeVerb {
    fn of(name: &str) -> Option<Self> {
        match name {
            "" | "save" => Some(Self::Save),
            "lines" => Some(Self::Lines),
            "picture" => Some(Self::AddPicture),
            "send" => Some(Self::Send),
            _ => name.strip_prefix("remove:")?.parse().ok().map(Self::RemovePicture),
        }
    }
}

pub async fn act(
    State(office): State<Office>,
    Path(token): Path<String>,
    form: Multipart,
) -> Result<Response, OfficeError> {
    // The link is checked before the form is read.
    let Some(linked) = LinkedContribution::find(&office, token).await? else { return Ok(expired(&office)) };
    if !linked.is_open() {
        return linked.closed(&office).await;
    }
    let posted = PostedForm::read(form, MAX_FIELD_BYTES).await?;
    let pairs = &posted.pairs;
    let verb = ContributeVerb::of(field(pairs, "do")).ok_or(OfficeError::Missing)?;
    let content = ContributionContent::posted(pairs, &linked.content, linked.language)?;
    let content = ContributionContent { by: one_line(&content.by), ..content };
    let seen = field(pairs, "version").parse().unwrap_or(-1);
    if seen != linked.asked.version {
        return conflict(&office, linked, content).await;
    }
    let mut seen = seen;
    // The picture of a form that was changed elsewhere is not stored.
    let has_picture = posted.picture.is_some() || matches!(verb, ContributeVerb::RemovePicture(_));
    if has_picture {
        if !store(&office, &linked, &content, seen, false).await? {
            return conflict(&office, linked, content).await;
        }
        seen += 1;
    }
    let picture_problem = keep_picture(&office, &linked, &posted, verb).await?;
    let read = linked.read(&content);
    let is_sent = verb == ContributeVerb::Send && read.faults.is_empty() && picture_problem.is_none();
    if is_sent || !has_picture {
        if !store(&office, &linked, &content, seen, is_sent).await? {
            return conflict(&office, linked, content).await;
        }
        seen += 1;
    }
    if is_sent {
        // The contribution is sent, whether or not the officers can be told by mail.
        if let Err(e) = report_sent(&office, &linked.asked, &linked.project_name()).await {
            tracing::error!(
                error = &e as &dyn std::error::Error,
                "a sent contribution was not reported by mail"
            );
        }
        return Ok(Redirect::to(&linked.here()).into_response());
    }
    if picture_problem.is_none() && verb != ContributeVerb::Send {
        let part = match verb {
            ContributeVerb::Lines => format!("?lines={}#expenses", content.expenses.len() + 2 * EMPTY_LINES),
            ContributeVerb::AddPicture | ContributeVerb::RemovePicture(_) => "#pictures".to_owned(),
            ContributeVerb::Save | ContributeVerb::Send => "?saved#saved".to_owned(),
        };
        return Ok(Redirect::to(&format!("{}{part}", linked.here())).into_response());
    }
    let faults = if verb == ContributeVerb::Send { read.faults } else { HashMap::new() };
    let mut form = linked.form(&office, content, 0).await?;
    form.asked.version = seen;
    let picture_texts = match picture_problem {
        Some(_) => ["picture-alt", "picture-credit"].map(|name| field(&posted.pairs, name).to_owned()),
        None => Default::default(),
    };
    (form.faults, form.picture_texts) = (faults, picture_texts);
    form.picture_problem = picture_problem.unwrap_or_default();
    let mut response = page(&form);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Stores the content, and sends it. Returns false if it was changed elsewhere.
async fn store(
    office: &Office,
    linked: &LinkedContribution,
    content: &ContributionContent,
    seen: i64,
    is_sent: bool,
) -> Result<bool, OfficeError> {
    let log = is_sent.then(|| AuditEntry {
        subject: crate::auth::subject(&linked.record),
        ..AuditEntry::new(linked.asked.contributor.as_str(), AuditAction::ContributionSend)
    });
    let digest = digest(&linked.token);
    Ok(office.store.put_contribution_content(&digest, seen, &content.to_json()?, log).await?)
}

/// The page of a form that was changed elsewhere meanwhile: what was typed, to be checked and saved again.
async fn conflict(
    office: &Office,
    linked: LinkedContribution,
    content: ContributionContent,
) -> Result<Response, OfficeError> {
    let Some(linked) = LinkedContribution::find(office, linked.token).await? else {
        return Ok(expired(office));
    };
    if !linked.is_open() {
        return linked.closed(office).await;
    }
    let mut form = linked.form(office, content, 0).await?;
    form.is_conflict = true;
    let mut response = page(&form);
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// Adds the picture of a form, or deletes one. Returns the message of a picture that is refused.
async fn keep_picture(
    office: &Office,
    linked: &LinkedContribution,
    posted: &PostedForm,
    verb: ContributeVerb,
) -> Result<Option<String>, OfficeError> {
    let (language, digest) = (linked.language, digest(&linked.token));
    if let ContributeVerb::RemovePicture(position) = verb {
        office.store.delete_contribution_picture(&digest, position).await?;
        return Ok(None);
    }
    if posted.is_picture_too_large {
        let limit = [("limit", (MAX_PICTURE_BYTES >> 20).into())];
        return Ok(Some(language.format(key!("contribute-picture-large"), &limit)));
    }
    let Some((_, bytes)) = &posted.picture else {
        let is_missing = verb == ContributeVerb::AddPicture;
        return Ok(is_missing.then(|| language.text(key!("contribute-picture-missing"))));
    };
    let line = |name: &str| bounded(field(&posted.pairs, name), MAX_LINE_CHARS, language);
    let (alt, credit) = (line("picture-alt")?, line("picture-credit")?);
    if alt.is_empty() || credit.is_empty() {
        return Ok(Some(language.text(key!("contribute-picture-undescribed"))));
    }
    if field(&posted.pairs, "picture-consent") != "true" {
        return Ok(Some(language.text(key!("contribute-picture-consent-missing"))));
    }
    let cleaned = match office.files.clean_picture(bytes.clone()).await {
        Ok(cleaned) => cleaned,
        Err(e) => return Ok(Some(message(&e, language))),
    };
    let picture = ContributionPicture {
        position: 0,
        format: cleaned.format.to_string(),
        alt,
        credit,
        bytes: cleaned.bytes,
    };
    let is_stored = office.store.put_contribution_picture(&digest, picture).await?;
    let limits = [
        ("count", MAX_CONTRIBUTION_PICTURES.into()),
        ("size", (MAX_CONTRIBUTION_PICTURES_BYTES >> 20).into()),
    ];
    Ok((!is_stored).then(|| language.format(key!("contribute-pictures-full"), &limits)))
}
