//! What can go wrong with a store, and what to do about it.
use uuid::Uuid;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed the record meanwhile.
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
    /// A kept body cannot be read.
    #[error("record {id} is damaged: {why}; restore it from a backup or from an exported folder")]
    Damaged {
        /// The record.
        id: String,
        /// What the reader says.
        why: String,
    },
    /// The disk or the database failed; nothing of the change was kept.
    #[error("the change was not kept: {0}")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(e: sqlx::Error) -> Self {
        let text = e.to_string();
        let full = text.contains("(code: 13)") || text.contains("disk is full");
        let read_only = text.contains("readonly database");
        Self::Database(if full {
            "the disk is full; make room and repeat".to_owned()
        } else if read_only {
            "the folder or its database is read-only; allow this user to write there".to_owned()
        } else {
            text
        })
    }
}
