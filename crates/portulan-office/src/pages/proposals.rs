//! What people without the right to change a record would like it to say, and what becomes of it.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use portulan_model::{Body, Kind, Record, State as RecordState, folder};
use portulan_store::{Answer, Change, Proposal, Stored, UserRole};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::desk::Desk;
use super::edit::keep_new;
use super::history::names;
use crate::Office;
use crate::auth::Seat;
use crate::error::OfficeError;
use crate::form::diff::{Changed, changes, title};
use crate::form::merge::three_way;
use crate::post::{letter, send};
use crate::view::{View, page};

/// A note or an answer has at most this many characters.
const LONGEST: usize = 2_000;

#[derive(Template)]
#[template(path = "proposals.html")]
struct ListPage {
    v: View,
    /// What waits for the reader's answer.
    waiting: Vec<Proposal>,
    /// What the reader proposed.
    own: Vec<Proposal>,
}

#[derive(Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    v: View,
    kind: Kind,
    title: String,
    p: Proposal,
    changes: Vec<Changed>,
    /// Fields that somebody changed otherwise since.
    disputed: Vec<String>,
    exists: bool,
    may_answer: bool,
    is_own: bool,
}

/// What is decided.
#[derive(Deserialize)]
pub struct Decision {
    #[serde(rename = "do")]
    verb: String,
    #[serde(default)]
    why: String,
}

/// Puts a filled form forward.
pub async fn propose(mut desk: Desk, note: &str) -> Result<Response, OfficeError> {
    let record = desk.record(RecordState::Draft);
    let Some(record) = record.filter(|_| desk.errors() == 0) else { return desk.refuse().await };
    let here = format!("/office/{}/{}", desk.kind.folder(), desk.id);
    if desk.stored.as_ref().is_some_and(|s| s.record.body == record.body) {
        return Ok(Redirect::to(&format!("{here}?done=same")).into_response());
    }
    let is_new = desk.stored.is_none();
    let proposal = Proposal {
        id: Uuid::now_v7(),
        record,
        base: desk.revision,
        user: Some(desk.seat.user.id),
        author: desk.seat.user.name.clone(),
        at: Timestamp::now(),
        note: note.chars().take(LONGEST).collect(),
        answer: None,
    };
    let next =
        if is_new { format!("/office/proposals/{}", proposal.id) } else { format!("{here}?done=proposed") };
    desk.office.store.put_proposal(proposal).await?;
    desk.office.store.drop_draft(desk.seat.user.id, desk.id).await?;
    Ok(Redirect::to(&next).into_response())
}

/// Whether a user may answer a proposal: who may write at what it is about.
async fn may_answer(
    office: &Office,
    seat: &Seat,
    proposal: &Proposal,
    stored: Option<&Stored>,
) -> Result<bool, OfficeError> {
    match stored {
        Some(stored) => seat.may_write(office, &stored.record).await,
        None => seat.may_add(office, &proposal.record).await,
    }
}

/// The proposals that wait for a user's answer.
pub async fn waiting(office: &Office, seat: &Seat) -> Result<Vec<Proposal>, OfficeError> {
    let mut out = Vec::new();
    if seat.user.role < UserRole::Editor {
        return Ok(out);
    }
    for proposal in office.store.proposals().await? {
        let stored = office.store.record_of(proposal.record.id).await?;
        if may_answer(office, seat, &proposal, stored.as_ref()).await? {
            out.push(proposal);
        }
    }
    Ok(out)
}

pub async fn list(State(office): State<Office>, seat: Seat) -> Result<Response, OfficeError> {
    let waiting = waiting(&office, &seat).await?;
    let own = office.store.proposals_of(seat.user.id).await?;
    Ok(page(&ListPage { v: View::new(&seat, "proposals"), waiting, own }))
}

/// A proposal, the record that it is about, and what the reader is to it.
struct Found {
    proposal: Proposal,
    stored: Option<Stored>,
    may_answer: bool,
    is_own: bool,
}

async fn found(office: &Office, seat: &Seat, id: Uuid) -> Result<Found, OfficeError> {
    let proposal = office.store.proposal(id).await?.ok_or(OfficeError::Missing)?;
    let stored = office.store.record_of(proposal.record.id).await?;
    let may_answer = may_answer(office, seat, &proposal, stored.as_ref()).await?;
    let is_own = proposal.user == Some(seat.user.id);
    if may_answer || is_own {
        Ok(Found { proposal, stored, may_answer, is_own })
    } else {
        Err(OfficeError::Missing)
    }
}

