//! Writing: a batch of changes in one transaction.
use std::collections::BTreeSet;

use portulan_model::{FileKind, Kind, Record, State, hex, remove_refs};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::audit::log;
use super::batch::{Batch, StoredHead};
use super::derived;
use super::document_files::put_document;
use super::events::emit;
use super::facts::Asking;
use super::owners;
use super::owners::EarlierReferences;
use super::revisions::{delete, put_file, put_head, put_revision};
use super::stored_form::identity;
use crate::{
    Action, AuditAction, AuditEntry, Change, Decision, Denial, EditorialEvent, RecordFacts, StoreError,
    file_alias,
};

/// Evaluates the policy for each change of a batch, with current facts. Deleting a record that does not exist is allowed
/// here.
pub(super) async fn questions(
    tx: &mut SqliteConnection,
    asking: &Asking,
    changes: &[Change],
) -> Result<Vec<Decision>, StoreError> {
    let batch = BatchContent::new(changes);
    let mut decisions = Vec::with_capacity(changes.len());
    for change in changes {
        decisions.push(question(tx, asking, change, &batch).await?);
    }
    Ok(decisions)
}

/// The files and the records that a batch of changes stores.
#[derive(Default)]
struct BatchContent<'a> {
    files: BTreeSet<(FileKind, &'a str)>,
    records: BTreeSet<Uuid>,
}

impl<'a> BatchContent<'a> {
    fn new(changes: &'a [Change]) -> Self {
        let mut batch = Self::default();
        for change in changes {
            match change {
                Change::PutFile { kind, name, .. } => {
                    batch.files.insert((*kind, name.as_str()));
                }
                Change::Create(record) | Change::Update { record, .. } => {
                    batch.records.insert(record.id);
                }
                Change::Delete { .. } | Change::DeleteFile { .. } => {}
            }
        }
        batch
    }
}

async fn question(
    tx: &mut SqliteConnection,
    asking: &Asking,
    change: &Change,
    batch: &BatchContent<'_>,
) -> Result<Decision, StoreError> {
    Ok(match change {
        Change::Create(record) | Change::Update { record, .. } => {
            let mut facts = asking.facts_with(tx, record).await?;
            facts.adds_foreign_file = adds_foreign_file(tx, record, &batch.files).await?;
            let action = match change {
                Change::Create(_) => Action::Create(record.state),
                _ => Action::Save(record.state),
            };
            asking.ask(action, facts)
        }
        Change::Delete { id, .. } => match asking.facts(tx, *id).await? {
            Some(facts) => asking.ask(Action::Erase, facts),
            // The change itself reports the missing record.
            None => Ok(()),
        },
        Change::PutFile { kind, name, bytes } => {
            let query = match kind {
                FileKind::Picture => "SELECT digest FROM file WHERE name = ?",
                FileKind::Document => "SELECT digest FROM document_file WHERE name = ?",
            };
            let digest: Option<String> =
                sqlx::query_scalar(query).bind(name).fetch_optional(&mut *tx).await?;
            let replaces = match digest {
                Some(digest) => digest != hex(&Sha256::digest(bytes)),
                None => is_named_by_another(tx, (*kind, name), &batch.records).await?,
            };
            let action = if replaces { Action::ReplaceFile } else { Action::AddFile };
            asking.ask(action, RecordFacts::new(kind.kind()))
        }
        Change::DeleteFile { kind, .. } => asking.ask(Action::ReplaceFile, RecordFacts::new(kind.kind())),
    })
}

/// True if a record names a file that neither the batch nor an earlier revision of the record has, whether such a file exists or not:
/// another user may store it later.
async fn adds_foreign_file(
    tx: &mut SqliteConnection,
    record: &Record,
    files: &BTreeSet<(FileKind, &str)>,
) -> Result<bool, StoreError> {
    let Some((_, name)) = record.body.file().filter(|file| !files.contains(file)) else { return Ok(false) };
    let query = "SELECT NOT EXISTS (SELECT 1 FROM revision WHERE record = ? AND body ->> 'file' = ?)";
    Ok(sqlx::query_scalar(query).bind(record.id.to_string()).bind(name).fetch_one(tx).await?)
}

