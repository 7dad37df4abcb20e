//! Writing: a batch of changes in one transaction.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_model::{Kind, Record, State, Text, fold, folder, hex, references, unlink};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::events::emit;
use super::facts::Asking;
use super::{identity, json, millis, text_of};
use crate::{
    Action, Actor, AuditEntry, Author, Change, Decision, Event, RecordFacts, Scope, StoreError, is_public,
};

/// A text of the audit log has at most this many characters.
const MAX_AUDIT_CHARS: usize = 500;

/// What the store knows of a record before a change.
pub(super) struct Head {
    kind: Kind,
    slug: String,
    revision: i64,
    /// The slug under which the public finds it, if it does.
    public_slug: Option<String>,
}

/// The moment, the author and the policy of a batch of changes.
pub(super) struct Batch<'a> {
    pub(super) now: Timestamp,
    pub(super) author: &'a Author,
    pub(super) asking: &'a Asking,
}

impl Batch<'_> {
    fn actor(&self) -> Actor {
        Actor { user: self.author.user, name: self.author.name.clone() }
    }
}

/// What a change asks of the policy, with the facts of the moment; `None` for a file under a free name that the operator
/// stores.
pub(super) async fn question(
    tx: &mut SqliteConnection,
    asking: &Asking,
    change: &Change,
) -> Result<Decision, StoreError> {
    Ok(match change {
        Change::Create(record) => {
            asking.ask(Action::Create(record.state), asking.facts_with(tx, record).await?)
        }
        Change::Update { record, .. } => {
            asking.ask(Action::Save(record.state), asking.facts_with(tx, record).await?)
        }
        Change::Delete { id, .. } => match asking.facts(tx, *id).await? {
            Some(facts) => asking.ask(Action::Erase, facts),
            // The change itself reports that the record is missing.
            None => Ok(()),
        },
        Change::PutFile { name, bytes } => {
            let digest: Option<String> = sqlx::query_scalar("SELECT digest FROM file WHERE name = ?")
                .bind(name)
                .fetch_optional(tx)
                .await?;
            let replaces = digest.is_some_and(|digest| digest != hex(&Sha256::digest(bytes)));
            let action = if replaces { Action::ReplaceFile } else { Action::AddFile };
            asking.ask(action, RecordFacts::new(Kind::Media))
        }
        Change::DeleteFile { .. } => asking.ask(Action::ReplaceFile, RecordFacts::new(Kind::Media)),
    })
}

