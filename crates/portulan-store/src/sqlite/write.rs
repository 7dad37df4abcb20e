//! Writing: a batch of changes in one transaction.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_model::{Kind, Record, State, Text, fold, folder, hex, references};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::millis;
use crate::{AuditEntry, Author, Change, Scope, StoreError, is_public};

pub(super) struct Head {
    kind: String,
    slug: String,
    revision: i64,
    published: Option<i64>,
}

pub(super) async fn apply(
    tx: &mut SqliteConnection,
    changes: Vec<Change>,
    author: Author,
) -> Result<(), StoreError> {
    let now = Timestamp::now();
    let mut written = Vec::new();
    let mut deleted = Vec::new();
    let mut shows = false;
    for change in &changes {
        match change {
            Change::Create(record) => {
                shows |= put_head(tx, record, 1, now, None).await?;
                written.push((record, 1));
            }
            Change::Update { record, seen } => {
                let before = check_seen(tx, record.id, *seen).await?;
                // What goes out by itself is what was looked at, and nothing newer.
                let off = sqlx::query("DELETE FROM schedule WHERE record = ?");
                off.bind(record.id.to_string()).execute(&mut *tx).await?;
                shows |= put_head(tx, record, seen + 1, now, Some(&before)).await?;
                if record.state == State::Archived && before.published.is_some() {
                    let gone = (before.kind.as_str(), before.slug.as_str(), record.id);
                    super::hooks::tell(tx, "record.withdrawn", gone, seen + 1, now).await?;
                }
                written.push((record, seen + 1));
            }
            Change::Delete { id, seen } => {
                let head = check_seen(tx, *id, *seen).await?;
                shows |= head.published.is_some();
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
    // Bodies come after all heads, so that records of one batch may refer to each other in any order.
    for (record, number) in written {
        put_revision(tx, record, number, now, &author).await?;
        let action = if number == 1 { "create" } else { "change" };
        let action = if is_public(record.state) { "publish" } else { action };
        if is_public(record.state) {
            let news = (record.kind().singular(), record.slug.as_str(), record.id);
            super::hooks::tell(tx, "record.published", news, number, now).await?;
        }
        log_record(tx, &author, action, record.kind().singular(), &record.slug, number).await?;
    }
    delete(tx, &deleted).await?;
    for (id, head) in &deleted {
        if head.published.is_some() {
            let gone = (head.kind.as_str(), head.slug.as_str(), *id);
            super::hooks::tell(tx, "record.withdrawn", gone, head.revision, now).await?;
        }
        log_record(tx, &author, "delete", &head.kind, &head.slug, head.revision).await?;
    }
    sqlx::query("UPDATE generation SET number = number + 1, published = published + ?")
        .bind(shows)
        .execute(&mut *tx)
        .await?;
    Ok(())
}

async fn log_record(
    tx: &mut SqliteConnection,
    author: &Author,
    action: &str,
    kind: &str,
    slug: &str,
    revision: i64,
) -> Result<(), StoreError> {
    let entry = AuditEntry {
        user: author.user,
        actor: author.name.clone(),
        action: action.to_owned(),
        subject: format!("{kind}/{slug}"),
        detail: format!("{revision}"),
    };
    log(tx, entry).await
}

pub(super) async fn log(tx: &mut SqliteConnection, entry: AuditEntry) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit (at, user, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(millis(Timestamp::now()))
        .bind(entry.user.map(|id| id.to_string()))
        .bind(entry.actor)
        .bind(entry.action)
        .bind(entry.subject)
        .bind(entry.detail)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn check_seen(tx: &mut SqliteConnection, id: Uuid, seen: i64) -> Result<Head, StoreError> {
    let row: Option<(String, String, i64, Option<i64>)> =
        sqlx::query_as("SELECT kind, slug, revision, published FROM record WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(tx)
            .await?;
    let (kind, slug, revision, published) = row.ok_or(StoreError::Missing(id))?;
    if revision == seen {
        Ok(Head { kind, slug, revision, published })
    } else {
        Err(StoreError::Conflict { kind, slug, seen, found: revision })
    }
}

/// Keeps what lists show of a record; whether the public sees any of it change.
async fn put_head(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    now: Timestamp,
    before: Option<&Head>,
) -> Result<bool, StoreError> {
    // A draft over a published record leaves the published revision where it is; archiving takes it down.
    let query = if before.is_none() {
        "INSERT INTO record (slug, state, revision, published, kind, created, id, name, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    } else {
        "UPDATE record SET slug = ?1, state = ?2, revision = ?3, \
         published = CASE WHEN ?2 = 'archived' THEN NULL ELSE coalesce(?4, published) END, kind = ?5, \
         created = coalesce(created, ?6), name = ?8, words = ?9 WHERE id = ?7"
    };
    let name = record.body.name();
    let done = sqlx::query(query)
        .bind(&record.slug)
        .bind(record.state.name())
        .bind(number)
        .bind(is_public(record.state).then_some(number))
        .bind(record.kind().singular())
        .bind(now.to_string())
        .bind(record.id.to_string())
        .bind(serde_json::to_string(name).unwrap_or_default())
        .bind(words(name))
        .execute(tx)
        .await;
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::SlugTaken { kind: record.kind().to_string(), slug: record.slug.clone() })
        }
        Err(e) => Err(e.into()),
        Ok(_) => {
            let was_public = before.is_some_and(|b| b.published.is_some());
            let moved = before.is_some_and(|b| b.slug != record.slug);
            let archived = record.state == State::Archived;
            Ok(is_public(record.state) || (was_public && (moved || archived)))
        }
    }
}

/// A name as it is searched: folded, a line for each language, with a line's end on both sides.
fn words(name: &Text) -> String {
    let lines: Vec<String> = name.0.values().map(|text| fold(&text.replace('\n', " "))).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// Gives names to records kept before lists needed them.
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
            .bind(serde_json::to_string(name).unwrap_or_default())
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
    .bind(serde_json::to_string(&pairs).unwrap_or_default())
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(kind, slug, id)| ((kind, slug), id)).collect())
}

async fn put_revision(
    tx: &mut SqliteConnection,
    record: &Record,
    number: i64,
    now: Timestamp,
    author: &Author,
) -> Result<(), StoreError> {
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
        .bind(now.to_string())
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
    .bind(serde_json::to_string(&targets).unwrap_or_default())
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
