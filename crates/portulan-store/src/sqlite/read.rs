//! Reading of rows as records; ids in references are converted back to slugs.
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::Timestamp;
use portulan_model::{Body, Kind, Record, State, Version, VisitValues as _, remove_refs};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::parse::parse;
use super::row::impl_from_row;
use super::stored_form::{identity_opt, json, text_of};
use crate::{RecordVisitor, Revision, Scope, StoreError, StoredFile, StoredRecord};

struct RevisionRow {
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

impl_from_row!(RevisionRow { record, kind, slug, state, number, body, created, made, author, reason, user });

const COLUMNS: &str = "SELECT v.record, r.kind, v.slug, v.state, v.number, v.body, r.created, v.made, v.author, v.reason, v.user \
                       FROM record r JOIN revision v ON v.record = r.id";

/// The SQL expression for the number of the revision to read.
fn number(scope: Scope) -> String {
    match scope {
        Scope::Latest => "r.revision".to_owned(),
        Scope::Published => "r.published".to_owned(),
        // The last revision published before that time, unless the record was withdrawn in between.
        Scope::AsOf(moment) => {
            let before = text_of(moment);
            let last = |states: &str| {
                format!(
                    "(SELECT max(p.number) FROM revision p WHERE p.record = r.id AND p.state IN ({states}) \
                     AND p.made < '{before}')"
                )
            };
            let (published, withdrawn) = (last("'published'"), last("'archived', 'unpublished'"));
            format!("CASE WHEN {published} > coalesce({withdrawn}, 0) THEN {published} END")
        }
    }
}

/// The SQL expression for the slug of a record in a scope; NULL if it is not in the scope.
fn slug_in(scope: Scope) -> String {
    match scope {
        Scope::Latest => "r.slug".to_owned(),
        Scope::Published => "r.public_slug".to_owned(),
        Scope::AsOf(_) => {
            format!("(SELECT n.slug FROM revision n WHERE n.record = r.id AND n.number = {})", number(scope))
        }
    }
}

struct VersionRow {
    kind: String,
    slug: String,
    number: i64,
    state: String,
    made: String,
}

impl_from_row!(VersionRow { kind, slug, number, state, made });

pub(super) async fn versions(pool: &SqlitePool) -> Result<Vec<Version>, StoreError> {
    let query = "SELECT r.kind, v.slug, v.number, v.state, v.made FROM revision v JOIN record r ON r.id = v.record \
                 WHERE v.state = 'published' OR (v.state IN ('archived', 'unpublished') AND EXISTS (SELECT 1 FROM revision p \
                 WHERE p.record = v.record AND p.number < v.number AND p.state = 'published')) \
                 ORDER BY v.made DESC, r.kind, v.slug, v.number DESC";
    let rows: Vec<VersionRow> = sqlx::query_as(query).fetch_all(pool).await?;
    let mut out = Vec::new();
    for row in rows {
        let kind: Kind = row.kind.parse().map_err(|e| StoreError::damaged(&row.slug, e))?;
        let made: Timestamp = row.made.parse().map_err(|e| StoreError::damaged(&row.slug, e))?;
        let withdrawn = row.state != State::Published.name();
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
) -> Result<Vec<StoredRecord>, StoreError> {
    let (number, slug) = (number(scope), slug_in(scope));
    let mut query: QueryBuilder<Sqlite> =
        QueryBuilder::new(format!("{COLUMNS} AND v.number = {number} WHERE 1"));
    if let Some(kind) = kind {
        query.push(" AND r.kind = ").push_bind(kind.singular());
    }
    query.push(" ORDER BY r.kind, v.slug");
    // One transaction, so that records and slugs are from the same point in time.
    let mut tx = pool.begin().await?;
    let rows: Vec<RevisionRow> = query.build_query_as().fetch_all(&mut *tx).await?;
    let slugs = format!("SELECT r.id, {slug} FROM record r WHERE {slug} IS NOT NULL");
    let slugs: Vec<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(slugs)).fetch_all(&mut *tx).await?;
    drop(tx);
    let slugs = slugs.into_iter().collect();
    parse(rows, move |row| RawRecord::read(row)?.stored(&slugs)).await
}

/// A value that is not a slug: marks references to records outside the scope.
const HIDDEN_SLUG: &str = "?";

/// The number of records in a batch.
const BATCH_RECORDS: usize = 64;

pub(super) async fn each(
    pool: &SqlitePool,
    scope: Scope,
    kinds: &[Kind],
    take: &mut RecordVisitor<'_>,
) -> Result<(), StoreError> {
    let slug = slug_in(scope);
    let ids = format!(
        "SELECT r.id, {slug} AS called FROM record r WHERE r.kind = ? AND {slug} IS NOT NULL ORDER BY called"
    );
    let mut tx = pool.begin().await?;
    for kind in kinds {
        let ids = sqlx::query_as(sqlx::AssertSqlSafe(ids.as_str())).bind(kind.singular());
        let ids: Vec<(String, String)> = ids.fetch_all(&mut *tx).await?;
        let ids: Vec<String> = ids.into_iter().map(|(id, _)| id).collect();
        for part in ids.chunks(BATCH_RECORDS) {
            if !take(by_id(&mut tx, part, scope).await?) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The records of some identities in a scope, in the order of the identities.
pub(super) async fn by_id<I: serde::Serialize>(
    tx: &mut SqliteConnection,
    ids: &[I],
    scope: Scope,
) -> Result<Vec<StoredRecord>, StoreError> {
    let number = number(scope);
    let query = format!(
        "SELECT v.record, r.kind, v.slug, v.state, v.number, v.body, r.created, v.made, v.author, v.reason, v.user \
         FROM json_each(?) j CROSS JOIN record r ON r.id = j.value JOIN revision v ON v.record = r.id AND v.number = {number} \
         ORDER BY j.key"
    );
    let rows = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(json(ids)?);
    let rows: Vec<RevisionRow> = rows.fetch_all(&mut *tx).await?;
    let mut named = parse(rows, RawRecord::read).await?;
    let slugs = slugs(tx, &mut named, scope).await?;
    parse(named, move |n| n.stored(&slugs)).await
}

/// The newest revision of the record that matches a condition.
pub(super) async fn one(
    pool: &SqlitePool,
    condition: &str,
    values: &[&str],
) -> Result<Option<StoredRecord>, StoreError> {
    let mut tx = pool.begin().await?;
    one_in(&mut tx, condition, values).await
}

/// The newest revision of a record, inside a transaction.
pub(super) async fn newest(tx: &mut SqliteConnection, id: Uuid) -> Result<Option<StoredRecord>, StoreError> {
    one_in(tx, "r.id = ?", &[&id.to_string()]).await
}

async fn one_in(
    tx: &mut SqliteConnection,
    condition: &str,
    values: &[&str],
) -> Result<Option<StoredRecord>, StoreError> {
    let query = format!("{COLUMNS} AND v.number = r.revision WHERE {condition}");
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(query));
    for value in values {
        query = query.bind(*value);
    }
    let row: Option<RevisionRow> = query.fetch_optional(&mut *tx).await?;
    let Some(row) = row else { return Ok(None) };
    let mut named = RawRecord::read(row)?;
    let slugs = slugs(tx, std::slice::from_mut(&mut named), Scope::Latest).await?;
    named.stored(&slugs).map(Some)
}

/// The revisions of a record with these numbers, the newest first; at most `limit` of them.
pub(super) async fn revisions(
    pool: &SqlitePool,
    id: Uuid,
    numbers: Range<i64>,
    limit: Option<u32>,
) -> Result<Vec<Revision>, StoreError> {
    let mut tx = pool.begin().await?;
    let query = format!(
        "{COLUMNS} WHERE r.id = ?1 AND v.number >= ?2 AND v.number < ?3 ORDER BY v.number DESC LIMIT ?4"
    );
    let rows: Vec<RevisionRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
        .bind(id.to_string())
        .bind(numbers.start)
        .bind(numbers.end)
        // A negative limit is none.
        .bind(limit.map_or(-1, i64::from))
        .fetch_all(&mut *tx)
        .await?;
    let mut named = parse(rows, RawRecord::read).await?;
    let slugs = slugs(&mut tx, &mut named, Scope::Latest).await?;
    let revision = move |raw: RawRecord| {
        let (author, reason) = (raw.row.author.clone(), raw.row.reason.clone());
        let user = identity_opt(raw.row.user.as_deref())?;
        let StoredRecord { record, revision, updated, .. } = raw.stored(&slugs)?;
        Ok(Revision { number: revision, record, made: updated, author, user, reason })
    };
    parse(named, revision).await
}

pub(super) async fn counts(pool: &SqlitePool) -> Result<Vec<(Kind, State, u64)>, StoreError> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT kind, state, records FROM record_count WHERE records > 0")
            .fetch_all(pool)
            .await?;
    let read = |(kind, state, n): (String, String, i64)| {
        Ok((
            kind.parse().map_err(|e| StoreError::damaged(format!("{kind} {state}"), e))?,
            state.parse().map_err(|e| StoreError::damaged(format!("{kind} {state}"), e))?,
            n.unsigned_abs(),
        ))
    };
    rows.into_iter().map(read).collect()
}

/// The number of bytes of the bodies of some records, in their newest revisions.
pub(super) async fn body_bytes(pool: &SqlitePool, ids: &[Uuid]) -> Result<u64, StoreError> {
    let bytes: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(octet_length(v.body)), 0) FROM json_each(?) j CROSS JOIN record r ON r.id = j.value \
         JOIN revision v ON v.record = r.id AND v.number = r.revision",
    )
    .bind(json(ids)?)
    .fetch_one(pool)
    .await?;
    Ok(bytes.unsigned_abs())
}

