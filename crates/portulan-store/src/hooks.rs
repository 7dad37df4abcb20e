//! Webhooks: messages to other programs about publications.
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// A program that receives messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// The identity.
    pub id: Uuid,
    /// The URL that messages are posted to.
    pub url: String,
    /// The signing key, in base 64.
    pub secret: String,
    /// The time of creation.
    pub created: Timestamp,
    /// The time of the last attempt, and its error; empty if it succeeded.
    pub tried: Option<(Timestamp, String)>,
}

/// A message to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The number of the message.
    pub id: i64,
    /// The receiving webhook.
    pub hook: Hook,
    /// The type of event: `record.published`, `record.withdrawn` or `test`.
    pub event: String,
    /// The kind of the record.
    pub kind: String,
    /// The slug of the record.
    pub slug: String,
    /// The identity of the record.
    pub record: String,
    /// The revision of the record.
    pub revision: i64,
    /// The time of the event.
    pub at: Timestamp,
    /// The number of attempts so far.
    pub tries: u32,
}

/// Storage of webhooks. Messages are written in the transaction that publishes, so that none is lost.
#[async_trait]
pub trait Hooks: Send + Sync {
    /// All webhooks, the oldest first.
    async fn hooks(&self) -> Result<Vec<Hook>, StoreError>;

    /// Adds a webhook.
    async fn put_hook(&self, hook: &Hook, log: AuditEntry) -> Result<(), StoreError>;

    /// Removes a webhook and its messages.
    async fn end_hook(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;

    /// Queues a test message.
    async fn test_hook(&self, id: Uuid) -> Result<(), StoreError>;

    /// The next due message of each webhook, the longest due first.
    async fn due_deliveries(&self, now: Timestamp) -> Result<Vec<Delivery>, StoreError>;

    /// Stores the result of an attempt: removes the message, or schedules the next attempt.
    async fn tried_delivery(&self, id: i64, answer: &str, again: Option<Timestamp>)
    -> Result<(), StoreError>;
}
