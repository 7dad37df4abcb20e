//! Commands on records: save, publish, archive, delete, import.
use portulan_model::{Body, FileKind, Record, State};
use portulan_store::{Action, Author, Change, Decision, StoreError};
use uuid::Uuid;

use crate::{Editorial, EditorialError, policy};

/// The number of slugs tried for a new record: the wanted one, then with a number.
pub(crate) const MAX_SLUGS: u32 = 100;

/// A record to add.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// The record.
    pub record: Record,
    /// True if the slug was chosen by a user; otherwise the next free one is taken.
    pub exact_slug: bool,
    /// Files of the record, by name.
    pub files: Vec<(String, Vec<u8>)>,
}

impl NewRecord {
    /// A record without files, with the next free slug.
    pub fn new(record: Record) -> Self {
        Self { record, exact_slug: false, files: Vec::new() }
    }
}

/// The changes that store files of a record. Records of other kinds than pictures and documents have none.
pub(crate) fn file_changes(
    record: &Record,
    files: Vec<(String, Vec<u8>)>,
) -> impl Iterator<Item = Change> + use<> {
    let kind = FileKind::of(record.kind());
    files.into_iter().filter_map(move |(name, bytes)| Some(Change::PutFile { kind: kind?, name, bytes }))
}

impl Editorial {
    /// Adds a record. Returns its slug.
    pub async fn create(&self, author: &Author, new: NewRecord) -> Result<String, EditorialError> {
        let NewRecord { mut record, exact_slug, files } = new;
        if record.state == State::Published {
            self.require_valid(&record).await?;
        }
        let files: Vec<Change> = file_changes(&record, files).collect();
        let wanted = record.slug.clone();
        for number in 2..=MAX_SLUGS {
            let changes = files.iter().cloned().chain([Change::Create(record.clone())]).collect();
            match self.store.apply(changes, author, policy::decide).await {
                Err(StoreError::SlugTaken { .. }) if !exact_slug => {
                    record.slug = format!("{wanted}-{number}");
                }
                other => {
                    other?;
                    self.changed();
                    return Ok(record.slug);
                }
            }
        }
        Err(StoreError::SlugTaken { kind: record.kind().folder().to_owned(), slug: wanted }.into())
    }

    /// Saves a record as a draft or for review, based on the revision that its author saw. `files` are stored
    /// with it, by name.
    pub async fn save(
        &self,
        author: &Author,
        record: Record,
        seen: i64,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<(), EditorialError> {
        let mut changes: Vec<Change> = file_changes(&record, files).collect();
        changes.push(Change::Update { record, seen });
        self.apply(author, changes).await
    }

    /// Publishes the revision that its author saw.
    pub async fn publish(&self, author: &Author, id: Uuid, seen: i64) -> Result<(), EditorialError> {
        self.publish_together(author, &[(id, seen)]).await
    }

    /// Publishes several records, each in the revision that its author saw: all of them or none.
    pub async fn publish_together(
        &self,
        author: &Author,
        records: &[(Uuid, i64)],
    ) -> Result<(), EditorialError> {
        let mut changes = Vec::with_capacity(records.len());
        for &(id, seen) in records {
            let record = Record { state: State::Published, ..self.newest(id, seen).await? };
            changes.push(Change::Update { record, seen });
        }
        // Rights come first: a user without the right to publish must not learn the errors of the record.
        self.store
            .review(&changes, author, policy::decide)
            .await?
            .into_iter()
            .collect::<Result<Vec<()>, _>>()
            .map_err(EditorialError::Denied)?;
        for change in &changes {
            if let Change::Update { record, .. } = change {
                self.require_valid(record).await?;
            }
        }
        self.apply(author, changes).await
    }

    /// Unpublishes a record: withdraws it from the public; work on it continues.
    pub async fn unpublish(&self, author: &Author, id: Uuid, seen: i64) -> Result<(), EditorialError> {
        let record = Record { state: State::Unpublished, ..self.newest(id, seen).await? };
        self.save(author, record, seen, Vec::new()).await
    }

    /// Archives a record: withdraws it from the public.
    pub async fn archive(&self, author: &Author, id: Uuid, seen: i64) -> Result<(), EditorialError> {
        let record = Record { state: State::Archived, ..self.newest(id, seen).await? };
        self.save(author, record, seen, Vec::new()).await
    }

    /// Reads the newest revision of a record. Returns an error if it is not the one that the author saw.
    async fn newest(&self, id: Uuid, seen: i64) -> Result<Record, EditorialError> {
        let stored = self.store.record_of(id).await?.ok_or(EditorialError::Missing)?;
        if stored.revision == seen { Ok(stored.record) } else { Err(EditorialError::Conflict(None)) }
    }

    /// Deletes a record permanently, with its history. Returns an error if other records refer to it.
    pub async fn erase(&self, author: &Author, id: Uuid, seen: i64) -> Result<(), EditorialError> {
        self.apply(author, vec![Change::Delete { id, seen, unlink: false }]).await
    }

    /// Deletes a record permanently, and removes the references to it from the records that refer to it.
    pub async fn erase_and_unlink(&self, author: &Author, id: Uuid, seen: i64) -> Result<(), EditorialError> {
        self.apply(author, vec![Change::Delete { id, seen, unlink: true }]).await
    }

    /// Applies the changes of an import, all or none. They were checked when the import was planned; the
    /// policy decides about them now.
    pub async fn import(&self, author: &Author, changes: Vec<Change>) -> Result<(), EditorialError> {
        self.apply(author, changes).await
    }

    /// The decisions of the policy about the changes of an import at this moment, in their order.
    pub async fn review_import(
        &self,
        author: &Author,
        changes: &[Change],
    ) -> Result<Vec<Decision>, EditorialError> {
        Ok(self.store.review(changes, author, policy::decide).await?)
    }

    /// True if a user may publish imported records immediately: the decision of the policy about a new public
    /// record.
    pub async fn may_publish_import(&self, author: &Author) -> Result<bool, EditorialError> {
        let body = Body::Organisation(Box::default());
        let record =
            Record { id: self.environment.new_id()?, slug: String::new(), state: State::Published, body };
        self.allows(author, &record, Action::Create(State::Published)).await
    }

    async fn apply(&self, author: &Author, changes: Vec<Change>) -> Result<(), EditorialError> {
        self.store.apply(changes, author, policy::decide).await?;
        self.changed();
        Ok(())
    }
}
