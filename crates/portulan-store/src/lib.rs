//! Where records are kept: the [`Store`] trait and its implementations.
//!
//! A store keeps each record whole, with append-only revisions and its references extracted into a table with
//! foreign keys. Every change goes through [`Store::apply`], which is all or nothing.
mod accounts;
mod desk;
mod error;
mod factors;
mod hooks;
mod ledgers;
mod outbox;
mod pictures;
mod register;
mod sqlite;
mod tasks;
mod tokens;

use async_trait::async_trait;
use portulan_model::{Kind, State};
use uuid::Uuid;

pub use accounts::{Accounts, AuditEntry, AuditFilter, Logged, Purpose, Session, User, UserRole};
pub use desk::{Answer, Comment, Desk, Draft, Proposal, Scheduled};
pub use error::StoreError;
pub use factors::{Factors, Passkey};
pub use hooks::{Delivery, Hook, Hooks};
pub use ledgers::{Declared, Ledgers};
pub use outbox::{Mail, Outbox, Waiting};
pub use pictures::{Picture, Pictures, Size};
pub use register::{Author, Change, File, Filter, Head, Listing, Revision, Scope, Stored, Version};
pub use sqlite::SqliteStore;
pub use tasks::{Task, TaskFilter, Tasks};
pub use tokens::{Token, TokenScope, Tokens};

/// What takes records in parts, and says whether it wants more.
pub type Take<'a> = dyn FnMut(Vec<Stored>) -> bool + Send + 'a;

/// A place where a register is kept. Implementations pass one shared suite of tests.
#[async_trait]
pub trait Store: Send + Sync {
    /// All records in a scope, by kind and slug.
    async fn records(&self, scope: Scope) -> Result<Vec<Stored>, StoreError>;

    /// Hands over the records in a scope, kind after kind in the order given, by slug, some hundreds at a time, all as of
    /// one moment, until `take` says that it wants no more. Memory does not grow with the register.
    async fn each(&self, scope: Scope, kinds: &[Kind], take: &mut Take<'_>) -> Result<(), StoreError>;

    /// The newest revision of every record of a kind, by slug.
    async fn records_of(&self, kind: Kind) -> Result<Vec<Stored>, StoreError>;

    /// The newest revision of one record.
    async fn record(&self, kind: Kind, slug: &str) -> Result<Option<Stored>, StoreError>;

    /// The newest revision of the record of that identity.
    async fn record_of(&self, id: Uuid) -> Result<Option<Stored>, StoreError>;

    /// Names and states of records, in the order asked for.
    async fn list(&self, filter: &Filter) -> Result<Listing, StoreError>;

    /// Whether a record belongs to some partnerships (is one, is a project or agreement of one, or an event or picture
    /// that one of those shows), or was written by one user alone.
    async fn belongs(&self, record: Uuid, scope: &[Uuid], user: Uuid) -> Result<bool, StoreError>;

    /// How many records there are of each kind in each state.
    async fn counts(&self) -> Result<Vec<(Kind, State, u64)>, StoreError>;

    /// All files, by name.
    async fn files(&self) -> Result<Vec<File>, StoreError>;

    /// Makes all changes or none. Once it returns, they survive a crash.
    async fn apply(&self, changes: Vec<Change>, author: &Author) -> Result<(), StoreError>;

    /// A record's history, the newest first; empty where it never was.
    async fn history(&self, id: Uuid) -> Result<Vec<Revision>, StoreError>;

    /// Every publication and withdrawal of records that may be public, the newest first.
    async fn versions(&self) -> Result<Vec<Version>, StoreError>;

    /// A number that grows with every change.
    async fn generation(&self) -> Result<i64, StoreError>;

    /// A number that grows with every change that the public can see.
    async fn publication(&self) -> Result<i64, StoreError>;
}

/// All that the office asks of a store.
pub trait OfficeStore: SiteStore + Accounts + Factors + Tokens + Hooks + Desk + Tasks + Outbox {}

impl<T: SiteStore + Accounts + Factors + Tokens + Hooks + Desk + Tasks + Outbox> OfficeStore for T {}

/// All that the public site asks of a store.
pub trait SiteStore: Store + Pictures + Ledgers {}

impl<T: Store + Pictures + Ledgers> SiteStore for T {}

/// Whether the public may see a record in this state.
fn is_public(state: State) -> bool {
    state == State::Published
}
