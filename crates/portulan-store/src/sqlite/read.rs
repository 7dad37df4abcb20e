//! Reading: rows to records, with the ids in their references turned back into slugs.
use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use portulan_model::{Body, Kind, Record, State, fold};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};
use uuid::Uuid;

use super::identity;
use crate::{File, Filter, Head, Listing, Revision, Scope, StoreError, Stored, Take, Version};

#[derive(FromRow)]
struct Row {
    record: String,
    kind: String,
    /// The slug of the newest revision.
    place: String,
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

const COLUMNS: &str = "SELECT v.record, r.kind, r.slug AS place, v.slug, v.state, v.number, v.body, r.created, v.made, v.author, v.reason, v.user \
                       FROM record r JOIN revision v ON v.record = r.id";

/// Which revision is meant.
fn number(scope: Scope) -> String {
    match scope {
        Scope::Latest => "r.revision".to_owned(),
        Scope::Published => "r.published".to_owned(),
        // The last that was published before then, unless the record was taken down in between.
        Scope::AsOf(moment) => {
            // Whole seconds are the beginning of every way in which a moment within them is written.
            let before = moment.strftime("%Y-%m-%dT%H:%M:%S");
            let last = |state: &str| {
                format!(
                    "(SELECT max(p.number) FROM revision p WHERE p.record = r.id AND p.state = '{state}' AND p.made < '{before}')"
                )
            };
            let (published, archived) = (last("published"), last("archived"));
            format!("CASE WHEN {published} > coalesce({archived}, 0) THEN {published} END")
        }
    }
}

#[derive(FromRow)]
struct VersionRow {
    kind: String,
    slug: String,
    number: i64,
    state: String,
    made: String,
}

pub(super) async fn versions(pool: &SqlitePool) -> Result<Vec<Version>, StoreError> {
    let query = "SELECT r.kind, v.slug, v.number, v.state, v.made FROM revision v JOIN record r ON r.id = v.record \
                 WHERE v.state = 'published' OR (v.state = 'archived' AND EXISTS (SELECT 1 FROM revision p \
                 WHERE p.record = v.record AND p.number < v.number AND p.state = 'published')) \
                 ORDER BY v.made DESC, r.kind, v.slug, v.number DESC";
    let rows: Vec<VersionRow> = sqlx::query_as(query).fetch_all(pool).await?;
    let mut out = Vec::new();
    for row in rows {
        let damaged = |why: String| StoreError::Damaged { id: row.slug.clone(), why };
        let kind: Kind = row.kind.parse().map_err(damaged)?;
        let made: Timestamp = row.made.parse().map_err(|e: jiff::Error| damaged(e.to_string()))?;
        let withdrawn = row.state == State::Archived.name();
        if !kind.is_private() {
            out.push(Version { kind, slug: row.slug, number: row.number, made, withdrawn });
        }
    }
    Ok(out)
}

pub(super) async fn records(
    pool: &SqlitePool,
    scope: Scope,
    kind: Option<Kind>,
) -> Result<Vec<Stored>, StoreError> {
    let number = number(scope);
    let mut query: QueryBuilder<Sqlite> =
        QueryBuilder::new(format!("{COLUMNS} AND v.number = {number} WHERE 1"));
    if let Some(kind) = kind {
        query.push(" AND r.kind = ").push_bind(kind.singular());
    }
    query.push(" ORDER BY r.kind, r.slug");
    // One transaction, so that records and slugs are of one moment.
    let mut tx = pool.begin().await?;
    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut *tx).await?;
    let slugs: Vec<(String, String)> =
        sqlx::query_as("SELECT id, slug FROM record").fetch_all(&mut *tx).await?;
    let slugs = slugs.into_iter().collect();
    rows.into_iter().map(|row| Named::read(row)?.stored(&slugs)).collect()
}

/// So many records are in memory at once.
const PART: u32 = 64;

pub(super) async fn each(
    pool: &SqlitePool,
    scope: Scope,
    kinds: &[Kind],
    take: &mut Take<'_>,
) -> Result<(), StoreError> {
    let query = format!(
        "{COLUMNS} AND v.number = {} WHERE r.kind = ? AND r.slug > ? ORDER BY r.slug LIMIT {PART}",
        number(scope)
    );
    let mut tx = pool.begin().await?;
    for kind in kinds {
        let mut last = String::new();
        loop {
            let asked = sqlx::query_as(sqlx::AssertSqlSafe(query.as_str())).bind(kind.singular()).bind(&last);
            let rows: Vec<Row> = asked.fetch_all(&mut *tx).await?;
            let Some(row) = rows.last() else { break };
            last.clone_from(&row.place);
            let mut named = rows.into_iter().map(Named::read).collect::<Result<Vec<_>, _>>()?;
            let slugs = slugs(&mut tx, &mut named).await?;
            let part = named.into_iter().map(|n| n.stored(&slugs)).collect::<Result<Vec<_>, _>>()?;
            if !take(part) {
                return Ok(());
            }
        }
    }
    Ok(())
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
    let mut named = Named::read(row)?;
    let slugs = slugs(&mut tx, std::slice::from_mut(&mut named)).await?;
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
        let mut named = Named::read(row)?;
        let slugs = slugs(&mut tx, std::slice::from_mut(&mut named)).await?;
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

/// What belongs to the partnerships in `own`: themselves, the projects and agreements that refer to them, and the
/// events and pictures that any of those refers to.
const THEIRS: &str = "near(id) AS (SELECT id FROM own UNION SELECT f.source FROM reference f JOIN record s ON s.id = f.source \
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
        "WITH own(id) AS (SELECT value FROM json_each(?1)), {THEIRS} SELECT ?2 IN theirs OR (EXISTS (SELECT 1 FROM revision WHERE record = ?2) \
         AND NOT EXISTS (SELECT 1 FROM revision WHERE record = ?2 AND user IS NOT ?3))"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .bind(serde_json::to_string(scope).unwrap_or_default())
        .bind(record.to_string())
        .bind(user.to_string())
        .fetch_one(pool)
        .await?)
}

