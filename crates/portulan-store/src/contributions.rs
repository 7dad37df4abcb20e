//! Contributions: reports of a person without an account about a project, through a link. Working data: not part of exports.
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{AuditEntry, Author, Policy, StoreError};

/// The largest number of contributions to a project that are open or wait for an answer.
pub const MAX_OPEN_CONTRIBUTIONS: u64 = 50;
/// The largest size of the content of a contribution, in bytes.
pub const MAX_CONTRIBUTION_BYTES: usize = 256 << 10;
/// The largest number of pictures of a contribution.
pub const MAX_CONTRIBUTION_PICTURES: usize = 12;

/// The largest size of all pictures of a contribution, in bytes: a link is known to persons without an account.
pub const MAX_CONTRIBUTION_PICTURES_BYTES: usize = 100 << 20;

/// The stage of a contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum ContributionStage {
    /// The contributor can write.
    Open,
    /// It waits for an answer of the office.
    Sent,
    /// The office accepted it. Its pictures are records of the register.
    Accepted,
    /// The office closed it without accepting it. Its pictures are deleted.
    Declined,
}

portulan_model::impl_names!(ContributionStage);

/// A contribution to a project, without its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The identity.
    pub id: Uuid,
    /// The project.
    pub project: Uuid,
    /// The first and the last day of the period.
    pub period: (Date, Date),
    /// The name of the person or organisation that is asked.
    pub contributor: String,
    /// The e-mail address of the contributor; may be empty.
    pub email: String,
    /// The message of the office to the contributor.
    pub message: String,
    /// The language of the form, a BCP 47 tag.
    pub language: String,
    /// The user who asked; `None` once that user is deleted.
    pub user: Option<Uuid>,
    /// The name of that user.
    pub author: String,
    /// The time at which the contributor was asked.
    pub at: Timestamp,
    /// The time at which the link expires.
    pub expires: Timestamp,
    /// The stage.
    pub stage: ContributionStage,
    /// The content as JSON; empty at first.
    pub content: String,
    /// The number of times that the content was stored.
    pub version: i64,
    /// The time at which it was sent last.
    pub sent: Option<Timestamp>,
    /// The note of the office with its last answer.
    pub note: String,
    /// The time of the last answer, and the name of the user.
    pub answered: Option<(Timestamp, String)>,
    /// The parts that the office accepted, as JSON; empty before.
    pub taken: String,
}

/// A contribution that waits for an answer, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentContribution {
    /// The identity.
    pub id: Uuid,
    /// The project.
    pub project: Uuid,
    /// The name of the person or organisation that was asked.
    pub contributor: String,
    /// The time at which it was sent last.
    pub sent: Timestamp,
}

/// A picture of a contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContributionPicture {
    /// The position; identifies the picture within the contribution.
    pub position: u32,
    /// The file name extension: `jpg`, `png`, …
    pub format: String,
    /// The description.
    pub alt: String,
    /// The author or owner.
    pub credit: String,
    /// The content; empty where pictures are listed.
    pub bytes: Vec<u8>,
}

/// A contribution as the user saw it who answers it. The content of an open one is not displayed: its version does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenContribution {
    /// The identity.
    pub id: Uuid,
    /// The stage.
    pub stage: ContributionStage,
    /// The version of the content.
    pub version: i64,
}

/// An answer of the office that changes no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContributionAnswer {
    /// Sends a contribution back to its contributor, or gives an open one a new link. The old link ends.
    Reopen {
        /// The digest of the secret of the new link.
        digest: String,
        /// The time at which the new link expires.
        expires: Timestamp,
    },
    /// Closes the contribution.
    Decline,
}

/// Storage of contributions.
#[async_trait]
pub trait ContributionStore: Send + Sync {
    /// Stores a request for a contribution, with the digest of the secret of its link. The policy decides as about a draft of the
    /// project.
    async fn put_contribution(
        &self,
        contribution: Contribution,
        digest: &str,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// One contribution.
    async fn contribution(&self, id: Uuid) -> Result<Option<Contribution>, StoreError>;

    /// The contribution of a link that has not expired, in any stage.
    async fn contribution_by_link(&self, digest: &str) -> Result<Option<Contribution>, StoreError>;

    /// The contributions to a project, the newest first.
    async fn contributions_of(&self, project: Uuid) -> Result<Vec<Contribution>, StoreError>;

    /// The contributions that wait for an answer, the oldest first.
    async fn sent_contributions(&self) -> Result<Vec<SentContribution>, StoreError>;

    /// Replaces the content of the open contribution of a link, if `seen` is its version; with a line for the audit log, it is sent.
    /// Returns false if nothing was changed.
    async fn put_contribution_content(
        &self,
        digest: &str,
        seen: i64,
        content: &str,
        sent: Option<AuditEntry>,
    ) -> Result<bool, StoreError>;

    /// Adds a picture to the open contribution of a link, after its other pictures. Returns false if the contribution is not open,
    /// or would have more than [`MAX_CONTRIBUTION_PICTURES`] or [`MAX_CONTRIBUTION_PICTURES_BYTES`].
    async fn put_contribution_picture(
        &self,
        digest: &str,
        picture: ContributionPicture,
    ) -> Result<bool, StoreError>;

    /// Deletes a picture of the open contribution of a link. Returns false if there is none.
    async fn delete_contribution_picture(&self, digest: &str, position: u32) -> Result<bool, StoreError>;

    /// The pictures of a contribution in their order, without their content.
    async fn contribution_pictures(&self, id: Uuid) -> Result<Vec<ContributionPicture>, StoreError>;

    /// One picture of a contribution.
    async fn contribution_picture(
        &self,
        id: Uuid,
        position: u32,
    ) -> Result<Option<ContributionPicture>, StoreError>;

    /// Answers a contribution that is open or sent, without a change of records. The policy decides as about a draft of the project.
    /// Returns false if the contribution is not as the user saw it. To accept one: [`Author::contribution`].
    async fn answer_contribution(
        &self,
        seen: SeenContribution,
        answer: ContributionAnswer,
        note: &str,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Deletes open contributions whose links expired before a time. Returns their number.
    async fn delete_old_contributions(&self, expired: Timestamp) -> Result<u64, StoreError>;
}