/// The record as it will say once the proposal is taken, and the paths that somebody changed otherwise since.
async fn joined(office: &Office, found: &Found) -> Result<(Body, Vec<String>), OfficeError> {
    let Found { proposal, stored, .. } = found;
    let Some(stored) = stored.as_ref().filter(|s| s.revision != proposal.base) else {
        return Ok((proposal.record.body.clone(), Vec::new()));
    };
    let history = office.store.history(stored.record.id).await?;
    let base = history.iter().find(|r| r.number == proposal.base);
    let value = |body: &Body| folder::to_value(body);
    let base = base.map_or(Value::Null, |r| value(&r.record.body));
    let (merged, disputed) = three_way(&base, &value(&proposal.record.body), &value(&stored.record.body));
    let body = Body::read(stored.record.kind(), merged).map_err(OfficeError::failed)?;
    Ok((body, disputed))
}

pub async fn show(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let found = found(&office, &seat, id).await?;
    let kind = found.proposal.record.kind();
    let language = seat.language();
    let (body, disputed) = joined(&office, &found).await?;
    let names = names(&office, &seat).await?;
    let old = found.stored.as_ref().map(|s| &s.record.body);
    let v = View::new(&seat, "proposals");
    Ok(page(&ProposalPage {
        title: v.name(body.name()),
        v,
        kind,
        changes: changes(old, &body, &names.by_slug, language),
        disputed: disputed.iter().map(|path| title(kind, path, language)).collect(),
        exists: found.stored.is_some(),
        may_answer: found.may_answer,
        is_own: found.is_own,
        p: found.proposal,
    }))
}

pub async fn act(
    State(office): State<Office>,
    seat: Seat,
    Path(id): Path<Uuid>,
    Form(form): Form<Decision>,
) -> Result<Response, OfficeError> {
    let found = found(&office, &seat, id).await?;
    if found.proposal.answer.is_some() {
        return Err(OfficeError::Conflict);
    }
    let kind = found.proposal.record.kind();
    let (accepted, action, next) = match form.verb.as_str() {
        "accept" if found.may_answer => {
            accept(&office, &seat, &found).await?;
            let next = format!("/office/{}/{}?done=saved", kind.folder(), found.proposal.record.id);
            (true, "accept", next)
        }
        "decline" if found.may_answer => (false, "decline", "/office/proposals".to_owned()),
        "withdraw" if found.is_own => (false, "withdraw", "/office/proposals".to_owned()),
        _ => return Err(OfficeError::Forbidden),
    };
    let why: String = form.why.trim().chars().take(LONGEST).collect();
    let subject = format!("{}/{}", kind.singular(), found.proposal.record.slug);
    let entry = seat.log(action, subject, why.clone());
    let answer = Answer { accepted, author: seat.user.name.clone(), why, at: Timestamp::now() };
    if !office.store.answer_proposal(id, answer.clone(), entry).await? {
        return Err(OfficeError::Conflict);
    }
    if !found.is_own {
        tell(&office, &found.proposal, &answer).await?;
    }
    Ok(Redirect::to(&next).into_response())
}

/// Tells whoever proposed what became of it.
async fn tell(office: &Office, proposal: &Proposal, answer: &Answer) -> Result<(), OfficeError> {
    let Some(id) = proposal.user else { return Ok(()) };
    let Some(user) = office.store.user(id).await?.filter(|u| u.active) else { return Ok(()) };
    let key = if answer.accepted { "mail-accepted" } else { "mail-declined" };
    let title = proposal.record.body.name().text(&user.language);
    let url = format!("{}/office/proposals/{}", office.app.public_url(), proposal.id);
    let said = [("by", answer.author.as_str()), ("title", title), ("why", &answer.why), ("url", &url)];
    send(office, vec![letter(&user, key, &said)], None).await.map(|_| ())
}

/// Makes a draft of what is proposed. The answer is kept after it: who is cut off between the two finds a proposal
/// that changes nothing any more.
async fn accept(office: &Office, seat: &Seat, found: &Found) -> Result<(), OfficeError> {
    let Found { proposal, stored, .. } = found;
    let (body, _) = joined(office, found).await?;
    let mut reason =
        seat.language().say("office-proposed-reason", &[("value", proposal.author.as_str().into())]);
    if !proposal.note.is_empty() {
        reason.extend([": ", &proposal.note]);
    }
    let author = seat.author(&reason);
    let draft = |slug: &str| Record {
        id: proposal.record.id,
        slug: slug.to_owned(),
        state: RecordState::Draft,
        body: body.clone(),
    };
    match stored {
        None if proposal.base == 0 => {
            keep_new(office, &author, draft(&proposal.record.slug), Vec::new()).await?;
            Ok(())
        }
        None => Err(OfficeError::Missing),
        Some(stored) if stored.record.body == body => Ok(()),
        Some(stored) => {
            let change = Change::Update { record: draft(&stored.record.slug), seen: stored.revision };
            Ok(office.store.apply(vec![change], &author).await?)
        }
    }
}