pub(super) async fn files(pool: &SqlitePool) -> Result<Vec<StoredFile>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> =
        sqlx::query_as("SELECT name, digest, bytes FROM file ORDER BY name").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(name, digest, bytes)| StoredFile { name, digest, bytes }).collect())
}

/// The slugs, in a scope, of the targets of rows, by identity.
async fn slugs(
    tx: &mut SqliteConnection,
    rows: &mut [RawRecord],
    scope: Scope,
) -> Result<HashMap<String, String>, StoreError> {
    let mut ids = BTreeSet::new();
    for row in &mut *rows {
        row.targets(&mut ids);
    }
    let slug = slug_in(scope);
    let query = format!(
        "SELECT r.id, {slug} FROM json_each(?) j CROSS JOIN record r ON r.id = j.value WHERE {slug} IS NOT NULL"
    );
    let rows: Vec<(String, String)> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(json(&ids)?).fetch_all(tx).await?;
    Ok(rows.into_iter().collect())
}

/// A row as stored: references are identities.
struct RawRecord {
    row: RevisionRow,
    body: Body,
}

impl RawRecord {
    fn read(row: RevisionRow) -> Result<Self, StoreError> {
        let kind: Kind = row.kind.parse().map_err(|e| StoreError::damaged(&row.record, e))?;
        let mut json = serde_json::Deserializer::from_str(&row.body);
        let body = Body::read(kind, &mut json).and_then(|body| json.end().map(|()| body));
        let body = body.map_err(|e| StoreError::damaged(&row.record, e))?;
        Ok(Self { row, body })
    }

