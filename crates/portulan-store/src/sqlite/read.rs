//! Reading: rows to records, with the ids in their references turned back into slugs.
use std::collections::HashMap;

use jiff::Timestamp;
use portulan_model::{Body, Kind, Record, State, fold, references};
use serde_json::Value;
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use super::identity;
use crate::{File, Filter, Head, Listing, Revision, Scope, StoreError, Stored};

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
    user: Option<String>,
}

const COLUMNS: &str = "SELECT v.record, r.kind, v.slug, v.state, v.number, v.body, r.created, v.made, v.author, v.reason, v.user \
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
    let slugs: Vec<(String, String)> =
        sqlx::query_as("SELECT id, slug FROM record").fetch_all(&mut *tx).await?;
    let slugs = slugs.into_iter().collect();
    rows.into_iter().map(|row| Named::read(row)?.stored(&slugs)).collect()
}

/// The newest revision of the record that a condition names.
pub(super) async fn one(
    pool: &SqlitePool,
    condition: &str,
    values: &[&str],
) -> Result<Option<Stored>, StoreError> {
    let query = format!("{COLUMNS} AND v.number = r.revision WHERE {condition}");
    let mut tx = pool.begin().await?;
    let mut asked = sqlx::query_as(sqlx::AssertSqlSafe(query));
    for value in values {
        asked = asked.bind(*value);
    }
    let row: Option<Row> = asked.fetch_optional(&mut *tx).await?;
    let Some(row) = row else { return Ok(None) };
    let named = Named::read(row)?;
    let slugs = slugs(&mut tx, &named.targets).await?;
    named.stored(&slugs).map(Some)
}

pub(super) async fn history(pool: &SqlitePool, id: Uuid) -> Result<Vec<Revision>, StoreError> {
    let mut tx = pool.begin().await?;
    let query = format!("{COLUMNS} WHERE r.id = ? ORDER BY v.number DESC");
    let rows: Vec<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id.to_string()).fetch_all(&mut *tx).await?;
    let mut revisions = Vec::new();
    for row in rows {
        let (author, reason) = (row.author.clone(), row.reason.clone());
        let user = row.user.as_deref().map(identity);
        let named = Named::read(row)?;
        let slugs = slugs(&mut tx, &named.targets).await?;
        let Stored { record, revision, updated, .. } = named.stored(&slugs)?;
        revisions.push(Revision { number: revision, record, made: updated, author, user, reason });
    }
    Ok(revisions)
}

#[derive(FromRow)]
struct HeadRow {
    id: String,
    kind: String,
    slug: String,
    name: String,
    state: String,
    revision: i64,
    published: Option<i64>,
    made: String,
    author: String,
    total: i64,
}

/// What belongs to the partnerships of a JSON list: themselves, the projects and agreements that refer to them, and
/// the events and pictures that any of those refers to.
const THEIRS: &str = "own(id) AS (SELECT value FROM json_each(?1)), \
    near(id) AS (SELECT id FROM own UNION SELECT f.source FROM reference f JOIN record s ON s.id = f.source \
    WHERE f.target IN own AND s.kind IN ('project', 'agreement')), \
    theirs(id) AS (SELECT id FROM near UNION SELECT f.target FROM reference f JOIN record t ON t.id = f.target \
    WHERE f.source IN near AND t.kind IN ('event', 'media'))";

pub(super) async fn belongs(
    pool: &SqlitePool,
    record: Uuid,
    scope: &[Uuid],
    user: Uuid,
) -> Result<bool, StoreError> {
    let query = format!(
        "WITH {THEIRS} SELECT ?2 IN theirs OR (EXISTS (SELECT 1 FROM revision WHERE record = ?2) \
         AND NOT EXISTS (SELECT 1 FROM revision WHERE record = ?2 AND user IS NOT ?3))"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .bind(serde_json::to_string(scope).unwrap_or_default())
        .bind(record.to_string())
        .bind(user.to_string())
        .fetch_one(pool)
        .await?)
}

