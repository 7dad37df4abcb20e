//! The storage of records: the [`Store`] trait and its implementations.
//!
//! Each record is stored whole, with append-only revisions and its references extracted into a table with
//! foreign keys. Every change goes through [`RecordWriter::apply`], which is all or nothing.
mod accounts;
mod audit;
mod contributions;
mod declarations;
mod document_files;
mod environment;
mod error;
mod events;
mod factors;
mod filter;
mod hooks;
mod imports;
mod outbox;
mod pictures;
mod policy;
mod register;
mod role;
mod setting;
mod sqlite;
mod tasks;
mod token_scope;
mod tokens;
mod views;
mod workflow;

use std::collections::{BTreeMap, HashMap, HashSet};

use async_trait::async_trait;
use portulan_model::{FileKind, Kind, Record, State, Version};
use uuid::Uuid;

pub use accounts::{Accounts, LinkUse, Purpose, Session, User, UserChange};
pub use audit::{AuditAction, AuditEntry, AuditFilter, AuditLine};
pub use contributions::{
    Contribution, ContributionAnswer, ContributionPicture, ContributionStage, ContributionStore,
    MAX_CONTRIBUTION_BYTES, MAX_CONTRIBUTION_PICTURES, MAX_CONTRIBUTION_PICTURES_BYTES,
    MAX_OPEN_CONTRIBUTIONS, SeenContribution, SentContribution,
};
pub use declarations::{DeclarationStore, StoredDeclaration};
pub use document_files::{DocumentFileStore, FILE_PART_BYTES, StoredDocument};
pub use environment::{Clock, Environment, RandomError, RandomSource, SystemClock, SystemRandom};
pub use error::{StoreError, UnusableReason};
pub use events::{Actor, EditorialEvent, EventStore, NumberedEvent};
pub use factors::{Passkey, SecondFactors};
pub use filter::{AmountTotal, Filter, ListFigures, ListOrder, NameFilter};
pub use hooks::{Delivery, Hook, Hooks};
pub use imports::{
    ImportStore, MAX_DECISION_BYTES, MAX_WAITING_BYTES, MAX_WAITING_IMPORTS, WaitingImport, WaitingStage,
};
pub use outbox::{Mail, Outbox, QueuedMail};
pub use pictures::{PictureSize, PictureStore, StoredPicture};
pub use policy::{
    AccountAction, AccountPolicy, ActingUser, Action, Decision, Denial, Policy, PolicySettings, Principal,
    RecordFacts, Request, operator_accounts, operator_only,
};
pub use register::{
    AgendaFilter, AgendaLine, Author, Change, ContributionAcceptance, ExcerptPart, IncompleteRecord,
    RecordPage, RecordSummary, Revision, Scope, SearchHit, SearchPage, StoredFile, StoredRecord,
};

pub use role::UserRole;
pub use setting::SettingKey;
pub use sqlite::SqliteStore;
pub use tasks::{Task, TaskFilter, Tasks};
pub use token_scope::TokenScope;
pub use tokens::{Token, Tokens};
pub use views::{MAX_SAVED_VIEWS, SavedView, SavedViews};
pub use workflow::{
    Comment, CommentResolution, Draft, MAX_DRAFT_BYTES, MAX_DRAFTS, MAX_DRAFTS_BYTES, MAX_OPEN_PROPOSALS,
    Proposal, ProposalAnswer, Scheduled, WorkflowStore,
};

/// Receives records in batches. Returns true for more.
pub type RecordVisitor<'a> = dyn FnMut(Vec<StoredRecord>) -> bool + Send + 'a;

/// The storage of a register. Implementations pass one shared suite of tests.
#[async_trait]
pub trait Store: Send + Sync {
    /// All records in a scope, by kind and slug.
    async fn records(&self, scope: Scope) -> Result<Vec<StoredRecord>, StoreError>;

    /// Passes the records in a scope to `take`, kind by kind in the given order and ordered by slug, in
    /// batches of at most 64, all from one point in time, until `take` returns false. Memory does not grow
    /// with the register.
    async fn each(
        &self,
        scope: Scope,
        kinds: &[Kind],
        take: &mut RecordVisitor<'_>,
    ) -> Result<(), StoreError>;

    /// The newest revision of every record of a kind, ordered by slug.
    async fn records_of(&self, kind: Kind) -> Result<Vec<StoredRecord>, StoreError>;

    /// The newest revision of one record.
    async fn record(&self, kind: Kind, slug: &str) -> Result<Option<StoredRecord>, StoreError>;

