//! The log of what was done, on a page and as a file.
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use portulan_editorial::policy::OfficeAction;
use portulan_store::{AuditFilter, Logged};
use serde::Deserialize;

use crate::auth::Seat;
use crate::error::OfficeError;
use crate::view::{View, page};
use crate::{Office, csv};

/// Lines on a page.
const LINES: u32 = 100;

/// What the page is asked for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    before: i64,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    v: View,
    lines: Vec<Logged>,
    q: String,
    more: Option<i64>,
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Query(asked): Query<Asked>,
) -> Result<Response, OfficeError> {
    seat.require(OfficeAction::ReadAuditLog)?;
    let filter =
        AuditFilter { words: asked.q.clone(), before: asked.before, limit: LINES, ..Default::default() };
    let lines = office.store.audit(&filter).await?;
    let full = lines.len() == LINES as usize;
    let more = lines.last().filter(|_| full).map(|line| line.number);
    Ok(page(&AuditPage { v: View::new(&seat, "audit"), lines, q: asked.q, more }))
}

pub async fn csv(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    seat.require(OfficeAction::ReadAuditLog)?;
    office.store.log(seat.log("export", "audit", "")).await?;
    let lines = office.store.audit(&AuditFilter { limit: u32::MAX, ..Default::default() }).await?;
    let mut out = csv::line(["number", "at", "actor", "action", "subject", "detail"]);
    for line in lines {
        let e = line.entry;
        let cells = [line.number.to_string(), line.at.to_string(), e.actor, e.action, e.subject, e.detail];
        out.push_str(&csv::line(cells));
    }
    Ok(csv::answer("audit", out))
}
