//! Proposals of users without the right to change a record, and the answers.
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use portulan_editorial::{EditorialError, Joined, NewProposal};
use portulan_locales::key;
use portulan_model::{Body, Kind, State as RecordState};
use portulan_store::{Action, Proposal, StoreError, StoredRecord, UserRole};
use serde::Deserialize;
use uuid::Uuid;

use super::contributions::{self, WaitingContribution};
use super::editor::RecordEditor;
use super::history::names;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::form::diff::{Changed, ItemChange, changes};
use crate::form::paths::title;
use crate::pairs::bounded;
use crate::view::{OfficeView, page};

/// The largest number of characters of a note or answer.
const MAX_NOTE_CHARS: usize = 2_000;

#[derive(Template)]
#[template(path = "proposals.html")]
struct ProposalsPage {
    v: OfficeView,
    /// Proposals that wait for the user's answer.
    waiting: Vec<Proposal>,
    /// Contributions that wait for the user's answer.
    contributions: Vec<WaitingContribution>,
    /// Proposals of the user.
    own: Vec<Proposal>,
}

#[derive(Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    v: OfficeView,
    kind: Kind,
    title: String,
    p: Proposal,
    changes: Vec<Changed>,
    /// Fields that another user has changed differently since.
    disputed: Vec<String>,
    exists: bool,
    may_answer: bool,
    is_own: bool,
}

/// The button of the form.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AnswerVerb {
    Accept,
    Decline,
    Withdraw,
}

/// The answer.
#[derive(Deserialize)]
pub struct AnswerForm {
    #[serde(rename = "do")]
    verb: AnswerVerb,
    #[serde(default)]
    why: String,
}

/// Submits a form as a proposal.
pub async fn propose(mut desk: RecordEditor, note: &str) -> Result<Response, OfficeError> {
    let record = desk.record(RecordState::Draft);
    let Some(record) = record.filter(|_| desk.errors() == 0) else { return desk.refuse().await };
    let here = format!("/office/{}/{}", desk.kind.folder(), desk.id);
    if desk.stored.as_ref().is_some_and(|s| s.record.body == record.body) {
        return Ok(Redirect::to(&format!("{here}?done=same")).into_response());
    }
    let note = bounded(note, MAX_NOTE_CHARS, desk.current_user.language())?;
    let new = NewProposal { record, seen: desk.revision, note };
    let id = match desk.office.editorial.propose(&desk.current_user.author(""), new).await {
        Err(EditorialError::Store(StoreError::ProposalLimit)) => {
            return Err(OfficeError::Refused(
                desk.current_user.language().text(key!("office-proposal-limit")),
            ));
        }
        outcome => outcome?,
    };
    let next = match &desk.stored {
        None => format!("/office/proposals/{id}"),
        Some(_) => format!("{here}?done=proposed"),
    };
    desk.office.store.drop_draft(desk.current_user.user.id, desk.id).await?;
    Ok(Redirect::to(&next).into_response())
}

/// True if a user may answer a proposal: may write the record that it concerns.
async fn may_answer(
    office: &Office,
    current_user: &CurrentUser,
    proposal: &Proposal,
) -> Result<bool, OfficeError> {
    current_user.can(office, &proposal.record, Action::AnswerProposal).await
}

/// The proposals that wait for a user's answer.
pub async fn waiting(office: &Office, current_user: &CurrentUser) -> Result<Vec<Proposal>, OfficeError> {
    let mut out = Vec::new();
    if current_user.user.role < UserRole::Editor {
        return Ok(out);
    }
    for proposal in office.store.proposals().await? {
        if may_answer(office, current_user, &proposal).await? {
            out.push(proposal);
        }
    }
    Ok(out)
}

pub async fn list(State(office): State<Office>, current_user: CurrentUser) -> Result<Response, OfficeError> {
    let waiting = waiting(&office, &current_user).await?;
    let contributions = contributions::waiting(&office, &current_user).await?;
    let own = office.store.proposals_of(current_user.user.id).await?;
    let v = OfficeView::new(&current_user, "proposals");
    Ok(page(&ProposalsPage { v, waiting, contributions, own }))
}

/// A proposal with its record, and the user's rights.
struct ProposalView {
    proposal: Proposal,
    stored: Option<StoredRecord>,
    may_answer: bool,
    is_own: bool,
}

async fn found(office: &Office, current_user: &CurrentUser, id: Uuid) -> Result<ProposalView, OfficeError> {
    let proposal = office.store.proposal(id).await?.ok_or(OfficeError::Missing)?;
    let stored = office.store.record_of(proposal.record.id).await?;
    let may_answer = may_answer(office, current_user, &proposal).await?;
    let is_own = proposal.user == Some(current_user.user.id);
    if may_answer || is_own {
        Ok(ProposalView { proposal, stored, may_answer, is_own })
    } else {
        Err(OfficeError::Missing)
    }
}

pub async fn show(
    State(office): State<Office>,
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<Response, OfficeError> {
    let found = found(&office, &current_user, id).await?;
    let kind = found.proposal.record.kind();
    let language = current_user.language();
    let Joined { body, disputed } = office.editorial.join(&found.proposal, found.stored.as_ref()).await?;
    let old = found.stored.as_ref().map(|s| &s.record.body);
    let bodies: Vec<&Body> = old.into_iter().chain([&body]).collect();
    let names = names(&office, &current_user, &bodies).await?;
    let v = OfficeView::new(&current_user, "proposals");
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
    current_user: CurrentUser,
    Path(id): Path<Uuid>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, OfficeError> {
    let found = found(&office, &current_user, id).await?;
    if found.proposal.answer.is_some() {
        return Err(OfficeError::Conflict);
    }
    let kind = found.proposal.record.kind();
    let why = bounded(&form.why, MAX_NOTE_CHARS, current_user.language())?;
    let author = current_user.author("");
    let next = match form.verb {
        AnswerVerb::Accept => {
            let reason = reason(&current_user, &found.proposal);
            office.editorial.accept(&author, id, &reason, &why).await?;
            format!("/office/{}/{}?done=saved", kind.folder(), found.proposal.record.id)
        }
        AnswerVerb::Decline if !found.is_own => {
            office.editorial.decline(&author, id, &why).await?;
            "/office/proposals".to_owned()
        }
        AnswerVerb::Withdraw if found.is_own => {
            office.editorial.decline(&author, id, &why).await?;
            "/office/proposals".to_owned()
        }
        AnswerVerb::Decline | AnswerVerb::Withdraw => return Err(OfficeError::Forbidden),
    };
    Ok(Redirect::to(&next).into_response())
}

/// The reason of a revision that accepts a proposal.
fn reason(current_user: &CurrentUser, proposal: &Proposal) -> String {
    let value = proposal.author.as_str().into();
    let mut reason = current_user.language().format(key!("office-proposed-reason"), &[("value", value)]);
    if !proposal.note.is_empty() {
        reason.extend([": ", &proposal.note]);
    }
    reason
}