    /// The newest revision of the record with this identity.
    async fn record_of(&self, id: Uuid) -> Result<Option<StoredRecord>, StoreError>;

    /// The newest revisions of some records, in the order of the identities; those that do not exist are left out.
    async fn records_by_id(&self, ids: &[Uuid]) -> Result<Vec<StoredRecord>, StoreError>;

    /// The number of bytes of the stored bodies of some records, in their newest revisions; the bodies are not read.
    async fn body_bytes(&self, ids: &[Uuid]) -> Result<u64, StoreError>;

    /// A page of a list, with the number of all records that the filter matches.
    async fn list(&self, filter: &Filter) -> Result<RecordPage, StoreError>;

    /// The records that a filter matches, without counting the others.
    async fn summaries(&self, filter: &Filter) -> Result<Vec<RecordSummary>, StoreError>;

    /// Those of some records that a filter matches, in the order of the identities.
    async fn summaries_by_id(&self, ids: &[Uuid], filter: &Filter) -> Result<Vec<RecordSummary>, StoreError>;

    /// Those of some records, named by kind and slug, that a filter matches; each once, in no order.
    async fn summaries_by_slug(
        &self,
        slugs: &[(Kind, String)],
        filter: &Filter,
    ) -> Result<Vec<RecordSummary>, StoreError>;

    /// The number of records that a filter matches.
    async fn count(&self, filter: &Filter) -> Result<u64, StoreError>;

    /// Those of some names, normalized for search, that several records of a kind have.
    async fn shared_names(&self, kind: Kind, names: &[String]) -> Result<HashSet<String>, StoreError>;

    /// The records of a kind that some aliases mean: names in any language, slugs, identities, IATI identifiers, all
    /// normalized for search.
    async fn aliases(&self, kind: Kind, aliases: &[String])
    -> Result<HashMap<String, Vec<Uuid>>, StoreError>;

    /// The numbers of the list of a filter with a kind, all of one moment. With `values`, the values by which it can be narrowed are among
    /// them, at most so many of each facet, and the sums of amounts.
    async fn list_figures(&self, filter: &Filter, values: Option<u32>) -> Result<ListFigures, StoreError>;

    /// Dates of records that are not archived, the earliest first.
    async fn agenda(&self, filter: &AgendaFilter) -> Result<Vec<AgendaLine>, StoreError>;

    /// The number of dates that a filter matches.
    async fn agenda_count(&self, filter: &AgendaFilter) -> Result<u64, StoreError>;

    /// Records that lack something themselves, by kind and slug.
    async fn incomplete(&self, filter: &Filter) -> Result<Vec<IncompleteRecord>, StoreError>;

    /// The records of a filter that contain all words of a text, each at least as the beginning of a word, in the newest revision or in
    /// the file of a document. Case and accents do not matter; an amount is found however its digits are grouped. Excerpts are in
    /// a language if a text in it was found. Order and name of the filter are not used.
    async fn search(&self, words: &str, language: &str, filter: &Filter) -> Result<SearchPage, StoreError>;

    /// True if there is no record.
    async fn is_empty(&self) -> Result<bool, StoreError>;

    /// The number of records of each kind in each state.
    async fn counts(&self) -> Result<Vec<(Kind, State, u64)>, StoreError>;

    /// Digests of all files by type and name: SHA-256, hexadecimal.
    async fn file_digests(&self) -> Result<BTreeMap<(FileKind, String), String>, StoreError>;

    /// The files of all pictures, ordered by name.
    async fn files(&self) -> Result<Vec<StoredFile>, StoreError>;

    /// The history of a record, the newest revision first; empty for an unknown record.
    async fn history(&self, id: Uuid) -> Result<Vec<Revision>, StoreError>;

    /// A page of the history of a record: at most `limit` revisions before a number, or the newest ones, the newest first.
    async fn history_page(
        &self,
        id: Uuid,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Revision>, StoreError>;

    /// The number of the published revision of a record, if there is one.
    async fn published_revision(&self, id: Uuid) -> Result<Option<i64>, StoreError>;

    /// One revision of a record.
    async fn revision(&self, id: Uuid, number: i64) -> Result<Option<Revision>, StoreError>;

    /// All publications and withdrawals of records of public kinds, the newest first.
    async fn versions(&self) -> Result<Vec<Version>, StoreError>;

    /// A number that grows with every change.
    async fn generation(&self) -> Result<i64, StoreError>;

    /// A number that grows with every change that the public can see.
    async fn publication(&self) -> Result<i64, StoreError>;
}

/// Changes of records. Each change evaluates a [`Policy`] inside its transaction, and is rolled back if the
/// policy denies it.
#[async_trait]
pub trait RecordWriter: Send + Sync {
    /// Applies all changes or none. Once it returns, they survive a crash.
    async fn apply(&self, changes: Vec<Change>, author: &Author, policy: Policy) -> Result<(), StoreError>;

