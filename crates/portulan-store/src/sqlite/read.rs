//! Reading: rows to records, with the ids in their references turned back into slugs.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_model::{Body, Kind, Record, State, references};
use serde_json::Value;
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use crate::{File, Revision, Scope, StoreError, Stored};

#[derive(FromRow)]
struct Row {
    record: String,
    kind: String,
    slug: String,
    state: String,
    number: i64,
    body: String,
    created: String,
    made: String,
    author: String,
    reason: String,
}

const COLUMNS: &str = "SELECT v.record, r.kind, v.slug, v.state, v.number, v.body, r.created, v.made, v.author, v.reason \
                       FROM record r JOIN revision v ON v.record = r.id";

pub(super) async fn records(pool: &SqlitePool, scope: Scope) -> Result<Vec<Stored>, StoreError> {
    let number = match scope {
        Scope::Latest => "r.revision",
        Scope::Published => "r.published",
    };
    let query = format!("{COLUMNS} AND v.number = {number} ORDER BY r.kind, r.slug");
    // One transaction, so that records and slugs are of one moment.
    let mut tx = pool.begin().await?;
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&mut *tx).await?;
    let slugs = slugs(&mut tx).await?;
    rows.into_iter().map(|row| stored(row, &slugs)).collect()
}

pub(super) async fn history(pool: &SqlitePool, id: Uuid) -> Result<Vec<Revision>, StoreError> {
    let mut tx = pool.begin().await?;
    let query = format!("{COLUMNS} WHERE r.id = ? ORDER BY v.number DESC");
    let rows: Vec<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id.to_string()).fetch_all(&mut *tx).await?;
    let slugs = slugs(&mut tx).await?;
    let revision = |row: Row| {
        let (author, reason) = (row.author.clone(), row.reason.clone());
        let Stored { record, revision, updated, .. } = stored(row, &slugs)?;
        Ok(Revision { number: revision, record, made: updated, author, reason })
    };
    rows.into_iter().map(revision).collect()
}

pub(super) async fn files(pool: &SqlitePool) -> Result<Vec<File>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> =
        sqlx::query_as("SELECT name, digest, bytes FROM file ORDER BY name").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(name, digest, bytes)| File { name, digest, bytes }).collect())
}

async fn slugs(tx: &mut sqlx::SqliteConnection) -> Result<HashMap<String, String>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT id, slug FROM record").fetch_all(tx).await?;
    Ok(rows.into_iter().collect())
}

fn stored(row: Row, slugs: &HashMap<String, String>) -> Result<Stored, StoreError> {
    let damaged = |why: String| StoreError::Damaged { id: row.record.clone(), why };
    let kind: Kind = row.kind.parse().map_err(damaged)?;
    let state: State = row.state.parse().map_err(damaged)?;
    let id = Uuid::try_parse(&row.record).map_err(|e| damaged(e.to_string()))?;
    let mut value: Value = serde_json::from_str(&row.body).map_err(|e| damaged(e.to_string()))?;
    let with_ids = Body::read(kind, &value).map_err(|e| damaged(e.to_string()))?;
    for (path, _, target) in references(&with_ids) {
        if let (Some(place), Some(slug)) = (value.pointer_mut(&path), slugs.get(&target)) {
            *place = Value::String(slug.clone());
        }
    }
    let body = Body::read(kind, value).map_err(|e| damaged(e.to_string()))?;
    let time = |text: &str| text.parse::<Timestamp>().map_err(|e| damaged(e.to_string()));
    let (created, updated) = (time(&row.created)?, time(&row.made)?);
    Ok(Stored { record: Record { id, slug: row.slug, state, body }, revision: row.number, created, updated })
}
