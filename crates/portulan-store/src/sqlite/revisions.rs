//! The rows of records: summaries for lists, revisions with references, files.
use std::collections::HashMap;

use portulan_model::{FileKind, Kind, Record, State, folder, hex, number, references};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::batch::{Batch, StoredHead};
use super::derived;
use super::facets;
use super::stored_form::{json, text_of};
use crate::{StoreError, is_public};

/// Stores the summary of a record. `language` is that of the order of lists. Returns true if it changes what the public sees.
pub(super) async fn put_head(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    batch: &Batch<'_>,
    language: &str,
    before: Option<&StoredHead>,
) -> Result<bool, StoreError> {
    // A draft of a published record leaves the published revision and its slug unchanged.
    let query = if before.is_none() {
        "INSERT INTO record (slug, state, revision, published, kind, created, id, name, words, public_slug, \
         gaps, author, changed, public_name, public_words) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, CASE WHEN ?4 IS NOT NULL THEN ?1 END, ?11, ?12, ?6, \
         CASE WHEN ?4 IS NOT NULL THEN ?8 END, CASE WHEN ?4 IS NOT NULL THEN ?9 END)"
    } else {
        "UPDATE record SET slug = ?1, state = ?2, revision = ?3, \
         published = CASE WHEN ?10 THEN NULL ELSE coalesce(?4, published) END, kind = ?5, \
         created = coalesce(created, ?6), name = ?8, words = ?9, gaps = ?11, author = ?12, changed = ?6, \
         public_slug = CASE WHEN ?10 THEN NULL WHEN ?4 IS NOT NULL THEN ?1 ELSE public_slug END, \
         public_name = CASE WHEN ?10 THEN NULL WHEN ?4 IS NOT NULL THEN ?8 ELSE public_name END, \
         public_words = CASE WHEN ?10 THEN NULL WHEN ?4 IS NOT NULL THEN ?9 ELSE public_words END \
         WHERE id = ?7"
    };
    let done = sqlx::query(query)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(number)
        .bind(is_public(record.state).then_some(number))
        .bind(record.kind().singular())
        .bind(text_of(batch.now))
        .bind(record.id.to_string())
        .bind(json(record.body.name())?)
        .bind(derived::words(record, language))
        .bind(record.state.is_withdrawn())
        .bind(derived::gaps(record)?)
        .bind(&batch.author.name)
        .execute(tx)
        .await;
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::SlugTaken { kind: record.kind().to_string(), slug: record.slug.clone() })
        }
        Err(e) => Err(e.into()),
        Ok(_) => {
            let was_public = before.is_some_and(|b| b.public_slug.is_some());
            Ok(is_public(record.state) || (was_public && record.state.is_withdrawn()))
        }
    }
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
         CROSS JOIN record r ON r.kind = j.value ->> 0 AND r.slug = j.value ->> 1",
    )
    .bind(json(&pairs)?)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(kind, slug, id)| ((kind, slug), id)).collect())
}

/// Stores a revision with its references, converted to identities.
pub(super) async fn put_revision(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    batch: &Batch<'_>,
) -> Result<(), StoreError> {
    if let Some((path, limit)) = number::too_large(&record.body) {
        let (slug, limit) = (record.slug.clone(), limit.to_string());
        return Err(StoreError::NumberTooLarge { slug, path, limit });
    }
    let author = batch.author;
    let mut body = folder::to_value(&record.body);
    // A record that is too large can still leave the site.
    let leaves_site = matches!(record.state, State::Archived | State::Unpublished);
    if !leaves_site && exceeds_file(record, &body) {
        return Err(StoreError::RecordTooLarge { slug: record.slug.clone() });
    }
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
    derived::put(tx, record).await
}

/// True if the record's file would be too large to be read again. The file is written only for large records.
fn exceeds_file(record: &Record, body: &Value) -> bool {
    /// The largest ratio of a file's size to that of its JSON: each item of a list has a heading in the file.
    const MAX_GROWTH: usize = 32;
    body.to_string().len() > folder::MAX_FILE_BYTES / MAX_GROWTH
        && folder::write(record).len() > folder::MAX_FILE_BYTES
}

/// Refuses the deletion of the only partnership of a user who is bound to it.
async fn require_no_bound_users(
    tx: &mut SqliteConnection,
    id: Uuid,
    head: &StoredHead,
) -> Result<(), StoreError> {
    let users: Vec<String> = sqlx::query_scalar(
        "SELECT u.name FROM scope s JOIN user u ON u.id = s.user WHERE s.partnership = ?1 \
         AND NOT EXISTS (SELECT 1 FROM scope o WHERE o.user = s.user AND o.partnership <> ?1) ORDER BY 1",
    )
    .bind(id.to_string())
    .fetch_all(tx)
    .await?;
    if users.is_empty() { Ok(()) } else { Err(StoreError::BoundUsers { slug: head.slug.clone(), users }) }
}

/// Deletes records. Fails if others refer to them; references among the deleted records are ignored.
pub(super) async fn delete(
    tx: &mut SqliteConnection,
    records: &[(Uuid, StoredHead)],
) -> Result<(), StoreError> {
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
        require_no_bound_users(tx, *id, head).await?;
        delete_files(tx, *id, head.kind).await?;
        facets::forget_amounts(tx, &id.to_string()).await?;
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

/// Deletes the files of all revisions of a record, except those that another record of its kind has used.
async fn delete_files(tx: &mut SqliteConnection, id: Uuid, kind: Kind) -> Result<(), StoreError> {
    let query = match FileKind::of(kind) {
        None => return Ok(()),
        Some(FileKind::Picture) => {
            "DELETE FROM file WHERE name IN (SELECT body ->> 'file' FROM revision WHERE record = ?1) \
             AND name NOT IN (SELECT v.body ->> 'file' FROM revision v JOIN record r ON r.id = v.record \
             WHERE r.kind = 'media' AND r.id <> ?1 AND v.body ->> 'file' IS NOT NULL)"
        }
        Some(FileKind::Document) => {
            "DELETE FROM document_file WHERE name IN (SELECT body ->> 'file' FROM revision WHERE record = ?1) \
             AND name NOT IN (SELECT v.body ->> 'file' FROM revision v JOIN record r ON r.id = v.record \
             WHERE r.kind = 'document' AND r.id <> ?1 AND v.body ->> 'file' IS NOT NULL)"
        }
    };
    sqlx::query(query).bind(id.to_string()).execute(tx).await?;
    Ok(())
}

/// Stores a file, and deletes the variants of an earlier file with its name.
pub(super) async fn put_file(tx: &mut SqliteConnection, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
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
