//! API tokens.

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditEntry, StoreError, TokenScope, User};

/// An API token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The identity in lists; not the secret.
    pub id: Uuid,
    /// The user whose rights it has.
    pub user: Uuid,
    /// The name given by its creator.
    pub name: String,
    /// The scopes.
    pub scopes: Vec<TokenScope>,
    /// The time of creation.
    pub created: Timestamp,
    /// The time of expiry.
    pub expires: Timestamp,
    /// The time of the last request.
    pub seen: Option<Timestamp>,
}

/// Storage of tokens. Secrets are passed as digests.
#[async_trait]
pub trait Tokens: Send + Sync {
    /// All tokens, ordered by name.
    async fn tokens(&self) -> Result<Vec<Token>, StoreError>;

    /// Stores a new token, with a line in the audit log.
    async fn put_token(&self, digest: &str, token: &Token, log: AuditEntry) -> Result<(), StoreError>;

    /// The token with this digest and its user, if both are valid. Updates the time of its last request, at
    /// most once a minute.
    async fn token(&self, digest: &str, now: Timestamp) -> Result<Option<(Token, User)>, StoreError>;

    /// Revokes a token.
    async fn end_token(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;
}