/// Only the conditions that are asked for stand in the query, so that the indexes are of use.
pub(super) async fn list(pool: &SqlitePool, filter: &Filter) -> Result<Listing, StoreError> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("");
    if let Some(scope) = &filter.seen_from {
        query.push("WITH own(id) AS (SELECT value FROM json_each(");
        query.push_bind(serde_json::to_string(scope).unwrap_or_default()).push(")), ").push(THEIRS);
    }
    query.push(
        " SELECT r.id, r.kind, r.slug, r.name, r.state, r.revision, r.published, v.made, v.author, \
         count(*) OVER () AS total FROM record r JOIN revision v ON v.record = r.id AND v.number = r.revision \
         WHERE 1",
    );
    if let Some(kind) = filter.kind {
        query.push(" AND r.kind = ").push_bind(kind.singular());
    }
    if !filter.private {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_private()) {
            query.push(" AND r.kind <> ").push_bind(kind.singular());
        }
    }
    if let Some(state) = filter.state {
        query.push(" AND r.state = ").push_bind(state.name());
    }
    if !filter.slug.is_empty() {
        query.push(" AND r.slug = ").push_bind(&filter.slug);
    }
    let words = fold(filter.words.trim());
    if !words.is_empty() {
        let words = if filter.exactly { format!("\n{words}\n") } else { words };
        query.push(" AND instr(r.words, ").push_bind(words).push(") > 0");
    }
    if let Some(target) = filter.refers_to {
        query
            .push(" AND r.id IN (SELECT source FROM reference WHERE target = ")
            .push_bind(target.to_string());
        query.push(")");
    }
    if filter.seen_from.is_some() {
        query.push(" AND (r.state = 'published' OR r.id IN theirs)");
    }
    let order = if filter.newest { "v.made DESC, r.id DESC" } else { "r.words, r.kind, r.slug" };
    query.push(" ORDER BY ").push(order);
    let limit = if filter.limit == 0 { -1 } else { i64::from(filter.limit) };
    query.push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(i64::from(filter.skip));
    let rows: Vec<HeadRow> = query.build_query_as().fetch_all(pool).await?;
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

/// The slugs of what rows refer to, by identity.
async fn slugs(
    tx: &mut sqlx::SqliteConnection,
    rows: &mut [Named],
) -> Result<HashMap<String, String>, StoreError> {
    let mut ids = BTreeSet::new();
    for row in &mut *rows {
        row.targets(&mut ids);
    }
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT r.id, r.slug FROM json_each(?) j JOIN record r ON r.id = j.value")
            .bind(serde_json::to_string(&ids).unwrap_or_default())
            .fetch_all(tx)
            .await?;
    Ok(rows.into_iter().collect())
}

/// A row as it is kept: references are identities.
struct Named {
    row: Row,
    body: Body,
}

impl Named {
    fn read(row: Row) -> Result<Self, StoreError> {
        let damaged = |why: String| StoreError::Damaged { id: row.record.clone(), why };
        let kind: Kind = row.kind.parse().map_err(damaged)?;
        let mut json = serde_json::Deserializer::from_str(&row.body);
        let body = Body::read(kind, &mut json).and_then(|body| json.end().map(|()| body));
        let body = body.map_err(|e| damaged(e.to_string()))?;
        Ok(Self { row, body })
    }

    /// Adds the identities that it refers to.
    fn targets(&mut self, targets: &mut BTreeSet<String>) {
        self.body.each_ref(&mut |id| {
            if !targets.contains(id.as_str()) {
                targets.insert(id.clone());
            }
        });
    }

    /// The record, with slugs for identities.
    fn stored(mut self, slugs: &HashMap<String, String>) -> Result<Stored, StoreError> {
        self.body.each_ref(&mut |id| {
            if let Some(slug) = slugs.get(id.as_str()) {
                id.clone_from(slug);
            }
        });
        let Self { row, body } = self;
        let damaged = |why: String| StoreError::Damaged { id: row.record.clone(), why };
        let state: State = row.state.parse().map_err(damaged)?;
        let id = Uuid::try_parse(&row.record).map_err(|e| damaged(e.to_string()))?;
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
