//! Writing: a batch of changes in one transaction.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_model::{Record, folder, references};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use crate::{Author, Change, StoreError, is_public};

struct Head {
    kind: String,
    slug: String,
    revision: i64,
}

pub(super) async fn apply(
    pool: &SqlitePool,
    changes: Vec<Change>,
    author: &Author,
) -> Result<(), StoreError> {
    // IMMEDIATE: the write lock is taken before anything is read, so no change slips between check and write.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    let now = Timestamp::now();
    let mut written = Vec::new();
    let mut deleted = Vec::new();
    for change in &changes {
        match change {
            Change::Create(record) => {
                put_head(&mut tx, record, 1, now, true).await?;
                written.push((record, 1));
            }
            Change::Update { record, seen } => {
                check_seen(&mut tx, record.id, *seen).await?;
                put_head(&mut tx, record, seen + 1, now, false).await?;
                written.push((record, seen + 1));
            }
            Change::Delete { id, seen } => deleted.push((*id, check_seen(&mut tx, *id, *seen).await?)),
            Change::PutFile { name, bytes } => put_file(&mut tx, name, bytes).await?,
            Change::DeleteFile { name } => {
                sqlx::query("DELETE FROM file WHERE name = ?").bind(name).execute(&mut *tx).await?;
            }
        }
    }
    // Bodies come after all heads, so that records of one batch may refer to each other in any order.
    let ids = ids(&mut tx).await?;
    for (record, number) in written {
        put_revision(&mut tx, record, number, now, author, &ids).await?;
    }
    delete(&mut tx, &deleted).await?;
    sqlx::query("UPDATE generation SET number = number + 1").execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn check_seen(tx: &mut SqliteConnection, id: Uuid, seen: i64) -> Result<Head, StoreError> {
    let row: Option<(String, String, i64)> =
        sqlx::query_as("SELECT kind, slug, revision FROM record WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(tx)
            .await?;
    let (kind, slug, revision) = row.ok_or(StoreError::Missing(id))?;
    if revision == seen {
        Ok(Head { kind, slug, revision })
    } else {
        Err(StoreError::Conflict { kind, slug, seen, found: revision })
    }
}

async fn put_head(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    now: Timestamp,
    new: bool,
) -> Result<(), StoreError> {
    // A draft over a published record leaves the published revision where it is; archiving takes it down.
    let query = if new {
        "INSERT INTO record (slug, state, revision, published, kind, created, id) VALUES (?, ?, ?, ?, ?, ?, ?)"
    } else {
        "UPDATE record SET slug = ?1, state = ?2, revision = ?3, \
         published = CASE WHEN ?2 = 'archived' THEN NULL ELSE coalesce(?4, published) END, kind = ?5, created = coalesce(created, ?6) \
         WHERE id = ?7"
    };
    let done = sqlx::query(query)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(number)
        .bind(is_public(record.state).then_some(number))
        .bind(record.kind().singular())
        .bind(now.to_string())
        .bind(record.id.to_string())
        .execute(tx)
        .await;
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::SlugTaken { kind: record.kind().to_string(), slug: record.slug.clone() })
        }
        other => other.map(|_| ()).map_err(StoreError::from),
    }
}

type Ids = HashMap<(String, String), String>;

async fn ids(tx: &mut SqliteConnection) -> Result<Ids, StoreError> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT kind, slug, id FROM record").fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(kind, slug, id)| ((kind, slug), id)).collect())
}

async fn put_revision(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    now: Timestamp,
    author: &Author,
    ids: &Ids,
) -> Result<(), StoreError> {
    let mut body = folder::to_value(&record.body);
    let mut targets = Vec::new();
    for (path, kind, slug) in references(&record.body) {
        let target =
            ids.get(&(kind.singular().to_owned(), slug.clone())).ok_or_else(|| StoreError::Dangling {
                slug: record.slug.clone(),
                path: path.clone(),
                target: format!("{}/{slug}", kind.folder()),
            })?;
        if let Some(place) = body.pointer_mut(&path) {
            *place = Value::String(target.clone());
        }
        targets.push((path, target));
    }
    let id = record.id.to_string();
    sqlx::query("INSERT INTO revision (record, number, slug, state, body, made, author, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(&id)
        .bind(number)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(body.to_string())
        .bind(now.to_string())
        .bind(&author.name)
        .bind(&author.reason)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM reference WHERE source = ?").bind(&id).execute(&mut *tx).await?;
    for (path, target) in targets {
        sqlx::query("INSERT INTO reference (source, target, path) VALUES (?, ?, ?)")
            .bind(&id)
            .bind(target)
            .bind(path)
            .execute(&mut *tx)
            .await?;
    }
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
        sqlx::query("DELETE FROM revision WHERE record = ? AND number <= ?")
            .bind(id.to_string())
            .bind(head.revision)
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM record WHERE id = ?").bind(id.to_string()).execute(&mut *tx).await?;
    }
    Ok(())
}

async fn put_file(tx: &mut SqliteConnection, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let digest: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    sqlx::query("INSERT INTO file (name, digest, bytes) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes")
        .bind(name)
        .bind(digest)
        .bind(bytes)
        .execute(tx)
        .await?;
    Ok(())
}