/// Makes a batch of changes, each after the policy allowed it. Bodies come after all heads, so that records of one batch
/// may refer to each other in any order.
pub(super) async fn apply(
    tx: &mut SqliteConnection,
    changes: Vec<Change>,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let mut written = Vec::new();
    let mut deleted = Vec::new();
    let mut shows = false;
    for change in &changes {
        question(tx, batch.asking, change).await??;
    }
    for change in &changes {
        match change {
            Change::Create(record) => {
                shows |= put_head(tx, record, 1, batch.now, None).await?;
                written.push((record, 1));
            }
            Change::Update { record, seen } => {
                let before = check_seen(tx, record.id, *seen).await?;
                cancel_schedule(tx, record, batch).await?;
                shows |= put_head(tx, record, seen + 1, batch.now, Some(&before)).await?;
                if record.state == State::Archived
                    && let Some(slug) = before.public_slug
                {
                    let (record, kind, revision) = (record.id, before.kind, seen + 1);
                    emit(tx, &Event::Unpublished { record, kind, slug, revision }, batch.now).await?;
                }
                written.push((record, seen + 1));
            }
            Change::Delete { id, seen, unlink } => {
                let head = check_seen(tx, *id, *seen).await?;
                shows |= head.public_slug.is_some();
                if *unlink {
                    shows |= remove_references(tx, *id, &head, batch).await?;
                }
                deleted.push((*id, head));
            }
            // The public sees what is derived from files, once it is.
            Change::PutFile { name, bytes } => {
                put_file(tx, name, bytes).await?;
            }
            Change::DeleteFile { name } => {
                sqlx::query("DELETE FROM file WHERE name = ?").bind(name).execute(&mut *tx).await?;
            }
        }
    }
    for (record, number) in written {
        put_revision(tx, record, number, batch).await?;
        let id = record.id.to_string();
        super::owners::update(tx, &id, record.kind(), number == 1, batch.asking, batch.author).await?;
        tell(tx, record, number, batch).await?;
    }
    delete(tx, &deleted).await?;
    for (id, head) in &deleted {
        if let Some(slug) = head.public_slug.clone() {
            let (record, kind, revision) = (*id, head.kind, head.revision);
            emit(tx, &Event::Unpublished { record, kind, slug, revision }, batch.now).await?;
        }
        log_record(tx, batch, "delete", head.kind, &head.slug, head.revision).await?;
    }
    sqlx::query("UPDATE generation SET number = number + 1, published = published + ?")
        .bind(shows)
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// Removes the references to a record from the records that have them: each gets a revision in the state that it has. True
/// if the public sees any of them.
async fn remove_references(
    tx: &mut SqliteConnection,
    target: Uuid,
    head: &Head,
    batch: &Batch<'_>,
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
        let body = unlink(&stored.record.body, is_target)?;
        let record = Record { body, ..stored.record };
        let before = check_seen(tx, source, stored.revision).await?;
        cancel_schedule(tx, &record, batch).await?;
        let number = stored.revision + 1;
        shows |= put_head(tx, &record, number, batch.now, Some(&before)).await?;
        put_revision(tx, &record, number, batch).await?;
        super::owners::update(tx, &source.to_string(), record.kind(), false, batch.asking, batch.author)
            .await?;
        // Nobody asks for a review by this.
        let state = if record.state == State::InReview { State::Draft } else { record.state };
        tell(tx, &Record { state, ..record }, number, batch).await?;
    }
    Ok(shows)
}

/// Writes the line of the log and the events that a new revision brings.
async fn tell(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let action = match record.state {
        State::Published => "publish",
        State::Archived => "archive",
        _ if number == 1 => "create",
        _ => "change",
    };
    log_record(tx, batch, action, record.kind(), &record.slug, number).await?;
    let (id, kind, slug) = (record.id, record.kind(), record.slug.clone());
    match record.state {
        State::Published => {
            emit(tx, &Event::Published { record: id, kind, slug, revision: number }, batch.now).await
        }
        State::InReview => {
            emit(tx, &Event::ReviewRequested { record: id, by: batch.actor() }, batch.now).await
        }
        State::Draft | State::Archived => Ok(()),
    }
}

/// Cancels a scheduled publication: what is published at a moment is what was looked at, and nothing newer.
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
    emit(tx, &Event::ScheduleCancelled { record: record.id, owner, by: batch.actor() }, batch.now).await
}

async fn log_record(
    tx: &mut SqliteConnection,
    batch: &Batch<'_>,
    action: &str,
    kind: Kind,
    slug: &str,
    revision: i64,
) -> Result<(), StoreError> {
    let entry = AuditEntry {
        user: batch.author.user,
        actor: batch.author.name.clone(),
        action: action.to_owned(),
        subject: format!("{kind}/{slug}"),
        detail: revision.to_string(),
    };
    log_at(tx, entry, batch.now).await
}

/// Writes a line of the audit log at this moment.
pub(super) async fn log(tx: &mut SqliteConnection, entry: AuditEntry) -> Result<(), StoreError> {
    log_at(tx, entry, Timestamp::now()).await
}