pub(super) async fn list(pool: &SqlitePool, filter: &Filter) -> Result<Listing, StoreError> {
    let query = format!(
        "WITH {THEIRS} SELECT r.id, r.kind, r.slug, r.name, r.state, r.revision, r.published, v.made, v.author, \
         count(*) OVER () AS total FROM record r JOIN revision v ON v.record = r.id AND v.number = r.revision \
         WHERE (?2 IS NULL OR r.kind = ?2) AND (?3 IS NULL OR r.state = ?3) AND instr(r.words, ?4) > 0 \
         AND (?5 IS NULL OR r.id IN (SELECT source FROM reference WHERE target = ?5)) \
         AND (?8 = '' OR r.slug = ?8) \
         AND (?1 IS NULL OR r.state = 'published' OR r.id IN theirs) \
         ORDER BY {} LIMIT ?6 OFFSET ?7",
        if filter.newest { "v.made DESC, r.id DESC" } else { "r.words, r.kind, r.slug" }
    );
    let folded = fold(filter.words.trim());
    let words = if filter.exactly { format!("\n{folded}\n") } else { folded };
    let rows: Vec<HeadRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
        .bind(filter.seen_from.as_ref().map(|ids| serde_json::to_string(ids).unwrap_or_default()))
        .bind(filter.kind.map(Kind::singular))
        .bind(filter.state.map(State::name))
        .bind(if words.is_empty() { "\n".to_owned() } else { words })
        .bind(filter.refers_to.map(|id| id.to_string()))
        .bind(if filter.limit == 0 { -1 } else { i64::from(filter.limit) })
        .bind(i64::from(filter.skip))
        .bind(&filter.slug)
        .fetch_all(pool)
        .await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    Ok(Listing { heads: rows.into_iter().map(head).collect::<Result<_, _>>()?, total })
}

fn head(row: HeadRow) -> Result<Head, StoreError> {
    let damaged = |why: String| StoreError::Damaged { id: row.id.clone(), why };
    Ok(Head {
        id: identity(&row.id),
        kind: row.kind.parse().map_err(damaged)?,
        name: serde_json::from_str(&row.name).map_err(|e| damaged(e.to_string()))?,
        state: row.state.parse().map_err(damaged)?,
        updated: row.made.parse().map_err(|e: jiff::Error| damaged(e.to_string()))?,
        slug: row.slug,
        revision: row.revision,
        published: row.published,
        author: row.author,
    })
}

pub(super) async fn counts(pool: &SqlitePool) -> Result<Vec<(Kind, State, u64)>, StoreError> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT kind, state, count(*) FROM record GROUP BY kind, state")
            .fetch_all(pool)
            .await?;
    let read = |(kind, state, n): (String, String, i64)| {
        Some((kind.parse().ok()?, state.parse().ok()?, n.unsigned_abs()))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(super) async fn files(pool: &SqlitePool) -> Result<Vec<File>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> =
        sqlx::query_as("SELECT name, digest, bytes FROM file ORDER BY name").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(name, digest, bytes)| File { name, digest, bytes }).collect())
}

/// The slugs of records named by identity.
async fn slugs(
    tx: &mut sqlx::SqliteConnection,
    wanted: &[(String, String)],
) -> Result<HashMap<String, String>, StoreError> {
    let ids: Vec<&str> = wanted.iter().map(|(_, id)| id.as_str()).collect();
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT r.id, r.slug FROM json_each(?) j JOIN record r ON r.id = j.value")
            .bind(serde_json::to_string(&ids).unwrap_or_default())
            .fetch_all(tx)
            .await?;
    Ok(rows.into_iter().collect())
}

/// A row whose references are known by place, still as identities.
struct Named {
    row: Row,
    kind: Kind,
    body: Value,
    /// Path and identity of each reference.
    targets: Vec<(String, String)>,
}

impl Named {
    fn read(row: Row) -> Result<Self, StoreError> {
        let damaged = |why: String| StoreError::Damaged { id: row.record.clone(), why };
        let kind: Kind = row.kind.parse().map_err(damaged)?;
        let body: Value = serde_json::from_str(&row.body).map_err(|e| damaged(e.to_string()))?;
        let with_ids = Body::read(kind, &body).map_err(|e| damaged(e.to_string()))?;
        let targets = references(&with_ids).into_iter().map(|(path, _, id)| (path, id)).collect();
        Ok(Self { row, kind, body, targets })
    }

    fn stored(mut self, slugs: &HashMap<String, String>) -> Result<Stored, StoreError> {
        let row = self.row;
        let damaged = |why: String| StoreError::Damaged { id: row.record.clone(), why };
        for (path, target) in &self.targets {
            if let (Some(place), Some(slug)) = (self.body.pointer_mut(path), slugs.get(target)) {
                *place = Value::String(slug.clone());
            }
        }
        let state: State = row.state.parse().map_err(damaged)?;
        let id = Uuid::try_parse(&row.record).map_err(|e| damaged(e.to_string()))?;
        let body = Body::read(self.kind, self.body).map_err(|e| damaged(e.to_string()))?;
        let time = |text: &str| text.parse::<Timestamp>().map_err(|e| damaged(e.to_string()));
        let (created, updated) = (time(&row.created)?, time(&row.made)?);
        Ok(Stored {
            record: Record { id, slug: row.slug, state, body },
            revision: row.number,
            created,
            updated,
        })
    }
}
