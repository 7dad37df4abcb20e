//! Errors of a store, each with its remedy.
use std::sync::Arc;

use uuid::Uuid;

use crate::Denial;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another user changed the record meanwhile.
    #[error(
        "{kind}/{slug} was changed by somebody else (revision {found}, you saw {seen}); read it again and repeat your change"
    )]
    Conflict {
        /// The kind of the record.
        kind: String,
        /// Its slug.
        slug: String,
        /// The revision that the author saw.
        seen: i64,
        /// The revision that is there.
        found: i64,
    },
    /// There is no such record.
    #[error("there is no record {0}; somebody may have deleted it")]
    Missing(Uuid),
    /// The address is taken.
    #[error("{kind}/{slug} exists already; choose another slug")]
    SlugTaken {
        /// The kind of the record.
        kind: String,
        /// Its slug.
        slug: String,
    },
    /// Another user has the address.
    #[error("{0} belongs to another user already; choose another address")]
    EmailTaken(String),
    /// Another user changed the account meanwhile.
    #[error("the account was changed meanwhile; read it again and repeat your change")]
    UserChanged,
    /// No active administrator would be left.
    #[error("this is the last active administrator; give somebody else that role first")]
    LastAdministrator,
    /// Others refer to it.
    #[error("{slug} cannot be deleted: {} refer to it; change them first", .referrers.join(", "))]
    Referred {
        /// The record's slug.
        slug: String,
        /// Those that refer to it, as kind/slug.
        referrers: Vec<String>,
    },
    /// It refers to what is not there.
    #[error(
        "{slug}: the reference at {path} points to {target}, which is not in the register; add it or correct the reference"
    )]
    Dangling {
        /// The slug of the record that refers.
        slug: String,
        /// Where in it.
        path: String,
        /// What is missing, as kind/slug.
        target: String,
    },
    /// A number is larger than any that is stored.
    #[error("{slug}: the number at {path} is larger than {limit}; check it and its unit")]
    NumberTooLarge {
        /// The slug of the record.
        slug: String,
        /// Where in it.
        path: String,
        /// The largest number that is stored there.
        limit: String,
    },
    /// A newer Portulan wrote the database.
    #[error(
        "the database was made by a newer version of Portulan (its schema is {found}, this program knows {known}); install the newer version"
    )]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file cannot be used as a database.
    #[error("{path} cannot be opened: {why}")]
    Unusable {
        /// The database's file.
        path: String,
        /// Why, and what to do.
        why: String,
    },
    /// A stored value cannot be read.
    #[error("record {id} is damaged: {why}; restore it from a backup or from an exported folder")]
    Damaged {
        /// The record, or what the value belongs to.
        id: String,
        /// What the reader reports.
        why: String,
    },
    /// The policy refuses the change.
    #[error("the change is refused: {0}")]
    Denied(#[from] Denial),
    /// A user has as many drafts, or as large a draft, as can be stored.
    #[error("the draft was not stored: {0}; save or discard other drafts")]
    DraftLimit(&'static str),
    /// A user has as many proposals waiting for an answer as can be stored.
    #[error("the proposal was not stored: too many proposals of this user wait for an answer")]
    ProposalLimit,
    /// Another program holds the database locked.
    #[error("the database is locked by another program; repeat the change in a moment")]
    Busy(#[source] Arc<sqlx::Error>),
    /// The disk is full.
    #[error("the change was not stored: the disk is full; make room and repeat")]
    Full(#[source] Arc<sqlx::Error>),
    /// The folder or its database is read-only.
    #[error(
        "the change was not stored: the folder or its database is read-only; allow this user to write there"
    )]
    ReadOnly(#[source] Arc<sqlx::Error>),
    /// The database failed; nothing of the change was stored.
    #[error("the change was not stored: the database failed; repeat it, and look at the program's log")]
    Database(#[source] Arc<sqlx::Error>),
    /// A stored or sent value could not be written as JSON.
    #[error("a value cannot be written as JSON; report this as a fault of the program")]
    Json(#[from] serde_json::Error),
    /// The writer ended before it answered; whether the change was stored is not known to it.
    #[error(
        "the writer of the database is not available; read the record again and repeat the change if it is missing"
    )]
    Closed,
}

/// Primary result codes of SQLite (<https://www.sqlite.org/rescode.html>).
pub(crate) mod sqlite_code {
    pub const BUSY: u32 = 5;
    pub const LOCKED: u32 = 6;
    pub const READ_ONLY: u32 = 8;
    pub const CORRUPT: u32 = 11;
    pub const FULL: u32 = 13;
    pub const CANNOT_OPEN: u32 = 14;
    pub const NOT_A_DATABASE: u32 = 26;
}

/// Codes of errors that end one statement and nothing else: SQL error, constraint, type mismatch, bind out of range.
const STATEMENT_CODES: [u32; 4] = [1, 19, 20, 25];

/// The primary result code of an error of SQLite; `None` for an error of another origin.
pub(crate) fn primary_code(e: &sqlx::Error) -> Option<u32> {
    let code: u32 = e.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xFF)
}

impl From<sqlx::Error> for StoreError {
    fn from(e: sqlx::Error) -> Self {
        Self::from(Arc::new(e))
    }
}

impl From<Arc<sqlx::Error>> for StoreError {
    fn from(e: Arc<sqlx::Error>) -> Self {
        match primary_code(&e) {
            Some(sqlite_code::FULL) => Self::Full(e),
            Some(sqlite_code::READ_ONLY) => Self::ReadOnly(e),
            Some(sqlite_code::BUSY | sqlite_code::LOCKED) => Self::Busy(e),
            _ => Self::Database(e),
        }
    }
}

impl StoreError {
    /// The error of the database after which nothing on the same connection can be trusted: SQLite may have rolled back
    /// the whole transaction. `None` if the store refused, or if one statement failed.
    pub(crate) fn breaks_connection(&self) -> Option<Arc<sqlx::Error>> {
        match self {
            Self::Busy(e) | Self::Full(e) | Self::ReadOnly(e) => Some(Arc::clone(e)),
            Self::Database(e) => match e.as_ref() {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::RowNotFound | sqlx::Error::Decode(_) => None,
                other if primary_code(other).is_some_and(|code| STATEMENT_CODES.contains(&code)) => None,
                _ => Some(Arc::clone(e)),
            },
            _ => None,
        }
    }
}
