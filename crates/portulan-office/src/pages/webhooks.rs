//! Webhooks: who hears when something is published.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::{MessageKey, key};
use portulan_store::{AuditAction, Hook};
use serde::Deserialize;
use uuid::Uuid;

use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page, refused};
use crate::webhooks::{AddressRefused, target};

/// The largest number of webhooks.
const MAX_WEBHOOKS: usize = 20;

#[derive(Template)]
#[template(path = "hooks.html")]
struct HooksPage {
    v: OfficeView,
    hooks: Vec<Hook>,
    url: String,
    /// The key of a new one, this once.
    secret: String,
    done: Option<MessageKey>,
    problem: Option<MessageKey>,
}

/// The forms.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum WebhookAction {
    Add { url: String },
    Test { id: Uuid },
    End { id: Uuid },
}

async fn shown(office: &Office, current_user: &CurrentUser) -> Result<HooksPage, OfficeError> {
    Ok(HooksPage {
        v: OfficeView::new(current_user, "settings"),
        hooks: office.store.hooks().await?,
        url: String::new(),
        secret: String::new(),
        done: None,
        problem: None,
    })
}

pub async fn list(
    State(office): State<Office>,
    current_user: CurrentUser,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageWebhooks)?;
    let done = match query.as_deref() {
        Some("tested") => Some(key!("office-hook-tested")),
        Some("ended") => Some(key!("office-hook-ended")),
        _ => None,
    };
    Ok(page(&HooksPage { done, ..shown(&office, &current_user).await? }))
}

pub async fn act(
    State(office): State<Office>,
    current_user: CurrentUser,
    Form(form): Form<WebhookAction>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ManageWebhooks)?;
    match form {
        WebhookAction::Add { url } => add(&office, &current_user, url).await,
        WebhookAction::Test { id } => {
            office.store.test_hook(id).await?;
            Ok(Redirect::to("/office/hooks?tested").into_response())
        }
        WebhookAction::End { id } => {
            let hooks = office.store.hooks().await?;
            let url = hooks.into_iter().find(|hook| hook.id == id).map(|hook| hook.url).unwrap_or_default();
            office
                .store
                .end_hook(id, current_user.log(AuditAction::HookEnd, format!("hook/{id}"), url))
                .await?;
            Ok(Redirect::to("/office/hooks?ended").into_response())
        }
    }
}

async fn add(office: &Office, current_user: &CurrentUser, url: String) -> Result<Response, OfficeError> {
    let known = office.store.hooks().await?;
    let problem = match target(office, &url) {
        _ if known.len() >= MAX_WEBHOOKS => Some(key!("office-hook-many")),
        Err(AddressRefused::Malformed) => Some(key!("office-hook-malformed")),
        Err(AddressRefused::Plain) => Some(key!("office-hook-plain")),
        Err(AddressRefused::Inside(_)) => Some(key!("office-hook-inside")),
        Ok(_) => None,
    };
    if problem.is_some() {
        return Ok(refused(&HooksPage { url, problem, ..shown(office, current_user).await? }));
    }
    let secret = STANDARD.encode(office.environment.random::<32>()?);
    let hook = Hook {
        id: office.new_id()?,
        url: url.trim().to_owned(),
        secret: secret.clone(),
        created: office.now(),
        tried: None,
    };
    office
        .store
        .put_hook(&hook, current_user.log(AuditAction::Hook, format!("hook/{}", hook.id), hook.url.as_str()))
        .await?;
    Ok(page(&HooksPage { secret: format!("whsec_{secret}"), ..shown(office, current_user).await? }))
}