/// Writes a line of the audit log. Its texts are cut at [`MAX_AUDIT_CHARS`].
pub(super) async fn log_at(
    tx: &mut SqliteConnection,
    entry: AuditEntry,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit (at, user, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(millis(now))
        .bind(entry.user.map(|id| id.to_string()))
        .bind(bounded(&entry.actor))
        .bind(bounded(&entry.action))
        .bind(bounded(&entry.subject))
        .bind(bounded(&entry.detail))
        .execute(tx)
        .await?;
    Ok(())
}

/// A text of the audit log, cut at a character.
fn bounded(text: &str) -> &str {
    text.char_indices().nth(MAX_AUDIT_CHARS).map_or(text, |(end, _)| &text[..end])
}

pub(super) async fn check_seen(tx: &mut SqliteConnection, id: Uuid, seen: i64) -> Result<Head, StoreError> {
    let row: Option<(String, String, i64, Option<String>)> =
        sqlx::query_as("SELECT kind, slug, revision, public_slug FROM record WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(tx)
            .await?;
    let (kind, slug, revision, public_slug) = row.ok_or(StoreError::Missing(id))?;
    if revision != seen {
        return Err(StoreError::Conflict { kind, slug, seen, found: revision });
    }
    let kind = kind.parse().map_err(|why| StoreError::Damaged { id: id.to_string(), why })?;
    Ok(Head { kind, slug, revision, public_slug })
}

/// Stores what lists show of a record; true if the public sees any of it change.
async fn put_head(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    now: Timestamp,
    before: Option<&Head>,
) -> Result<bool, StoreError> {
    // A draft over a published record leaves the published revision and its slug where they are; archiving unpublishes.
    let query = if before.is_none() {
        "INSERT INTO record (slug, state, revision, published, kind, created, id, name, words, public_slug) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, CASE WHEN ?4 IS NOT NULL THEN ?1 END)"
    } else {
        "UPDATE record SET slug = ?1, state = ?2, revision = ?3, \
         published = CASE WHEN ?2 = 'archived' THEN NULL ELSE coalesce(?4, published) END, kind = ?5, \
         created = coalesce(created, ?6), name = ?8, words = ?9, \
         public_slug = CASE WHEN ?2 = 'archived' THEN NULL WHEN ?4 IS NOT NULL THEN ?1 ELSE public_slug END \
         WHERE id = ?7"
    };
    let name = record.body.name();
    let done = sqlx::query(query)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(number)
        .bind(is_public(record.state).then_some(number))
        .bind(record.kind().singular())
        .bind(text_of(now))
        .bind(record.id.to_string())
        .bind(json(name)?)
        .bind(words(name))
        .execute(tx)
        .await;
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::SlugTaken { kind: record.kind().to_string(), slug: record.slug.clone() })
        }
        Err(e) => Err(e.into()),
        Ok(_) => {
            let was_public = before.is_some_and(|b| b.public_slug.is_some());
            Ok(is_public(record.state) || (was_public && record.state == State::Archived))
        }
    }
}

/// A name as it is searched: folded, a line for each language, with a line's end on both sides.
fn words(name: &Text) -> String {
    let lines: Vec<String> = name.0.values().map(|text| fold(&text.replace('\n', " "))).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// Gives names to records that were stored before lists needed them.
pub(super) async fn fill_names(pool: &SqlitePool) -> Result<(), StoreError> {
    let bare: i64 =
        sqlx::query_scalar("SELECT count(*) FROM record WHERE words = ''").fetch_one(pool).await?;
    if bare == 0 {
        return Ok(());
    }
    let records = super::read::records(pool, Scope::Latest, None).await?;
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    for stored in records {
        let name = stored.record.body.name();
        sqlx::query("UPDATE record SET name = ?, words = ? WHERE id = ?")
            .bind(json(name)?)
            .bind(words(name))
            .bind(stored.record.id.to_string())
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

/// The identities of records named by kind and slug.
async fn ids(
    tx: &mut SqliteConnection,
    wanted: &[(String, Kind, String)],
) -> Result<HashMap<(String, String), String>, StoreError> {
    let pairs: Vec<(&str, &str)> =
        wanted.iter().map(|(_, kind, slug)| (kind.singular(), slug.as_str())).collect();
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT r.kind, r.slug, r.id FROM json_each(?) j \
         JOIN record r ON r.kind = j.value ->> 0 AND r.slug = j.value ->> 1",
    )
    .bind(json(&pairs)?)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(kind, slug, id)| ((kind, slug), id)).collect())
}

