//! What users prove themselves with beside a password: passkeys, one-time codes, recovery codes.
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::StoreError;

/// A passkey of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The credential's id, in base 64.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// The credential, as JSON.
    pub credential: String,
    /// When it was added.
    pub created: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// Second factors. Recovery codes come as digests, never plain.
#[async_trait]
pub trait SecondFactors: Send + Sync {
    /// Takes a step of one-time codes; false if that step or a later one was taken before.
    async fn take_totp_step(&self, user: Uuid, step: i64) -> Result<bool, StoreError>;

    /// Replaces the recovery codes of a user, given as digests.
    async fn put_recovery_codes(&self, user: Uuid, digests: &[String]) -> Result<(), StoreError>;

    /// How many recovery codes are left.
    async fn recovery_codes(&self, user: Uuid) -> Result<u64, StoreError>;

    /// Uses up a recovery code; false if it is none.
    async fn take_recovery_code(&self, user: Uuid, digest: &str) -> Result<bool, StoreError>;

    /// A user's passkeys, the oldest first.
    async fn passkeys(&self, user: Uuid) -> Result<Vec<Passkey>, StoreError>;

    /// Keeps a passkey, new or used. One that is another user's stays that user's: false.
    async fn put_passkey(&self, user: Uuid, passkey: &Passkey) -> Result<bool, StoreError>;

    /// Removes a passkey.
    async fn delete_passkey(&self, user: Uuid, id: &str) -> Result<(), StoreError>;
}
