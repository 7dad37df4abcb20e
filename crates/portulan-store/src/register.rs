//! Stored records.
use jiff::Timestamp;
use jiff::civil::Date;
use portulan_model::{AgendaEntry, AgendaKind, FileKind, Kind, Record, State, Text};
use uuid::Uuid;

use crate::Filter;

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
    /// Stores or replaces a file.
    PutFile {
        /// The type of the file.
        kind: FileKind,
        /// The file name.
        name: String,
        /// The content.
        bytes: Vec<u8>,
    },
    /// Deletes a file.
    DeleteFile {
        /// The type of the file.
        kind: FileKind,
        /// The file name.
        name: String,
    },
}

/// The contribution that a change accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContributionAcceptance {
    /// The contribution.
    pub id: Uuid,
    /// The version of its content that the user saw.
    pub seen: i64,
    /// The accepted parts, as JSON.
    pub taken: String,
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
    /// The stored import that the changes apply, if any: it is marked as applied in their transaction.
    pub import: Option<Uuid>,
    /// The contribution that the changes accept, if any: it is marked as accepted in their transaction.
    pub contribution: Option<ContributionAcceptance>,
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

/// The dates to read.
#[derive(Debug, Clone)]
pub struct AgendaFilter {
    /// Of these kinds only.
    pub kinds: Vec<AgendaKind>,
    /// Dates that end on this day or later.
    pub from: Option<Date>,
    /// Dates that start on this day or earlier.
    pub to: Option<Date>,
    /// Dates that end before this day.
    pub ended_before: Option<Date>,
    /// Dates that are still of interest on this day (see [`AgendaEntry::until`]).
    pub of_interest_on: Option<Date>,
    /// Of these records only; order, `skip` and `limit` do not matter here.
    pub records: Filter,
    /// The number of dates at most.
    pub limit: u32,
}

/// A date of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaLine {
    /// The record.
    pub record: RecordSummary,
    /// The place of the date among those of its record, from 0.
    pub position: i64,
    /// The date.
    pub entry: AgendaEntry,
}

impl AgendaLine {
    /// The day of a deadline: a reminder is a day; what is due in a month may be done until its end.
    pub fn day(&self) -> Date {
        match self.entry.kind {
            AgendaKind::AgreementReminder => self.entry.start,
            _ => self.entry.end,
        }
    }
}

/// A record that lacks something.
#[derive(Debug, Clone, PartialEq)]
pub struct IncompleteRecord {
    /// The record.
    pub record: RecordSummary,
    /// Codes of problems, each with a field or an empty text (see [`portulan_model::check::gaps`]).
    pub gaps: Vec<(String, String)>,
}

/// A record that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The record.
    pub record: RecordSummary,
    /// Words around those that were found; empty if they are in the name only.
    pub excerpt: Vec<ExcerptPart>,
}

/// A part of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptPart {
    /// The text.
    pub text: String,
    /// True if it was searched for.
    pub is_found: bool,
}

/// A page of the results of a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchPage {
    /// The records, the most relevant first.
    pub hits: Vec<SearchHit>,
    /// The number of records that were found.
    pub total: u64,
}

/// A page of a list, with the total number of records.
#[derive(Debug, Clone, Default)]
pub struct RecordPage {
    /// The records.
    pub heads: Vec<RecordSummary>,
    /// The number of records that match the filter.
    pub total: u64,
}
