//! Unsaved drafts, comments, proposals, scheduled publications and settings.
use std::collections::HashSet;

use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::{Kind, Record};
use uuid::Uuid;

use crate::{AuditEntry, SettingKey, StoreError};

/// The largest number of drafts of a user.
pub const MAX_DRAFTS: u64 = 200;

/// The largest size of a draft's fields, in bytes.
pub const MAX_DRAFT_BYTES: u64 = 8 << 20;

/// The largest total size of a user's drafts, in bytes.
pub const MAX_DRAFTS_BYTES: u64 = 32 << 20;

/// The largest number of unanswered proposals of a user.
pub const MAX_OPEN_PROPOSALS: u64 = 100;

/// An unsaved form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The user.
    pub user: Uuid,
    /// The record, which may not exist yet.
    pub record: Uuid,
    /// The kind of the record.
    pub kind: Kind,
    /// The revision that the form is based on; 0 for a new record.
    pub base: i64,
    /// The revision that the form was based on before it was merged with another user's changes; `None` if it was not.
    pub merged_from: Option<i64>,
    /// The fields, as JSON.
    pub fields: String,
    /// The time of the last change.
    pub saved: Timestamp,
}

/// A comment on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The identity.
    pub id: Uuid,
    /// The record.
    pub record: Uuid,
    /// The author; `None` once that user is deleted.
    pub user: Option<Uuid>,
    /// The name of the author.
    pub author: String,
    /// The time of creation (UTC).
    pub at: Timestamp,
    /// The text, in Markdown.
    pub text: String,
    /// The resolution; `None` while the comment is open.
    pub resolved: Option<CommentResolution>,
}

/// The resolution of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentResolution {
    /// The time (UTC).
    pub at: Timestamp,
    /// The name of the user who resolved the comment.
    pub by: String,
}

/// A proposed change of a record, or a proposed new record.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The identity.
    pub id: Uuid,
    /// The record as proposed.
    pub record: Record,
    /// The revision that it is based on; 0 for a new record.
    pub base: i64,
    /// The author; `None` once that user is deleted.
    pub user: Option<Uuid>,
    /// The name of the author.
    pub author: String,
    /// The time of the proposal.
    pub at: Timestamp,
    /// The reason.
    pub note: String,
    /// The answer; `None` while it is open.
    pub answer: Option<ProposalAnswer>,
}

/// The answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// True if the proposal was accepted.
    pub accepted: bool,
    /// The name of the user who answered.
    pub author: String,
    /// The explanation for the author of the proposal.
    pub why: String,
    /// The time of the answer.
    pub at: Timestamp,
}

/// A scheduled publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// The record.
    pub record: Uuid,
    /// The revision to publish. Any change of the record cancels the publication.
    pub revision: i64,
    /// The time of publication.
    pub at: Timestamp,
    /// The user who scheduled it.
    pub user: Uuid,
    /// The name of that user.
    pub author: String,
}

/// Storage of drafts, comments, proposals, scheduled publications and settings.
#[async_trait]
pub trait WorkflowStore: Send + Sync {
    /// Stores a draft; an earlier one of the same user and record is replaced.
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError>;

    /// The draft of a user for a record.
    async fn draft(&self, user: Uuid, record: Uuid) -> Result<Option<Draft>, StoreError>;

    /// The drafts of a user, the newest first.
    async fn drafts(&self, user: Uuid) -> Result<Vec<Draft>, StoreError>;

    /// The names of other users with a draft of the record changed since a moment.
    async fn writers(&self, record: Uuid, but: Uuid, since: Timestamp) -> Result<Vec<String>, StoreError>;

    /// Deletes a draft.
    async fn drop_draft(&self, user: Uuid, record: Uuid) -> Result<(), StoreError>;

    /// The comments on a record, the oldest first.
    async fn comments(&self, record: Uuid) -> Result<Vec<Comment>, StoreError>;

    /// Unseen open comments that mention a user, the oldest first.
    async fn mentions(&self, user: Uuid) -> Result<Vec<Comment>, StoreError>;

    /// Marks the mentions of a user on a record as seen.
    async fn see_mentions(&self, user: Uuid, record: Uuid) -> Result<(), StoreError>;

    /// One proposal.
    async fn proposal(&self, id: Uuid) -> Result<Option<Proposal>, StoreError>;

    /// The open proposals about a record, the oldest first.
    async fn open_proposals_for(&self, record: Uuid) -> Result<Vec<Proposal>, StoreError>;

    /// The unanswered proposals, the oldest first.
    async fn proposals(&self) -> Result<Vec<Proposal>, StoreError>;

    /// The proposals of a user, answered or not, the newest first.
    async fn proposals_of(&self, user: Uuid) -> Result<Vec<Proposal>, StoreError>;

    /// The scheduled publication of a record, if there is one.
    async fn scheduled_for(&self, record: Uuid) -> Result<Option<Scheduled>, StoreError>;

    /// Those of some records whose publication is scheduled.
    async fn scheduled_among(&self, records: &[Uuid]) -> Result<HashSet<Uuid>, StoreError>;

    /// All scheduled publications, the next first.
    async fn scheduled(&self) -> Result<Vec<Scheduled>, StoreError>;

    /// A setting, as JSON.
    async fn setting(&self, key: &SettingKey) -> Result<Option<String>, StoreError>;

    /// The lists of recipients that were loaded, by year.
    async fn recipient_lists(&self) -> Result<Vec<(i16, String)>, StoreError>;

    /// Sets a setting unless it is set. Returns its value, which may be an earlier one.
    async fn init_setting(&self, key: &SettingKey, value: &str) -> Result<String, StoreError>;

    /// Changes a setting.
    async fn put_setting(&self, key: &SettingKey, value: &str, log: AuditEntry) -> Result<(), StoreError>;
}
