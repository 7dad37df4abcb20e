//! Imports that wait for their user: the file, and what was decided about it. Working data: not part of exports.
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::StoreError;

/// The largest number of stored imports, of all users.
pub const MAX_WAITING_IMPORTS: usize = 16;
/// The largest size of the files of all stored imports, in bytes.
pub const MAX_WAITING_BYTES: usize = 512 << 20;
/// The largest size of the decisions about an import, or of its outcome, in bytes.
pub const MAX_DECISION_BYTES: usize = 16 << 20;

/// The stage of a stored import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum WaitingStage {
    /// Its user has not applied it.
    Waiting,
    /// It was being applied: the transaction that applies it has not committed.
    Writing,
    /// It was applied. Its file is deleted.
    Done,
}

portulan_model::impl_names!(WaitingStage);

/// A stored import, without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingImport {
    /// Its identity.
    pub id: Uuid,
    /// Its user.
    pub user: Uuid,
    /// The name of the file.
    pub name: String,
    /// True to publish imported records at once, for files without columns.
    pub publish: bool,
    /// The time at which it began.
    pub made: Timestamp,
    /// The stage.
    pub stage: WaitingStage,
    /// The decisions of the user, as JSON.
    pub decisions: String,
    /// The outcome, as JSON; empty before it is applied.
    pub outcome: String,
    /// The time at which it was applied.
    pub done: Option<Timestamp>,
}

/// Storage of imports that wait for their user.
#[async_trait]
pub trait ImportStore: Send + Sync {
    /// Stores a new import with its file, in the stage [`WaitingStage::Waiting`]. An earlier one of the same user that is not
    /// applied is deleted, as are the oldest while there are too many or their files are too large. Returns the identities of the
    /// deleted ones. One that is being applied is not deleted.
    async fn put_import(&self, import: &WaitingImport, file: &[u8]) -> Result<Vec<Uuid>, StoreError>;

    /// Replaces the decisions about an import that is not applied. Returns false if there is none.
    async fn put_import_decisions(&self, id: Uuid, decisions: &str) -> Result<bool, StoreError>;

    /// Moves an import between the stages [`WaitingStage::Waiting`] and [`WaitingStage::Writing`], with the outcome that it
    /// will have. Returns false if it is not in the other stage. The change of records with the import in its
    /// [`Author`](crate::Author) moves it from `Writing` to `Done`, in one transaction.
    async fn move_import(&self, id: Uuid, to: WaitingStage, outcome: &str) -> Result<bool, StoreError>;

    /// Replaces the outcome of an import that was applied.
    async fn put_import_outcome(&self, id: Uuid, outcome: &str) -> Result<bool, StoreError>;

    /// An import of a user.
    async fn import(&self, id: Uuid, user: Uuid) -> Result<Option<WaitingImport>, StoreError>;

    /// The import of a user that is not applied.
    async fn import_of(&self, user: Uuid) -> Result<Option<WaitingImport>, StoreError>;

    /// The file of an import.
    async fn import_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError>;

    /// Deletes an import, unless it is being applied.
    async fn delete_import(&self, id: Uuid) -> Result<(), StoreError>;

    /// Deletes the imports that began before a moment and are not applied, and those applied before another. Returns their
    /// number.
    async fn delete_old_imports(&self, begun: Timestamp, done: Timestamp) -> Result<u64, StoreError>;
}
