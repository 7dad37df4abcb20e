//! Records as they are stored.
use jiff::Timestamp;
use jiff::civil::Date;
use portulan_model::{AgendaEntry, AgendaKind, Kind, Record, State, Text};
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

/// The records to list. The default is all that are not private, by name.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// In this state only.
    pub state: Option<State>,
    /// With this slug only.
    pub slug: Option<String>,
    /// With such a name only.
    pub name: Option<NameFilter>,
    /// The order.
    pub order: ListOrder,
    /// Contacts whose data should have been deleted before this day.
    pub stored_too_long_on: Option<Date>,
    /// Those that lack something themselves.
    pub incomplete: bool,
    /// Those that refer to this record.
    pub refers_to: Option<Uuid>,
    /// Those that the public sees as they are, or that belong to these partnerships.
    pub seen_from: Option<Vec<Uuid>>,
    /// Also those of kinds that are private.
    pub private: bool,
    /// The number of records to leave out first.
    pub skip: u32,
    /// The number of records at most; `None` for all.
    pub limit: Option<u32>,
}

/// A condition on names. Case, accents and kinds of apostrophes do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFilter {
    /// The name in some language contains this; anything matches an empty text.
    Contains(String),
    /// The name contains this, or the name of a record of this kind to which it refers does.
    ContainsOrRefersTo(String, Kind),
    /// The name in some language is this.
    Is(String),
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListOrder {
    /// By name.
    #[default]
    Name,
    /// The newest revision first.
    Newest,
}

impl Filter {
    /// Records of one kind.
    pub fn of(kind: Kind) -> Self {
        Self::default().kind(kind)
    }

    /// Narrows the filter to a kind.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Narrows the filter to a state; `None` leaves it as it is.
    #[must_use]
    pub fn state(self, state: impl Into<Option<State>>) -> Self {
        Self { state: state.into().or(self.state), ..self }
    }

    /// Narrows the filter to a slug.
    #[must_use]
    pub fn slug(self, slug: impl Into<String>) -> Self {
        Self { slug: Some(slug.into()), ..self }
    }

    /// Narrows the filter to names that contain a text.
    #[must_use]
    pub fn containing(self, words: impl Into<String>) -> Self {
        Self { name: Some(NameFilter::Contains(words.into())), ..self }
    }

    /// Narrows the filter to names that are a text.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(NameFilter::Is(name.into())), ..self }
    }

    /// Narrows the filter to records that refer to another.
    #[must_use]
    pub fn referring_to(self, target: Uuid) -> Self {
        Self { refers_to: Some(target), ..self }
    }

    /// Sets the order.
    #[must_use]
    pub fn order(self, order: ListOrder) -> Self {
        Self { order, ..self }
    }

    /// Sets whether private kinds are listed.
    #[must_use]
    pub fn private(self, private: bool) -> Self {
        Self { private, ..self }
    }

    /// Leaves out the first `skip` records and lists at most `limit`.
    #[must_use]
    pub fn page(self, skip: u32, limit: u32) -> Self {
        Self { skip, limit: Some(limit), ..self }
    }

    /// Lists at most `limit` records.
    #[must_use]
    pub fn first(self, limit: u32) -> Self {
        self.page(0, limit)
    }
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

/// A record that lacks something.
#[derive(Debug, Clone, PartialEq)]
pub struct IncompleteRecord {
    /// The record.
    pub record: RecordSummary,
    /// Codes of problems, each with a field or an empty text (see [`portulan_model::check::gaps`]).
    pub gaps: Vec<(String, String)>,
}

/// A list of records, and how many there are in all.
#[derive(Debug, Clone, Default)]
pub struct RecordPage {
    /// The records asked for.
    pub heads: Vec<RecordSummary>,
    /// How many the filter matches in all.
    pub total: u64,
}