/// True if a record outside the batch names a file.
async fn is_named_by_another(
    tx: &mut SqliteConnection,
    (kind, name): (FileKind, &str),
    records: &BTreeSet<Uuid>,
) -> Result<bool, StoreError> {
    let query = sqlx::query_scalar("SELECT record FROM alias WHERE kind = ? AND alias = ?");
    let named: Vec<String> = query.bind(kind.kind().singular()).bind(file_alias(name)).fetch_all(tx).await?;
    for id in named {
        if !records.contains(&identity(&id)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns an error if a batch leaves the register with two authorities. They are counted after all changes,
/// since a batch may replace the authority.
async fn one_authority(tx: &mut SqliteConnection, changes: &[Change]) -> Result<(), StoreError> {
    let adds = |change: &Change| matches!(change, Change::Create(r) if r.kind() == Kind::Authority);
    if !changes.iter().any(adds) {
        return Ok(());
    }
    let count = sqlx::query_scalar("SELECT count(*) FROM record WHERE kind = ?");
    let count: i64 = count.bind(Kind::Authority.singular()).fetch_one(tx).await?;
    if count > 1 { Err(Denial::SecondAuthority.into()) } else { Ok(()) }
}

/// Applies a batch of changes, each if the policy allows it. Bodies are stored after all heads, so that
/// records of a batch may refer to each other in any order.
pub(super) async fn apply(
    tx: &mut SqliteConnection,
    changes: Vec<Change>,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let mut written = Vec::new();
    let (mut deleted, mut deleted_names) = (Vec::new(), Vec::new());
    let mut shows = false;
    for decision in questions(tx, batch.asking, &changes).await? {
        decision?;
    }
    let records = changes.iter().filter_map(|change| match change {
        Change::Create(record) | Change::Update { record, .. } => Some(record),
        _ => None,
    });
    let is_other_language = derived::follow_language(tx, records).await?;
    let language = derived::language(tx).await?;
    for change in &changes {
        match change {
            Change::Create(record) => {
                shows |= put_head(tx, record, 1, batch, &language, None).await?;
                written.push((record, 1, None));
            }
            Change::Update { record, seen } => {
                let (state, is_shown) = update_head(tx, record, *seen, batch, &language).await?;
                shows |= is_shown;
                written.push((record, seen + 1, Some(state)));
            }
            Change::Delete { id, seen, unlink } => {
                let head = check_seen(tx, *id, *seen).await?;
                deleted_names.push(logged_name(tx, *id, head.kind, &language).await?);
                shows |= head.public_slug.is_some();
                if *unlink {
                    shows |= remove_references(tx, *id, &head, batch, &language).await?;
                }
                deleted.push((*id, head));
            }
            // The public sees the variants of a file, once they are derived.
            Change::PutFile { kind: FileKind::Picture, name, bytes } => {
                put_file(tx, name, bytes).await?;
            }
            Change::PutFile { kind: FileKind::Document, name, bytes } => {
                put_document(tx, name, bytes).await?;
            }
            Change::DeleteFile { kind, name } => {
                let query = match kind {
                    FileKind::Picture => "DELETE FROM file WHERE name = ?",
                    FileKind::Document => "DELETE FROM document_file WHERE name = ?",
                };
                sqlx::query(query).bind(name).execute(&mut *tx).await?;
            }
        }
    }
    for (record, number, before) in written {
        put_body(tx, record, number, batch).await?;
        report(tx, record, number, before, batch).await?;
    }
    if is_other_language {
        derived::sort_again(tx).await?;
    }
    delete(tx, &deleted).await?;
    one_authority(tx, &changes).await?;
    for ((id, head), name) in deleted.iter().zip(deleted_names) {
        if let Some(slug) = head.public_slug.clone() {
            let (record, kind, revision) = (*id, head.kind, head.revision);
            emit(tx, &EditorialEvent::Unpublished { record, kind, slug, revision }, batch.now).await?;
        }
        let detail = format!("{} {name}", head.revision);
        log_record(tx, batch, AuditAction::Delete, (head.kind, &head.slug), detail).await?;
    }
    sqlx::query("UPDATE generation SET number = number + 1, published = published + ?")
        .bind(shows)
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// Stores the head of a record's next revision, based on the one that was seen. Returns the state of that one, and true if the
/// public sees the change.
async fn update_head(
    tx: &mut SqliteConnection,
    record: &Record,
    seen: i64,
    batch: &Batch<'_>,
    language: &str,
) -> Result<(State, bool), StoreError> {
    let before = check_seen(tx, record.id, seen).await?;
    cancel_schedule(tx, record, batch).await?;
    let shows = put_head(tx, record, seen + 1, batch, language, Some(&before)).await?;
    if record.state.is_withdrawn()
        && let Some(slug) = before.public_slug
    {
        let (record, kind, revision) = (record.id, before.kind, seen + 1);
        emit(tx, &EditorialEvent::Unpublished { record, kind, slug, revision }, batch.now).await?;
    }
    Ok((before.state, shows))
}

/// Stores the body of a revision, and the owners that follow from it.
async fn put_body(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let earlier = match number {
        1 => None,
        _ => Some(EarlierReferences::read(tx, record).await?),
    };
    put_revision(tx, record, number, batch).await?;
    owners::update(tx, record, earlier.as_ref(), batch.asking, batch.author).await
}

/// Removes the references to a record: each referring record gets a revision in its current state. Returns
/// true if the public sees a change.
async fn remove_references(
    tx: &mut SqliteConnection,
    target: Uuid,
    head: &StoredHead,
    batch: &Batch<'_>,
    language: &str,
) -> Result<bool, StoreError> {
    let sources: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT source FROM reference WHERE target = ?1 AND source <> ?1")
            .bind(target.to_string())
            .fetch_all(&mut *tx)
            .await?;
    let mut shows = false;
    for source in sources {
        let source = identity(&source)?;
        let stored = super::read::newest(tx, source).await?.ok_or(StoreError::Missing(source))?;
        let is_target = |kind: Kind, slug: &str| kind == head.kind && slug == head.slug;
        let body = remove_refs(&stored.record.body, is_target)?;
        let record = Record { body, ..stored.record };
        let (before, is_shown) = update_head(tx, &record, stored.revision, batch, language).await?;
        shows |= is_shown;
        let number = stored.revision + 1;
        put_body(tx, &record, number, batch).await?;
        report(tx, &record, number, Some(before), batch).await?;
    }
    Ok(shows)
}

/// Writes the audit line and the events of a new revision, of which the one before had the state `before`. A record that stays in
/// review, unpublished or archived is logged as changed, and no review is requested again.
async fn report(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    before: Option<State>,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let action = match record.state {
        State::Published => AuditAction::Publish,
        state if before == Some(state) => AuditAction::Change,
        State::InReview if number > 1 => AuditAction::RequestReview,
        State::Draft if before == Some(State::InReview) => AuditAction::EndReview,
        State::Unpublished => AuditAction::Unpublish,
        State::Archived => AuditAction::Archive,
        _ if number == 1 => AuditAction::Create,
        State::Draft | State::InReview => AuditAction::Change,
    };
    log_record(tx, batch, action, (record.kind(), &record.slug), number.to_string()).await?;
    let (id, kind, slug) = (record.id, record.kind(), record.slug.clone());
    match record.state {
        State::Published => {
            emit(tx, &EditorialEvent::Published { record: id, kind, slug, revision: number }, batch.now).await
        }
        State::InReview if before != Some(State::InReview) => {
            let (by, reason) = (batch.actor(), batch.author.reason.clone());
            emit(tx, &EditorialEvent::ReviewRequested { record: id, by, reason }, batch.now).await
        }
        State::Draft | State::InReview | State::Unpublished | State::Archived => Ok(()),
    }
}

/// Cancels a scheduled publication: only the revision that was scheduled may be published, not a newer one.
async fn cancel_schedule(
    tx: &mut SqliteConnection,
    record: &Record,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let owner: Option<String> = sqlx::query_scalar("DELETE FROM schedule WHERE record = ? RETURNING user")
        .bind(record.id.to_string())
        .fetch_optional(&mut *tx)
        .await?;
    let Some(owner) = owner else { return Ok(()) };
    let owner = identity(&owner)?;
    if record.state == State::Published || batch.author.user == Some(owner) {
        return Ok(());
    }
    emit(tx, &EditorialEvent::ScheduleCancelled { record: record.id, owner, by: batch.actor() }, batch.now)
        .await
}

async fn log_record(
    tx: &mut SqliteConnection,
    batch: &Batch<'_>,
    action: AuditAction,
    (kind, slug): (Kind, &str),
    detail: String,
) -> Result<(), StoreError> {
    let (user, actor) = (batch.author.user, batch.author.name.clone());
    let entry = AuditEntry { user, actor, action, subject: format!("{kind}/{slug}"), detail };
    log(tx, entry, batch.now).await
}

/// The name of a record for the audit log, which is not found in the register after its deletion. The name of a contact is not logged.
async fn logged_name(
    tx: &mut SqliteConnection,
    id: Uuid,
    kind: Kind,
    language: &str,
) -> Result<String, StoreError> {
    if kind == Kind::Person {
        return Ok(String::new());
    }
    let name: Option<String> = sqlx::query_scalar(
        "SELECT j.value FROM record r, json_each(r.name) j WHERE r.id = ? ORDER BY j.key <> ? LIMIT 1",
    )
    .bind(id.to_string())
    .bind(language)
    .fetch_optional(tx)
    .await?;
    Ok(name.unwrap_or_default())
}

/// Reads a record to change. Fails if it has changed since the revision that was seen.
pub(super) async fn check_seen(
    tx: &mut SqliteConnection,
    id: Uuid,
    seen: i64,
) -> Result<StoredHead, StoreError> {
    let row: Option<(String, String, i64, String, Option<String>)> =
        sqlx::query_as("SELECT kind, slug, revision, state, public_slug FROM record WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(tx)
            .await?;
    let (kind, slug, revision, state, public_slug) = row.ok_or(StoreError::Missing(id))?;
    if revision != seen {
        return Err(StoreError::Conflict { kind, slug, seen, found: revision });
    }
    let kind = kind.parse().map_err(|e| StoreError::damaged(id.to_string(), e))?;
    let state = state.parse().map_err(|e| StoreError::damaged(id.to_string(), e))?;
    Ok(StoredHead { kind, slug, revision, state, public_slug })
}
