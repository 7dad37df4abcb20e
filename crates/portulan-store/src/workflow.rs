//! What lies on the desks of those who write: unsaved drafts, comments, proposals, things that go out later.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::{Kind, Record};
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// Drafts that a user can have.
pub const MAX_DRAFTS: u64 = 200;

/// Bytes of one draft's fields.
pub const MAX_DRAFT_BYTES: u64 = 8 << 20;

/// Bytes of all drafts of a user.
pub const MAX_DRAFTS_BYTES: u64 = 32 << 20;

/// Proposals of a user that can wait for an answer.
pub const MAX_OPEN_PROPOSALS: u64 = 100;

/// A form that somebody is filling in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose it is.
    pub user: Uuid,
    /// The record, which may not exist yet.
    pub record: Uuid,
    /// Its kind.
    pub kind: Kind,
    /// The revision that the form began with; 0 for a new record.
    pub base: i64,
    /// The fields as they stand, as JSON.
    pub fields: String,
    /// When they were kept.
    pub saved: Timestamp,
}

/// A remark on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its identity.
    pub id: Uuid,
    /// The record.
    pub record: Uuid,
    /// Who wrote it, while that user exists.
    pub user: Option<Uuid>,
    /// That user's name.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// What, in Markdown.
    pub text: String,
}

/// What somebody would like a record to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its identity.
    pub id: Uuid,
    /// The record as it should be.
    pub record: Record,
    /// The revision that it began with; 0 for a record that does not exist yet.
    pub base: i64,
    /// Who proposes, while that user exists.
    pub user: Option<Uuid>,
    /// That user's name.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub note: String,
    /// How it was answered, once it is.
    pub answer: Option<ProposalAnswer>,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// Whether it was taken.
    pub accepted: bool,
    /// Who decided.
    pub author: String,
    /// Why, for the one who proposed.
    pub why: String,
    /// When.
    pub at: Timestamp,
}

/// A revision that goes out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// The record.
    pub record: Uuid,
    /// The revision to publish. Any change of the record takes it off the schedule.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Who decided it.
    pub user: Uuid,
    /// That user's name.
    pub author: String,
}

/// The desks.
#[async_trait]
pub trait WorkflowStore: Send + Sync {
    /// Keeps a draft; an earlier one of the same user and record goes.
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError>;

    /// The draft of a user for a record.
    async fn draft(&self, user: Uuid, record: Uuid) -> Result<Option<Draft>, StoreError>;

    /// A user's drafts, the newest first.
    async fn drafts(&self, user: Uuid) -> Result<Vec<Draft>, StoreError>;

    /// Who else is writing at a record since a moment: names and when.
    async fn writers(&self, record: Uuid, but: Uuid, since: Timestamp) -> Result<Vec<String>, StoreError>;

    /// Drops a draft.
    async fn drop_draft(&self, user: Uuid, record: Uuid) -> Result<(), StoreError>;

    /// The comments on a record, the oldest first.
    async fn comments(&self, record: Uuid) -> Result<Vec<Comment>, StoreError>;

    /// Comments for the attention of a user that the user has not seen, the oldest first.
    async fn mentions(&self, user: Uuid) -> Result<Vec<Comment>, StoreError>;

    /// Marks a user's mentions on a record as seen.
    async fn see_mentions(&self, user: Uuid, record: Uuid) -> Result<(), StoreError>;

    /// One proposal.
    async fn proposal(&self, id: Uuid) -> Result<Option<Proposal>, StoreError>;

    /// The open proposals about a record, the oldest first.
    async fn open_proposals_for(&self, record: Uuid) -> Result<Vec<Proposal>, StoreError>;

    /// The proposals that wait for an answer, the oldest first.
    async fn proposals(&self) -> Result<Vec<Proposal>, StoreError>;

    /// A user's own proposals, answered or not, the newest first.
    async fn proposals_of(&self, user: Uuid) -> Result<Vec<Proposal>, StoreError>;

    /// The scheduled publication of a record, if there is one.
    async fn scheduled_for(&self, record: Uuid) -> Result<Option<Scheduled>, StoreError>;

    /// All records that are published at a moment, the next first.
    async fn scheduled(&self) -> Result<Vec<Scheduled>, StoreError>;

    /// A setting, as JSON.
    async fn setting(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// The settings whose keys begin with a prefix of ASCII, by key.
    async fn settings(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError>;

    /// Sets a setting that is not set yet. Returns its value, which is the one that was there if there was one.
    async fn init_setting(&self, key: &str, value: &str) -> Result<String, StoreError>;

    /// Changes a setting.
    async fn put_setting(&self, key: &str, value: &str, log: AuditEntry) -> Result<(), StoreError>;
}
