//! Mail on its way out: kept until a server has taken it.
use async_trait::async_trait;
use jiff::Timestamp;

use crate::StoreError;

/// A message of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To which address.
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// A message that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    /// Its number.
    pub id: i64,
    /// How often it was tried.
    pub tries: u32,
    /// What it says.
    pub mail: Mail,
}

/// The outbox.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Puts messages out. With a key, only if nothing was put out under it before; whether they were.
    async fn put_mail(&self, mails: Vec<Mail>, once: Option<&str>) -> Result<bool, StoreError>;

    /// The next message that is due.
    async fn due_mail(&self, now: Timestamp) -> Result<Option<QueuedMail>, StoreError>;

    /// Takes a message out: it was sent, or never will be.
    async fn drop_mail(&self, id: i64) -> Result<(), StoreError>;

    /// Puts a message off after a failure.
    async fn delay_mail(&self, id: i64, next: Timestamp) -> Result<(), StoreError>;
}
