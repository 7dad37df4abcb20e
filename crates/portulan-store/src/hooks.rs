//! Programs elsewhere that hear when something is published (webhooks).
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// Somebody who hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// What lists name it by.
    pub id: Uuid,
    /// Where it listens.
    pub url: String,
    /// The key that messages are signed with, in base 64.
    pub secret: String,
    /// Since when.
    pub created: Timestamp,
    /// When it was last tried, and what was wrong then; empty for nothing.
    pub tried: Option<(Timestamp, String)>,
}

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub hook: Hook,
    /// What happened: `record.published`, `record.withdrawn` or `test`.
    pub event: String,
    /// The kind of the record.
    pub kind: String,
    /// Its slug.
    pub slug: String,
    /// Its identity.
    pub record: String,
    /// Its revision.
    pub revision: i64,
    /// When it happened.
    pub at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
}

/// Webhooks. What is published and what tells of it are written in one transaction, so that no message is lost.
#[async_trait]
pub trait Hooks: Send + Sync {
    /// All who hear, the first to come first.
    async fn hooks(&self) -> Result<Vec<Hook>, StoreError>;

    /// Keeps a new one.
    async fn put_hook(&self, hook: &Hook, log: AuditEntry) -> Result<(), StoreError>;

    /// Lets one go, with what is on its way to it.
    async fn end_hook(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;

    /// Puts a message that tests the way on its way.
    async fn test_hook(&self, id: Uuid) -> Result<(), StoreError>;

    /// The next message that is due.
    async fn due_delivery(&self, now: Timestamp) -> Result<Option<Delivery>, StoreError>;

    /// Writes down how a try went: off the list where it was taken or is given up, else at a later moment again.
    async fn tried_delivery(&self, id: i64, answer: &str, again: Option<Timestamp>)
    -> Result<(), StoreError>;
}
