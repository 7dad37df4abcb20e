//! Messages to other programs when something is published (webhooks).
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// A program that receives messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// Its identity.
    pub id: Uuid,
    /// The address that messages are posted to.
    pub url: String,
    /// The key that messages are signed with, in base 64.
    pub secret: String,
    /// The moment at which it was added.
    pub created: Timestamp,
    /// The moment of the last try, and what was wrong then; empty if nothing was.
    pub tried: Option<(Timestamp, String)>,
}

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The webhook that it goes to.
    pub hook: Hook,
    /// The event: `record.published`, `record.withdrawn` or `test`.
    pub event: String,
    /// The kind of the record.
    pub kind: String,
    /// Its slug.
    pub slug: String,
    /// Its identity.
    pub record: String,
    /// Its revision.
    pub revision: i64,
    /// The moment of the event.
    pub at: Timestamp,
    /// The number of tries so far.
    pub tries: u32,
}

/// Webhooks. Messages are written in the transaction that publishes, so that none is lost.
#[async_trait]
pub trait Hooks: Send + Sync {
    /// All webhooks, in the order in which they were added.
    async fn hooks(&self) -> Result<Vec<Hook>, StoreError>;

    /// Adds a webhook.
    async fn put_hook(&self, hook: &Hook, log: AuditEntry) -> Result<(), StoreError>;

    /// Removes a webhook, with its messages.
    async fn end_hook(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;

    /// Adds a test message.
    async fn test_hook(&self, id: Uuid) -> Result<(), StoreError>;

    /// The next message that is due for each webhook, the longest due first.
    async fn due_deliveries(&self, now: Timestamp) -> Result<Vec<Delivery>, StoreError>;

    /// Stores the outcome of a try: the message is removed, or tried again at a later moment.
    async fn tried_delivery(&self, id: i64, answer: &str, again: Option<Timestamp>)
    -> Result<(), StoreError>;
}
