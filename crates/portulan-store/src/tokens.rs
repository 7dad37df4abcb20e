//! Keys with which programs write at the register.
use std::str::FromStr;

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditEntry, StoreError, User};

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenScope {
    /// Reading what is not public.
    Read,
    /// Writing drafts.
    Write,
    /// Publishing and archiving.
    Publish,
}

impl TokenScope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Publish];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Publish => "publish",
        }
    }
}

impl FromStr for TokenScope {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|scope| scope.name() == s);
        found.ok_or_else(|| format!("`{s}` is no scope; write read, write or publish"))
    }
}

/// A key of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What lists name it by; not the secret.
    pub id: Uuid,
    /// For whom it acts.
    pub user: Uuid,
    /// What it is for, as its maker calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// When it was last used.
    pub seen: Option<Timestamp>,
}

/// Tokens. Secrets come as digests.
#[async_trait]
pub trait Tokens: Send + Sync {
    /// All tokens, by name.
    async fn tokens(&self) -> Result<Vec<Token>, StoreError>;

    /// Keeps a new token, with the line of the log that tells it.
    async fn put_token(&self, digest: &str, token: &Token, log: AuditEntry) -> Result<(), StoreError>;

    /// The token of a digest and its user, if both are good; marks it as seen now, at most once a minute.
    async fn token(&self, digest: &str, now: Timestamp) -> Result<Option<(Token, User)>, StoreError>;

    /// Ends a token.
    async fn end_token(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;
}