    /// The decisions of the policy about some changes at this moment, in their order. Nothing is changed.
    async fn review(
        &self,
        changes: &[Change],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Decision>, StoreError>;

    /// The decisions of the policy about some actions on a record in its current state, in their order. If
    /// `record` does not exist yet, its references determine its scope.
    async fn evaluate(
        &self,
        record: &Record,
        actions: &[Action],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Decision>, StoreError>;

    /// Those of some existing records on which the policy allows an action in their current state.
    async fn allowed(
        &self,
        ids: &[Uuid],
        action: Action,
        author: &Author,
        policy: Policy,
    ) -> Result<HashSet<Uuid>, StoreError>;

    /// Schedules the publication of a revision. Returns an error if the record has a newer revision.
    async fn schedule(
        &self,
        scheduled: Scheduled,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Cancels a scheduled publication.
    async fn unschedule(
        &self,
        record: Uuid,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Cancels a scheduled publication that has become impossible, without evaluating the policy; only if it
    /// is still scheduled for the same revision.
    async fn drop_schedule(&self, scheduled: &Scheduled, log: AuditEntry) -> Result<(), StoreError>;

    /// Stores a proposal.
    async fn put_proposal(
        &self,
        proposal: Proposal,
        author: &Author,
        policy: Policy,
    ) -> Result<(), StoreError>;

    /// Answers a proposal and applies its changes, in one transaction. Returns false if it has been answered
    /// before. Its author may decline it, whatever the policy decides.
    async fn answer_proposal(
        &self,
        id: Uuid,
        answer: ProposalAnswer,
        changes: Vec<Change>,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Adds a comment that mentions users. Returns the mentioned users who may not view the record: they are
    /// not notified.
    async fn put_comment(
        &self,
        comment: Comment,
        mentions: &[Uuid],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Uuid>, StoreError>;

    /// Marks a comment on a record as resolved, or opens it again.
    async fn resolve_comment(
        &self,
        record: Uuid,
        comment: Uuid,
        resolved: bool,
        author: &Author,
        policy: Policy,
    ) -> Result<(), StoreError>;

    /// Applies all changes and adds a comment that mentions users, or does nothing. Returns the mentioned users who may not view the
    /// record: they are not notified.
    async fn apply_with_comment(
        &self,
        changes: Vec<Change>,
        comment: Comment,
        mentions: &[Uuid],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Uuid>, StoreError>;

    /// Stores a new task. Returns an error if it concerns a record that its assignee may not view.
    async fn put_task(
        &self,
        task: Task,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError>;
}

/// The storage that the editorial service needs.
pub trait EditorialStore:
    Store + WorkflowStore + Accounts + RecordWriter + EventStore + ContributionStore
{
}

impl<T: Store + WorkflowStore + Accounts + RecordWriter + EventStore + ContributionStore> EditorialStore
    for T
{
}

/// The storage that the back office needs. It changes records through the editorial service only.
pub trait OfficeStore:
    SiteStore
    + Accounts
    + SecondFactors
    + Tokens
    + Hooks
    + WorkflowStore
    + Tasks
    + Outbox
    + EventStore
    + ImportStore
    + SavedViews
    + ContributionStore
{
}

impl<T> OfficeStore for T where
    T: SiteStore
        + Accounts
        + SecondFactors
        + Tokens
        + Hooks
        + WorkflowStore
        + Tasks
        + Outbox
        + EventStore
        + ImportStore
        + SavedViews
        + ContributionStore
{
}

/// The storage that the public site needs.
pub trait SiteStore: Store + PictureStore + DocumentFileStore + DeclarationStore {}

impl<T: Store + PictureStore + DocumentFileStore + DeclarationStore> SiteStore for T {}

/// The alias under which the record of a file is found (see [`Store::aliases`]).
pub fn file_alias(file: &str) -> String {
    format!("file:{file}")
}

/// True if records in this state are visible to the public.
fn is_public(state: State) -> bool {
    state == State::Published
}
