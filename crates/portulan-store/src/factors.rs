//! Second factors of users: passkeys, one-time codes, recovery codes.
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::StoreError;

/// A passkey of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The credential id, in base 64.
    pub id: String,
    /// The name given by the user.
    pub name: String,
    /// The WebAuthn credential, as JSON.
    pub credential: String,
    /// The time of creation.
    pub created: Timestamp,
    /// The time of the last use.
    pub used: Option<Timestamp>,
}

/// Storage of second factors. Recovery codes are passed as digests, never in plain text.
#[async_trait]
pub trait SecondFactors: Send + Sync {
    /// Marks a time step of one-time codes as used. Returns false if this step or a later one was used
    /// before, so that no code is accepted twice.
    async fn take_totp_step(&self, user: Uuid, step: i64) -> Result<bool, StoreError>;

    /// Replaces the recovery codes of a user, given as digests.
    async fn put_recovery_codes(&self, user: Uuid, digests: &[String]) -> Result<(), StoreError>;

    /// The number of unused recovery codes.
    async fn recovery_codes(&self, user: Uuid) -> Result<u64, StoreError>;

    /// Uses up a recovery code. Returns false if it is not one of the user's.
    async fn take_recovery_code(&self, user: Uuid, digest: &str) -> Result<bool, StoreError>;

    /// The passkeys of a user, the oldest first.
    async fn passkeys(&self, user: Uuid) -> Result<Vec<Passkey>, StoreError>;

    /// Stores a new or updated passkey. Returns false if it belongs to another user.
    async fn put_passkey(&self, user: Uuid, passkey: &Passkey) -> Result<bool, StoreError>;

    /// Removes a passkey.
    async fn delete_passkey(&self, user: Uuid, id: &str) -> Result<(), StoreError>;
}
