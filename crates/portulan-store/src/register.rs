//! Stored records.
use jiff::Timestamp;
use portulan_model::{Kind, Record, State, Text};
use uuid::Uuid;

/// A stored record.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRecord {
    /// The record.
    pub record: Record,
    /// The revision number, from 1.
    pub revision: i64,
    /// The time of the first revision.
    pub created: Timestamp,
    /// The time of this revision.
    pub updated: Timestamp,
}

/// The revisions to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The newest revision of every record.
    Latest,
    /// The published revision of every published record.
    Published,
    /// The revision of every record that was published at a point in time. Records deleted since are missing.
    AsOf(Timestamp),
}

/// One change of a batch.
#[derive(Debug, Clone)]
pub enum Change {
    /// Creates a record.
    Create(Record),
    /// Updates a record. Fails if it has changed since the given revision.
    Update {
        /// The new content.
        record: Record,
        /// The revision that the author saw.
        seen: i64,
    },
    /// Deletes a record. Fails while other records refer to it.
    Delete {
        /// The identity.
        id: Uuid,
        /// The revision that the author saw.
        seen: i64,
        /// True to remove the references to it, each with a new revision of the referring record.
        unlink: bool,
    },
    /// Stores or replaces the file of a picture.
    PutFile {
        /// The file name.
        name: String,
        /// The content.
        bytes: Vec<u8>,
    },
    /// Deletes a file.
    DeleteFile {
        /// The file name.
        name: String,
    },
}

/// The author of a change, and the reason.
#[derive(Debug, Clone, Default)]
pub struct Author {
    /// The name of the user or program.
    pub name: String,
    /// The user; `None` for the operator at the command line.
    pub user: Option<Uuid>,
    /// The token that the user acts through, if any.
    pub token: Option<Uuid>,
    /// The reason.
    pub reason: String,
    /// True if the content was proposed by another user. Its references then grant no rights.
    pub accepts_proposal: bool,
}

impl Author {
    /// The operator, with the name of a command.
    pub fn operator(command: &str) -> Self {
        Self { name: command.to_owned(), ..Self::default() }
    }

    /// A user in a browser.
    pub fn user(id: Uuid, name: &str, reason: &str) -> Self {
        Self { name: name.to_owned(), user: Some(id), reason: reason.to_owned(), ..Self::default() }
    }
}

/// A revision of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The revision number, from 1.
    pub number: i64,
    /// The record in this revision.
    pub record: Record,
    /// The time.
    pub made: Timestamp,
    /// The name of its author.
    pub author: String,
    /// The user; `None` for the operator.
    pub user: Option<Uuid>,
    /// The reason.
    pub reason: String,
}

/// The file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The file name.
    pub name: String,
    /// The SHA-256 digest of the content, in hexadecimal.
    pub digest: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A record in a list, without its body.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordSummary {
    /// The identity.
    pub id: Uuid,
    /// The kind.
    pub kind: Kind,
    /// The slug.
    pub slug: String,
    /// The name.
    pub name: Text,
    /// The state of the newest revision.
    pub state: State,
    /// The number of the newest revision.
    pub revision: i64,
    /// The number of the published revision.
    pub published: Option<i64>,
    /// The time of the newest revision.
    pub updated: Timestamp,
    /// The author of the newest revision.
    pub author: String,
}

/// A filter for lists of records.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Records of this kind only.
    pub kind: Option<Kind>,
    /// Records in this state only.
    pub state: Option<State>,
    /// The record with this slug only; empty for all.
    pub slug: String,
    /// Records whose name contains these words in any language, ignoring case and accents; empty for all.
    pub words: String,
    /// True if the whole name must be equal to `words`.
    pub exactly: bool,
    /// True for the newest first, false for order by name.
    pub newest: bool,
    /// Records that refer to this record only.
    pub refers_to: Option<Uuid>,
    /// Published records, and those that belong to these partnerships.
    pub seen_from: Option<Vec<Uuid>>,
    /// True to include private kinds.
    pub private: bool,
    /// The number of records to skip.
    pub skip: u32,
    /// The largest number of records; 0 for all.
    pub limit: u32,
}

/// A page of a list, with the total number of records.
#[derive(Debug, Clone, Default)]
pub struct RecordPage {
    /// The records.
    pub heads: Vec<RecordSummary>,
    /// The number of records that match the filter.
    pub total: u64,
}
