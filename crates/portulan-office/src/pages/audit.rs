//! The audit log, as a page and as a file.
use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_locales::key;
use portulan_store::{AuditAction, AuditFilter, AuditLine};
use serde::Deserialize;
use uuid::Uuid;

use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::view::{OfficeView, page};
use crate::{Office, csv};

/// Lines on a page.
const LINES: u32 = 100;

/// The query parameters.
#[derive(Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    q: String,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    v: OfficeView,
    lines: Vec<AuditLine>,
    /// The e-mail addresses of the accounts: names are their users' own to change.
    emails: HashMap<Uuid, String>,
    q: String,
    more: Option<i64>,
}

impl AuditPage {
    fn email(&self, line: &AuditLine) -> &str {
        line.user.and_then(|id| self.emails.get(&id)).map_or("", String::as_str)
    }
}

async fn emails(office: &Office) -> Result<HashMap<Uuid, String>, OfficeError> {
    Ok(office.store.users().await?.into_iter().map(|user| (user.id, user.email)).collect())
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    let filter =
        AuditFilter { words: asked.q.clone(), before: asked.before, limit: LINES, ..Default::default() };
    let lines = office.store.audit(&filter).await?;
    let full = lines.len() == LINES as usize;
    let more = lines.last().filter(|_| full).map(|line| line.number);
    let emails = emails(&office).await?;
    Ok(page(&AuditPage { v: OfficeView::new(&current_user, "audit"), lines, emails, q: asked.q, more }))
}

pub async fn csv(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    current_user.require(OfficeAction::ReadAuditLog)?;
    office.store.log(current_user.log(AuditAction::Export, "audit", "")).await?;
    let lines = office.store.audit(&AuditFilter { limit: u32::MAX, ..Default::default() }).await?;
    let emails = emails(&office).await?;
    let mut out = csv::line(["number", "at", "actor", "account", "action", "subject", "detail"]);
    for line in lines {
        let account = line.user.and_then(|id| emails.get(&id)).cloned().unwrap_or_default();
        let (number, at) = (line.number.to_string(), line.at.to_string());
        let cells = [number, at, line.actor, account, line.action, line.subject, line.detail];
        out.push_str(&csv::line(cells));
    }
    Ok(csv::answer("audit", out))
}