    /// Adds the identities of its targets.
    fn targets(&mut self, targets: &mut BTreeSet<String>) {
        self.body.change_references(&mut |id| {
            if !targets.contains(id.as_str()) {
                targets.insert(id.clone());
            }
        });
    }

    /// The record with slugs in place of identities. References to records outside the scope are removed:
    /// readers of the published register must not learn of drafts and contacts.
    fn stored(mut self, slugs: &HashMap<String, String>) -> Result<StoredRecord, StoreError> {
        let mut is_whole = true;
        self.body.change_references(&mut |id| {
            let slug = slugs.get(id.as_str());
            is_whole &= slug.is_some();
            slug.map_or(HIDDEN_SLUG, String::as_str).clone_into(id);
        });
        if !is_whole {
            self.body = remove_refs(&self.body, |_, slug| slug == HIDDEN_SLUG)
                .map_err(|e| StoreError::damaged(self.row.record.clone(), e))?;
        }
        let Self { row, body } = self;
        let state: State = row.state.parse().map_err(|e| StoreError::damaged(&row.record, e))?;
        let id = Uuid::try_parse(&row.record).map_err(|e| StoreError::damaged(&row.record, e))?;
        let time = |text: &str| text.parse::<Timestamp>().map_err(|e| StoreError::damaged(&row.record, e));
        let (created, updated) = (time(&row.created)?, time(&row.made)?);
        Ok(StoredRecord {
            record: Record { id, slug: row.slug, state, body },
            revision: row.number,
            created,
            updated,
        })
    }
}
