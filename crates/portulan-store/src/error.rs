//! Errors of a store, each with its remedy.
use std::error::Error;
use std::sync::Arc;

use portulan_model::{ProblemMessage, folder};
use uuid::Uuid;

use crate::Denial;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another user has changed the record.
    #[error(
        "{kind}/{slug} was changed by somebody else (revision {found}, you saw {seen}); read it again and repeat your change"
    )]
    Conflict {
        /// The kind of the record.
        kind: String,
        /// The slug of the record.
        slug: String,
        /// The revision that the author saw.
        seen: i64,
        /// The current revision.
        found: i64,
    },
    /// The record does not exist.
    #[error("there is no record {0}; somebody may have deleted it")]
    Missing(Uuid),
    /// The slug is used by another record.
    #[error("{kind}/{slug} exists already; choose another slug")]
    SlugTaken {
        /// The kind of the record.
        kind: String,
        /// The slug.
        slug: String,
    },
    /// The e-mail address is used by another user.
    #[error("{0} belongs to another user already; choose another address")]
    EmailTaken(String),
    /// Another user has changed the account.
    #[error("the account was changed meanwhile; read it again and repeat your change")]
    UserChanged,
    /// No active administrator would remain.
    #[error("this is the last active administrator; give somebody else that role first")]
    LastAdministrator,
    /// Other records refer to the record.
    #[error("{slug} cannot be deleted: {} refer to it; change them first", .referrers.join(", "))]
    Referred {
        /// The slug of the record.
        slug: String,
        /// The records that refer to it, as kind/slug.
        referrers: Vec<String>,
    },
    /// Users may write at this partnership only: without it they could write everywhere.
    #[error("{slug} cannot be deleted: {} may write there only; give them another partnership first", .users.join(", "))]
    BoundUsers {
        /// The slug of the partnership.
        slug: String,
        /// The names of the users.
        users: Vec<String>,
    },
    /// The record refers to a record that does not exist.
    #[error(
        "{slug}: the reference at {path} points to {target}, which is not in the register; add it or correct the reference"
    )]
    Dangling {
        /// The slug of the record with the reference.
        slug: String,
        /// The JSON pointer of the reference.
        path: String,
        /// The missing record, as kind/slug.
        target: String,
    },
    /// A number exceeds its limit.
    #[error("{slug}: the number at {path} is larger than {limit}; check it and its unit")]
    NumberTooLarge {
        /// The slug of the record.
        slug: String,
        /// The JSON pointer of the number.
        path: String,
        /// The limit.
        limit: String,
    },
    /// As a file, the record would be larger than the largest file that is read.
    #[error("{slug} is larger than {} MB; divide it into several records", folder::MAX_FILE_BYTES >> 20)]
    RecordTooLarge {
        /// The slug of the record.
        slug: String,
    },
    /// The database was written by a newer version of Portulan.
    #[error(
        "the database was made by a newer version of Portulan (its schema is {found}, this program knows {known}); install the newer version"
    )]
    Newer {
        /// The schema version found.
        found: i64,
        /// The newest schema version that this program supports.
        known: i64,
    },
    /// The file cannot be used as a database.
    #[error("{path} cannot be opened: {reason}")]
    Unusable {
        /// The path of the file.
        path: String,
        /// The reason.
        reason: UnusableReason,
    },
    /// A stored value cannot be read.
    #[error("{id} is damaged; restore it from a backup or from an exported folder")]
    Damaged {
        /// The record or other object that the value belongs to.
        id: String,
        /// The cause.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The policy denies the change.
    #[error("the change is refused: {0}")]
    Denied(#[from] Denial),
    /// The user's drafts exceed a limit in number or size.
    #[error("the draft was not stored: {0}; save or discard other drafts")]
    DraftLimit(&'static str),
    /// The user has too many unanswered proposals.
    #[error("the proposal was not stored: too many proposals of this user wait for an answer")]
    ProposalLimit,
    /// The project has too many open contributions, or the content of one is too large.
    #[error("the contribution was not stored: too many of this project are open, or its text is too long")]
    ContributionLimit,
    /// Another program holds a lock on the database.
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
    /// The database failed; the change was not stored.
    #[error("the change was not stored: the database failed; repeat it, and look at the program's log")]
    Database(#[source] Arc<sqlx::Error>),
    /// A value could not be serialised as JSON.
    #[error("a value cannot be written as JSON; report this as a fault of the program")]
    Json(#[from] serde_json::Error),
    /// The writer ended before it answered; it is unknown whether the change was stored.
    #[error(
        "the writer of the database is not available; read the record again and repeat the change if it is missing"
    )]
    Closed,
}

impl StoreError {
    /// The message `problem-<code>` of a refusal that the user can correct, with its arguments; `None` for failures.
    pub fn problem(&self) -> Option<ProblemMessage> {
        Some(match self {
            Self::SlugTaken { slug, .. } => ("slug-taken", vec![("slug", slug.clone())]),
            Self::Referred { slug, referrers } => {
                ("referred", vec![("slug", slug.clone()), ("records", referrers.join(", "))])
            }
            Self::BoundUsers { slug, users } => {
                ("bound-users", vec![("slug", slug.clone()), ("users", users.join(", "))])
            }
            Self::Dangling { slug, path, target } => {
                ("dangling", vec![("slug", slug.clone()), ("path", path.clone()), ("target", target.clone())])
            }
            Self::NumberTooLarge { slug, path, limit } => {
                let arguments = [("slug", slug), ("path", path), ("limit", limit)];
                ("number-in-record", arguments.map(|(name, value)| (name, value.clone())).into())
            }
            Self::RecordTooLarge { slug } => {
                let limit = (folder::MAX_FILE_BYTES >> 20).to_string();
                ("record-too-large", vec![("slug", slug.clone()), ("limit", limit)])
            }
            Self::EmailTaken(address) => ("email-taken", vec![("address", address.clone())]),
            Self::LastAdministrator => ("last-administrator", Vec::new()),
            Self::DraftLimit(_) => ("draft-limit", Vec::new()),
            Self::ProposalLimit => ("proposal-limit", Vec::new()),
            Self::ContributionLimit => ("contribution-limit", Vec::new()),
            _ => return None,
        })
    }

    /// The message of a failure of the machine, which its operator can remedy; `None` for other errors.
    pub fn machine_problem(&self) -> Option<ProblemMessage> {
        let (code, arguments) = match self {
            Self::Unusable { path, reason } => {
                let path = ("path", path.clone());
                match reason {
                    UnusableReason::CannotOpen => ("database-cannot-open", vec![path]),
                    UnusableReason::NotADatabase => ("database-damaged", vec![path]),
                    UnusableReason::ReadOnly => ("database-read-only", vec![path]),
                    UnusableReason::Full => ("database-full", Vec::new()),
                    UnusableReason::Locked => ("database-locked", Vec::new()),
                    UnusableReason::Failed(detail) => {
                        ("database-failed", vec![path, ("detail", detail.clone())])
                    }
                }
            }
            Self::Newer { found, known } => {
                ("database-newer", vec![("found", found.to_string()), ("known", known.to_string())])
            }
            Self::Busy(_) => ("database-locked", Vec::new()),
            Self::Full(_) => ("database-full", Vec::new()),
            Self::Database(e) if primary_code(e) == Some(sqlite_code::IO) => {
                ("database-unwritable", Vec::new())
            }
            Self::ReadOnly(_) => ("database-read-only", vec![("path", "register.sqlite".to_owned())]),
            _ => return None,
        };
        Some((code, arguments))
    }
}

/// Primary result codes of SQLite (<https://www.sqlite.org/rescode.html>).
pub(crate) mod sqlite_code {
    pub const BUSY: u32 = 5;
    pub const LOCKED: u32 = 6;
    pub const READ_ONLY: u32 = 8;
    pub const IO: u32 = 10;
    pub const CORRUPT: u32 = 11;
    pub const FULL: u32 = 13;
    pub const CANNOT_OPEN: u32 = 14;
    pub const NOT_A_DATABASE: u32 = 26;
}

/// Codes of errors that affect one statement only: SQL error, constraint, type mismatch, bind out of range.
const STATEMENT_CODES: [u32; 4] = [1, 19, 20, 25];

/// The primary result code of an SQLite error; `None` for other errors.
pub(crate) fn primary_code(e: &sqlx::Error) -> Option<u32> {
    let code: u32 = e.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xFF)
}

/// The reason why a file cannot be used as a database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UnusableReason {
    /// The folder is missing, or this user may not use it.
    #[error("the folder is missing or this user may not write there; choose another with --data")]
    CannotOpen,
    /// The file has another format, or is damaged.
    #[error(
        "the file is not a Portulan database, or is damaged; restore a backup, or choose another folder with --data"
    )]
    NotADatabase,
    /// The folder or the file is read-only.
    #[error(
        "the folder or the file is read-only; allow this user to write there, or choose another folder with --data"
    )]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full; make room and repeat")]
    Full,
    /// Another program holds a lock.
    #[error("the database is locked by another program; end it and repeat")]
    Locked,
    /// Another failure of the database, in its own words.
    #[error("{0}")]
    Failed(String),
}

impl From<&sqlx::Error> for UnusableReason {
    fn from(e: &sqlx::Error) -> Self {
        match primary_code(e) {
            Some(sqlite_code::CANNOT_OPEN) => Self::CannotOpen,
            Some(sqlite_code::NOT_A_DATABASE | sqlite_code::CORRUPT) => Self::NotADatabase,
            Some(sqlite_code::READ_ONLY) => Self::ReadOnly,
            Some(sqlite_code::FULL) => Self::Full,
            Some(sqlite_code::BUSY | sqlite_code::LOCKED) => Self::Locked,
            _ => Self::Failed(e.to_string()),
        }
    }
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
    /// A stored value that cannot be read, with the record or other object that it belongs to.
    pub(crate) fn damaged(id: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Damaged { id: id.into(), source: source.into() }
    }

    /// The database error after which the connection is unusable, since SQLite may have rolled back the whole
    /// transaction. `None` if the store refused the change, or only one statement failed.
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
