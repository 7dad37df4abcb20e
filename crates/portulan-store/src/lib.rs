//! Where records are kept: the [`Store`] trait and its implementations.
//!
//! A store keeps each record whole, with append-only revisions and its references extracted into a table with
//! foreign keys. Every change goes through [`Store::apply`], which is all or nothing.
mod error;
mod sqlite;

use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::{Record, State};
use uuid::Uuid;

pub use error::StoreError;
pub use sqlite::SqliteStore;

/// A record as the store has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The record.
    pub record: Record,
    /// The number of this revision, from 1.
    pub revision: i64,
    /// When the record was first kept.
    pub created: Timestamp,
    /// When this revision was made.
    pub updated: Timestamp,
}

/// Which revisions to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The newest revision of every record.
    Latest,
    /// The published revision of every record that has one.
    Published,
}

/// One change of a batch.
#[derive(Debug, Clone)]
pub enum Change {
    /// A record that was not there.
    Create(Record),
    /// A record that was there in the given revision; refused if somebody changed it since.
    Update {
        /// The record as it shall be.
        record: Record,
        /// The revision that the author saw.
        seen: i64,
    },
    /// A record that goes; refused while others refer to it.
    Delete {
        /// Its identity.
        id: Uuid,
        /// The revision that the author saw.
        seen: i64,
    },
    /// A picture's file, new or replaced.
    PutFile {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// A file that goes.
    DeleteFile {
        /// Its name.
        name: String,
    },
}

/// Who makes a change, and why.
#[derive(Debug, Clone)]
pub struct Author {
    /// The person or program.
    pub name: String,
    /// The reason given.
    pub reason: String,
}

/// One revision in a record's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// The record as it was.
    pub record: Record,
    /// When it was made.
    pub made: Timestamp,
    /// By whom.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// A picture's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A place where a register is kept. Implementations pass one shared suite of tests.
#[async_trait]
pub trait Store: Send + Sync {
    /// All records in a scope, by kind and slug.
    async fn records(&self, scope: Scope) -> Result<Vec<Stored>, StoreError>;

    /// All files, by name.
    async fn files(&self) -> Result<Vec<File>, StoreError>;

    /// Makes all changes or none. Once it returns, they survive a crash.
    async fn apply(&self, changes: Vec<Change>, author: &Author) -> Result<(), StoreError>;

    /// A record's history, the newest first; empty where it never was.
    async fn history(&self, id: Uuid) -> Result<Vec<Revision>, StoreError>;

    /// A number that grows with every change.
    async fn generation(&self) -> Result<i64, StoreError>;
}

/// Whether the public may see a record in this state.
fn is_public(state: State) -> bool {
    state == State::Published
}
