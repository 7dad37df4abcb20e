//! Records as they are stored.
use jiff::Timestamp;
use portulan_model::{Kind, Record, State, Text};
use uuid::Uuid;

/// A stored record.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRecord {
    /// The record.
    pub record: Record,
    /// The number of this revision, from 1.
    pub revision: i64,
    /// The moment at which the record was first stored.
    pub created: Timestamp,
    /// The moment of this revision.
    pub updated: Timestamp,
}

/// The revisions to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The newest revision of every record.
    Latest,
    /// The published revision of every record that has one.
    Published,
    /// The revision of every record that was published at a moment. What was erased since is not among them.
    AsOf(Timestamp),
}

/// One change of a batch.
#[derive(Debug, Clone)]
pub enum Change {
    /// A record that does not exist.
    Create(Record),
    /// A record that exists in the given revision; refused if it was changed since.
    Update {
        /// The record as it shall be.
        record: Record,
        /// The revision that the author saw.
        seen: i64,
    },
    /// A record that is deleted; refused while others refer to it.
    Delete {
        /// Its identity.
        id: Uuid,
        /// The revision that the author saw.
        seen: i64,
        /// True to remove the references to it instead, each with a revision of the record that refers to it.
        unlink: bool,
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

/// The author of a change, and the reason.
#[derive(Debug, Clone, Default)]
pub struct Author {
    /// The person or program.
    pub name: String,
    /// The user; `None` for the operator at the command line.
    pub user: Option<Uuid>,
    /// The token through which the user acts, if it is one.
    pub token: Option<Uuid>,
    /// The reason given.
    pub reason: String,
    /// True if the content was proposed by another user. What it refers to then gives no user a right.
    pub accepts_proposal: bool,
}

impl Author {
    /// The operator, through a command.
    pub fn operator(command: &str) -> Self {
        Self { name: command.to_owned(), ..Self::default() }
    }

    /// A user in a browser.
    pub fn user(id: Uuid, name: &str, reason: &str) -> Self {
        Self { name: name.to_owned(), user: Some(id), reason: reason.to_owned(), ..Self::default() }
    }
}

/// One revision in a record's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// The record as it was.
    pub record: Record,
    /// The moment at which it was made.
    pub made: Timestamp,
    /// The name of its author.
    pub author: String,
    /// The user who made it; `None` for the operator.
    pub user: Option<Uuid>,
    /// The reason given.
    pub reason: String,
}

/// A picture's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A record in a list: its name and state, without its body.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordSummary {
    /// Its identity.
    pub id: Uuid,
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: Text,
    /// The state of its newest revision.
    pub state: State,
    /// The number of its newest revision.
    pub revision: i64,
    /// The number of the revision that the public sees.
    pub published: Option<i64>,
    /// The moment of the newest revision.
    pub updated: Timestamp,
    /// The name of its author.
    pub author: String,
}

/// The records to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// In this state only.
    pub state: Option<State>,
    /// With this slug only.
    pub slug: String,
    /// With this in the name, in any language, without case or accents.
    pub words: String,
    /// True if the name must be just that.
    pub exactly: bool,
    /// The newest first, instead of by name.
    pub newest: bool,
    /// Those that refer to this record.
    pub refers_to: Option<Uuid>,
    /// Those that the public sees as they are, or that [belong](crate::Store::belongs) to these partnerships.
    pub seen_from: Option<Vec<Uuid>>,
    /// Also those of kinds that are private.
    pub private: bool,
    /// How many to leave out first.
    pub skip: u32,
    /// How many at most; 0 for all.
    pub limit: u32,
}

/// A list of records, and how many there are in all.
#[derive(Debug, Clone, Default)]
pub struct RecordPage {
    /// The records asked for.
    pub heads: Vec<RecordSummary>,
    /// How many the filter matches in all.
    pub total: u64,
}
