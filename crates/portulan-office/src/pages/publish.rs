//! Going public, and coming back: what will change is shown before it does.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_model::check::{Register, check_record};
use portulan_model::{Body, Kind, Problem, Record, Severity, State as RecordState, references};
use portulan_store::{Change, Revision, Scheduled, Stored, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use super::desk::{authority, scheduled};
use super::history::{found, names};
use super::schedule::moment;
use crate::Office;
use crate::auth::{Seat, subject};
use crate::error::OfficeError;
use crate::form::diff::{Changed, changes, title};
use crate::form::labels::problem;
use crate::view::{View, page, refused};

#[derive(Template)]
#[template(path = "publish.html")]
struct PublishPage {
    v: View,
    kind: Kind,
    id: Uuid,
    title: String,
    stored: Stored,
    standing: Standing,
    changes: Vec<Changed>,
    problems: Vec<(String, String, String)>,
    hidden: Vec<(Kind, Uuid, String)>,
    /// When it goes out by itself.
    scheduled: Option<Scheduled>,
    /// A moment that the form asked for and that cannot be.
    at: String,
    /// The authority's time zone.
    zone: String,
}

/// What is asked: to publish, archive or erase the revision that was seen.
#[derive(Deserialize)]
pub struct Decision {
    #[serde(rename = "do")]
    verb: String,
    seen: i64,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    at: String,
}

/// Whether the authority wants two people for each publication.
pub async fn four_eyes(office: &Office) -> Result<bool, OfficeError> {
    Ok(office.store.setting("four-eyes").await?.as_deref() == Some("true"))
}

/// What must be mended before a record can be public. References need no look: the store keeps no other.
pub async fn faults(office: &Office, record: &Record) -> Result<Vec<Problem>, OfficeError> {
    let authority = authority(office).await?;
    let mut problems = check_record(record, &Register::new(authority.as_ref(), &|_, _| true));
    problems.retain(|p| p.severity == Severity::Error);
    Ok(problems)
}

/// What the site shows of a record, once it is published.
fn shown_of(body: &Body) -> Body {
    match body {
        Body::Person(b) => Body::Person(Box::new((**b).clone().public())),
        _ => body.clone(),
    }
}

/// How a record stands between its writers and the public.
pub struct Standing {
    /// What the public sees.
    pub published: Option<Revision>,
    /// Whether somebody else must decide: the authority wants two, and the user wrote some of it.
    pub own_work: bool,
    /// Whether the user decides about it at all.
    pub may_publish: bool,
}

impl Standing {
    /// How a record stands for somebody.
    pub async fn of(office: &Office, seat: &Seat, stored: &Stored) -> Result<Self, OfficeError> {
        let history = office.store.history(stored.record.id).await?;
        let published = history.iter().find(|r| r.record.state == RecordState::Published);
        let archived = stored.record.state == RecordState::Archived;
        let published = published.filter(|_| !archived).cloned();
        let since = published.as_ref().map_or(0, |r| r.number);
        let mine = history.iter().any(|r| r.number > since && r.user == Some(seat.user.id));
        Ok(Self {
            published,
            own_work: mine && four_eyes(office).await?,
            may_publish: seat.user.role >= UserRole::Publisher
                && seat.may_write(office, &stored.record).await?,
        })
    }

    /// Whether a record may go for good: what was never public may, what was is archived first. People have a page
    /// of their own for that, which says what else goes.
    pub fn may_erase(&self, record: &Record) -> bool {
        let gone = record.state == RecordState::Archived || self.published.is_none();
        gone && self.may_publish && record.kind() != Kind::Person
    }
}

async fn shown(office: &Office, seat: &Seat, stored: Stored) -> Result<PublishPage, OfficeError> {
    let (kind, id) = (stored.record.kind(), stored.record.id);
    let language = seat.language();
    let names = names(office, seat).await?;
    let standing = Standing::of(office, seat, &stored).await?;
    let old = standing.published.as_ref().map(|r| shown_of(&r.record.body));
    let changes = changes(old.as_ref(), &shown_of(&stored.record.body), &names.by_slug, language);
    let record = Record { state: RecordState::Published, ..stored.record.clone() };
    let problems = faults(office, &record).await?;
    let problems = problems
        .iter()
        .map(|p| {
            let (text, mend) = problem(language, kind, p.code, &p.arguments);
            (title(kind, &p.path, language), text, mend)
        })
        .collect();
    let mut hidden = Vec::new();
    for (_, kind, slug) in references(&stored.record.body) {
        if let Some(other) = office.store.record(kind, &slug).await?
            && other.record.state != RecordState::Published
            && !hidden.iter().any(|(_, id, _)| *id == other.record.id)
        {
            let name = other.record.body.name().text(language.tag()).to_owned();
            hidden.push((kind, other.record.id, name));
        }
    }
    let v = View::new(seat, kind.folder());
    Ok(PublishPage {
        title: v.name(stored.record.body.name()),
        v,
        kind,
        id,
        stored,
        standing,
        changes,
        problems,
        hidden,
        scheduled: scheduled(office, id).await?,
        at: String::new(),
        zone: seat.zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path((folder, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &seat, &folder, id).await?;
    Ok(page(&shown(&office, &seat, stored).await?))
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<Decision>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &seat, &folder, id).await?;
    let mut page = shown(&office, &seat, stored.clone()).await?;
    if !page.standing.may_publish {
        return Err(OfficeError::Forbidden);
    }
    let kind = page.kind;
    let author = seat.author(form.reason.trim());
    let here = format!("/office/{folder}/{id}");
    let (change, next) = match form.verb.as_str() {
        "publish" | "schedule" if kind == Kind::Mission => return Err(OfficeError::Forbidden),
        "publish" | "schedule" if page.standing.own_work => return Err(OfficeError::Forbidden),
        "publish" | "schedule" if !page.problems.is_empty() => return Ok(refused(&page)),
        "publish" => {
            let record = Record { state: RecordState::Published, ..stored.record };
            (Change::Update { record, seen: form.seen }, format!("{here}?done=published"))
        }
        "schedule" => {
            let Some(at) = moment(&form.at, &seat.zone, Timestamp::now()) else {
                page.at = if form.at.is_empty() { "–".to_owned() } else { form.at };
                return Ok(refused(&page));
            };
            let scheduled = Scheduled {
                record: id,
                revision: form.seen,
                at,
                user: seat.user.id,
                author: seat.user.name.clone(),
            };
            let entry = seat.log("schedule", subject(&stored.record), at.to_string());
            office.store.schedule(scheduled, entry).await?;
            return Ok(Redirect::to(&format!("{here}?done=scheduled")).into_response());
        }
        "unschedule" => {
            let entry = seat.log("unschedule", subject(&stored.record), "");
            office.store.unschedule(id, entry).await?;
            return Ok(Redirect::to(&format!("{here}?done=unscheduled")).into_response());
        }
        "archive" if kind != Kind::Authority => {
            let record = Record { state: RecordState::Archived, ..stored.record };
            (Change::Update { record, seen: form.seen }, format!("{here}?done=archived"))
        }
        "erase" if page.standing.may_erase(&stored.record) => {
            (Change::Delete { id, seen: form.seen }, format!("/office/{folder}/"))
        }
        _ => return Err(OfficeError::Forbidden),
    };
    office.store.apply(vec![change], &author).await?;
    office.store.drop_draft(seat.user.id, id).await?;
    office.app.refresh();
    Ok(Redirect::to(&next).into_response())
}
