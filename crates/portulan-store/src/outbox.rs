//! Outgoing mail, stored until a server accepts it.
use async_trait::async_trait;
use jiff::Timestamp;

use crate::StoreError;

/// A plain text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address of the recipient.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// A queued message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    /// The number of the message.
    pub id: i64,
    /// The number of attempts so far.
    pub tries: u32,
    /// The message.
    pub mail: Mail,
}

/// Storage of outgoing mail.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Queues messages. With a key, only if nothing was queued with this key before. Returns true if they
    /// were queued.
    async fn put_mail(&self, mails: Vec<Mail>, once: Option<&str>) -> Result<bool, StoreError>;

    /// The next due message.
    async fn due_mail(&self, now: Timestamp) -> Result<Option<QueuedMail>, StoreError>;

    /// Removes a message: it was sent, or has finally failed.
    async fn drop_mail(&self, id: i64) -> Result<(), StoreError>;

    /// Postpones a message after a failed attempt.
    async fn delay_mail(&self, id: i64, next: Timestamp) -> Result<(), StoreError>;
}
