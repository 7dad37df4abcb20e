//! Going public, and coming back: what will change is shown before it does.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_model::check::{Register, check_record};
use portulan_model::{Kind, Record, Severity, State as RecordState, references};
use portulan_store::{Change, Revision, Stored, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use super::desk::authority;
use super::history::{found, names};
use crate::Office;
use crate::auth::Seat;
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
    published: Option<Revision>,
    changes: Vec<Changed>,
    problems: Vec<(String, String, String)>,
    hidden: Vec<(Kind, Uuid, String)>,
    may_publish: bool,
    own_work: bool,
}

/// What is asked: to publish, archive or erase the revision that was seen.
#[derive(Deserialize)]
pub struct Decision {
    #[serde(rename = "do")]
    verb: String,
    seen: i64,
    #[serde(default)]
    reason: String,
}

/// Whether the authority wants two people for each publication.
async fn four_eyes(office: &Office) -> Result<bool, OfficeError> {
    Ok(office.store.setting("four-eyes").await?.as_deref() == Some("true"))
}

async fn shown(office: &Office, seat: &Seat, stored: Stored) -> Result<PublishPage, OfficeError> {
    let kind = stored.record.kind();
    let language = seat.language();
    let names = names(office, seat).await?;
    let history = office.store.history(stored.record.id).await?;
    let published = history.iter().find(|r| r.record.state == RecordState::Published);
    let archived = stored.record.state == RecordState::Archived;
    let published = published.filter(|_| !archived).cloned();
    let old = published.as_ref().map(|r| &r.record.body);
    let changes = changes(old, &stored.record.body, &names.by_slug, language);
    let record = Record { state: RecordState::Published, ..stored.record.clone() };
    let authority = authority(office).await?;
    let known = |kind: Kind, slug: &str| names.knows(kind, slug);
    let problems = check_record(&record, &Register::new(authority.as_ref(), &known));
    let errors = problems.iter().filter(|p| p.severity == Severity::Error);
    let problems = errors
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
    let since = published.as_ref().map_or(0, |r| r.number);
    let mine = history.iter().any(|r| r.number > since && r.user == Some(seat.user.id));
    let own_work = mine && four_eyes(office).await?;
    let v = View::new(seat, kind.folder());
    let may = seat.user.role >= UserRole::Publisher && seat.may_write(office, &stored.record).await?;
    Ok(PublishPage {
        title: v.name(stored.record.body.name()),
        v,
        kind,
        id: stored.record.id,
        stored,
        published,
        changes,
        problems,
        hidden,
        may_publish: may,
        own_work,
    })
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path((folder, id)): Path<(String, Uuid)>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &folder, id).await?;
    Ok(page(&shown(&office, &seat, stored).await?))
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path((folder, id)): Path<(String, Uuid)>,
    Form(form): Form<Decision>,
) -> Result<Response, OfficeError> {
    let stored = found(&office, &folder, id).await?;
    let page = shown(&office, &seat, stored.clone()).await?;
    if !page.may_publish {
        return Err(OfficeError::Forbidden);
    }
    let author = seat.author(form.reason.trim());
    let here = format!("/office/{folder}/{id}");
    let (change, next) = match form.verb.as_str() {
        "publish" if page.own_work => return Err(OfficeError::Forbidden),
        "publish" if !page.problems.is_empty() => return Ok(refused(&page)),
        "publish" => {
            let record = Record { state: RecordState::Published, ..stored.record };
            (Change::Update { record, seen: form.seen }, format!("{here}?done=published"))
        }
        "archive" if stored.record.kind() != Kind::Authority => {
            let record = Record { state: RecordState::Archived, ..stored.record };
            (Change::Update { record, seen: form.seen }, format!("{here}?done=archived"))
        }
        // What was never public may go for good; what was is archived first.
        "erase" if matches!(stored.record.state, RecordState::Archived) || page.published.is_none() => {
            (Change::Delete { id, seen: form.seen }, format!("/office/{folder}/"))
        }
        _ => return Err(OfficeError::Forbidden),
    };
    office.store.apply(vec![change], &author).await?;
    office.store.drop_draft(seat.user.id, id).await?;
    office.app.refresh();
    Ok(Redirect::to(&next).into_response())
}
