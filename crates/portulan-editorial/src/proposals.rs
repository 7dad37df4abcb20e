//! Proposals: changes proposed by users without the right to write the record, and the answers.
use portulan_model::{Body, Record, State, folder};
use portulan_store::{AuditAction, Author, Change, Proposal, ProposalAnswer, StoreError, StoredRecord};
use serde_json::Value;
use uuid::Uuid;

use crate::merge::three_way;
use crate::schedule::entry;
use crate::{Editorial, EditorialError, policy};

/// The number of slugs tried for a record that a proposal adds.
const MAX_SLUGS: u32 = 100;

/// A proposal to store.
#[derive(Debug, Clone)]
pub struct NewProposal {
    /// The record as it should be.
    pub record: Record,
    /// The revision that its author saw; 0 for a new record.
    pub seen: i64,
    /// The reason given by its author.
    pub note: String,
}

/// The content of a record once a proposal is accepted.
#[derive(Debug)]
pub struct Joined {
    /// The content.
    pub body: Body,
    /// The paths of fields that another user has changed differently since.
    pub disputed: Vec<String>,
}

impl Editorial {
    /// Stores a proposal. Returns its identity.
    pub async fn propose(&self, author: &Author, new: NewProposal) -> Result<Uuid, EditorialError> {
        let proposal = Proposal {
            id: self.environment.new_id()?,
            record: new.record,
            base: new.seen,
            user: author.user,
            author: author.name.clone(),
            at: self.environment.now(),
            note: new.note,
            answer: None,
        };
        let id = proposal.id;
        self.store.put_proposal(proposal, author, policy::decide).await?;
        self.changed();
        Ok(id)
    }

    /// Merges a proposal with the current content of the record.
    pub async fn join(
        &self,
        proposal: &Proposal,
        stored: Option<&StoredRecord>,
    ) -> Result<Joined, EditorialError> {
        let Some(stored) = stored.filter(|s| s.revision != proposal.base) else {
            return Ok(Joined { body: proposal.record.body.clone(), disputed: Vec::new() });
        };
        let base = self.store.revision(stored.record.id, proposal.base).await?;
        let value = |body: &Body| folder::to_value(body);
        let base = base.map_or(Value::Null, |r| value(&r.record.body));
        let (merged, disputed) = three_way(&base, &value(&proposal.record.body), &value(&stored.record.body));
        let body = Body::read(stored.record.kind(), merged).map_err(EditorialError::Merge)?;
        Ok(Joined { body, disputed })
    }

    /// Accepts a proposal: saves it as a draft and records the answer, in one transaction. References of the
    /// draft grant no rights to its proposer. `reason` is the reason of the revision, `why` the answer.
    pub async fn accept(
        &self,
        author: &Author,
        id: Uuid,
        reason: &str,
        why: &str,
    ) -> Result<(), EditorialError> {
        let proposal = self.store.proposal(id).await?.ok_or(EditorialError::Missing)?;
        let stored = self.store.record_of(proposal.record.id).await?;
        if stored.is_none() && proposal.base > 0 {
            return Err(EditorialError::Missing);
        }
        let body = self.join(&proposal, stored.as_ref()).await?.body;
        let author = Author { reason: reason.to_owned(), accepts_proposal: true, ..author.clone() };
        let Some(stored) = stored else {
            return self.accept_new(&author, &proposal, body, why).await;
        };
        let mut changes = Vec::new();
        if stored.record.body != body {
            let record = Record { state: State::Draft, body, ..stored.record };
            changes.push(Change::Update { record, seen: stored.revision });
        }
        self.answer(&author, &proposal, true, why, changes).await
    }

    async fn accept_new(
        &self,
        author: &Author,
        proposal: &Proposal,
        body: Body,
        why: &str,
    ) -> Result<(), EditorialError> {
        let mut record = Record { state: State::Draft, body, ..proposal.record.clone() };
        for number in 2..=MAX_SLUGS {
            let changes = vec![Change::Create(record.clone())];
            match self.answer(author, proposal, true, why, changes).await {
                Err(EditorialError::Store(StoreError::SlugTaken { .. })) => {
                    record.slug = format!("{}-{number}", proposal.record.slug);
                }
                other => return other,
            }
        }
        let kind = record.kind().folder().to_owned();
        Err(StoreError::SlugTaken { kind, slug: proposal.record.slug.clone() }.into())
    }

    /// Declines a proposal, or withdraws one's own proposal.
    pub async fn decline(&self, author: &Author, id: Uuid, why: &str) -> Result<(), EditorialError> {
        let proposal = self.store.proposal(id).await?.ok_or(EditorialError::Missing)?;
        self.answer(author, &proposal, false, why, Vec::new()).await
    }

    async fn answer(
        &self,
        author: &Author,
        proposal: &Proposal,
        accepted: bool,
        why: &str,
        changes: Vec<Change>,
    ) -> Result<(), EditorialError> {
        let action = match accepted {
            true => AuditAction::Accept,
            false if proposal.user.is_some() && proposal.user == author.user => AuditAction::Withdraw,
            false => AuditAction::Decline,
        };
        let log = entry(author, action, &proposal.record, why.to_owned());
        let answer = ProposalAnswer {
            accepted,
            author: author.name.clone(),
            why: why.to_owned(),
            at: self.environment.now(),
        };
        let done =
            self.store.answer_proposal(proposal.id, answer, changes, author, policy::decide, log).await?;
        if !done {
            return Err(EditorialError::Conflict(None));
        }
        self.changed();
        Ok(())
    }
}