async fn put_revision(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    let author = batch.author;
    let mut body = folder::to_value(&record.body);
    let mut targets = Vec::new();
    let wanted = references(&record.body);
    let ids = ids(tx, &wanted).await?;
    for (path, kind, slug) in wanted {
        let target =
            ids.get(&(kind.singular().to_owned(), slug.clone())).ok_or_else(|| StoreError::Dangling {
                slug: record.slug.clone(),
                path: path.clone(),
                target: format!("{}/{slug}", kind.folder()),
            })?;
        if let Some(place) = body.pointer_mut(&path) {
            *place = Value::String(target.clone());
        }
        targets.push((path, target.clone()));
    }
    let id = record.id.to_string();
    sqlx::query("INSERT INTO revision (record, number, slug, state, body, made, author, reason, user) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(&id)
        .bind(number)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(body.to_string())
        .bind(text_of(batch.now))
        .bind(&author.name)
        .bind(&author.reason)
        .bind(author.user.map(|user| user.to_string()))
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM reference WHERE source = ?").bind(&id).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO reference (source, path, target) SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)",
    )
    .bind(&id)
    .bind(json(&targets)?)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Deletes records after naming who still refers to them; references among the deleted do not count.
async fn delete(tx: &mut SqliteConnection, records: &[(Uuid, Head)]) -> Result<(), StoreError> {
    for (id, _) in records {
        sqlx::query("DELETE FROM reference WHERE source = ?").bind(id.to_string()).execute(&mut *tx).await?;
    }
    for (id, head) in records {
        let referrers: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT r.kind || '/' || r.slug FROM reference f JOIN record r ON r.id = f.source WHERE f.target = ? ORDER BY 1",
        )
        .bind(id.to_string())
        .fetch_all(&mut *tx)
        .await?;
        if !referrers.is_empty() {
            return Err(StoreError::Referred { slug: format!("{}/{}", head.kind, head.slug), referrers });
        }
        // A picture's files go with it, but for those that another record has shown.
        sqlx::query(
            "DELETE FROM file WHERE name IN (SELECT body ->> 'file' FROM revision WHERE record = ?1) \
             AND name NOT IN (SELECT v.body ->> 'file' FROM revision v JOIN record r ON r.id = v.record \
             WHERE r.kind = 'media' AND r.id <> ?1 AND v.body ->> 'file' IS NOT NULL)",
        )
        .bind(id.to_string())
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM revision WHERE record = ? AND number <= ?")
            .bind(id.to_string())
            .bind(head.revision)
            .execute(&mut *tx)
            .await?;
        for query in [
            "DELETE FROM record WHERE id = ?",
            "DELETE FROM proposal WHERE record = ?",
            "DELETE FROM draft WHERE record = ?",
        ] {
            sqlx::query(query).bind(id.to_string()).execute(&mut *tx).await?;
        }
    }
    Ok(())
}

async fn put_file(tx: &mut SqliteConnection, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let digest = hex(&Sha256::digest(bytes));
    let stale = sqlx::query(
        "DELETE FROM variant WHERE name = ? AND NOT EXISTS (SELECT 1 FROM file WHERE file.name = variant.name AND digest = ?)",
    );
    stale.bind(name).bind(&digest).execute(&mut *tx).await?;
    sqlx::query("INSERT INTO file (name, digest, bytes) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET derived = derived AND digest = excluded.digest, digest = excluded.digest, bytes = excluded.bytes")
        .bind(name)
        .bind(digest)
        .bind(bytes)
        .execute(tx)
        .await?;
    Ok(())
}
