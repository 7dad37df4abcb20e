//! Lists: what is shown of records without reading their bodies.
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use portulan_model::{AgendaDetail, AgendaEntry, AgendaKind, FacetName, Kind, State, normalize_for_search};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::list_order::push_order;
use super::row::impl_from_row;
use super::stored_form::{identity, json};
use crate::{
    AgendaFilter, AgendaLine, Filter, IncompleteRecord, NameFilter, RecordPage, RecordSummary, StoreError,
};

/// The columns of a [`SummaryRow`].
pub(super) const COLUMNS: &str =
    "r.id, r.kind, r.slug, r.name, r.state, r.revision, r.published, r.changed, r.author";

pub(super) struct SummaryRow {
    id: String,
    kind: String,
    slug: String,
    name: String,
    state: String,
    revision: i64,
    published: Option<i64>,
    changed: String,
    author: String,
}

impl_from_row!(SummaryRow { id, kind, slug, name, state, revision, published, changed, author });

impl SummaryRow {
    pub(super) fn read(self) -> Result<RecordSummary, StoreError> {
        Ok(RecordSummary {
            id: identity(&self.id)?,
            kind: self.kind.parse().map_err(|e| StoreError::damaged(&self.id, e))?,
            name: serde_json::from_str(&self.name).map_err(|e| StoreError::damaged(&self.id, e))?,
            state: self.state.parse().map_err(|e| StoreError::damaged(&self.id, e))?,
            updated: self.changed.parse().map_err(|e| StoreError::damaged(&self.id, e))?,
            slug: self.slug,
            revision: self.revision,
            published: self.published,
            author: self.author,
        })
    }
}

/// The records as users see them who see no drafts of others: those with a newer draft in their published revision. It has the name of
/// the table, so that every query over records reads it.
const SEEN_RECORDS: &str = "record AS (\
    SELECT id, kind, slug, name, words, state, revision, published, changed, author, gaps, 1 AS is_newest \
    FROM main.record WHERE state = 'published' OR id IN theirs \
    UNION ALL \
    SELECT r.id, r.kind, r.public_slug, r.public_name, r.public_words, 'published', r.published, r.published, \
    v.made, v.author, '', 0 \
    FROM main.record r JOIN revision v ON v.record = r.id AND v.number = r.published \
    WHERE r.state <> 'published' AND r.id NOT IN theirs AND r.public_name IS NOT NULL) ";

/// Starts a query over records with `before` as the text up to its conditions.
pub(super) fn query(filter: &Filter, before: &str) -> Result<QueryBuilder<Sqlite>, StoreError> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("");
    if let Some(scope) = &filter.seen_from {
        query.push("WITH own(id) AS (SELECT value FROM json_each(");
        query.push_bind(json(scope)?);
        query
            .push(")), theirs(id) AS (SELECT record FROM owner WHERE partnership IN own), ")
            .push(SEEN_RECORDS);
    }
    query.push(before);
    Ok(query)
}

/// Adds the conditions of a filter. Only those that are asked for are written, so that the indexes are of use.
pub(super) fn push_conditions(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    push_record_conditions(query, filter);
    push_choices(query, filter);
}

/// Adds the conditions of a filter on state and values, for which a list offers the choices.
pub(super) fn push_choices(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    if let Some(state) = filter.state {
        query.push(" AND r.state = ").push_bind(state.name());
    }
    for (name, value) in &filter.facets {
        push_value(query, filter.kind, *name, value);
    }
}

/// Adds the conditions of a filter other than those of [`push_choices`].
pub(super) fn push_record_conditions(query: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    if let Some(kind) = filter.kind {
        query.push(" AND r.kind = ").push_bind(kind.singular());
    }
    if !filter.private {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_private() && filter.kind != Some(**kind)) {
            query.push(" AND r.kind <> ").push_bind(kind.singular());
        }
        if filter.kind.is_some_and(Kind::is_private) {
            query.push(" AND 0");
        }
    }
    if let Some(slug) = &filter.slug {
        query.push(" AND r.slug = ").push_bind(slug.clone());
    }
    match &filter.name {
        Some(NameFilter::Contains(words)) => {
            let words = normalize_for_search(words.trim());
            if !words.is_empty() {
                query.push(" AND instr(r.words, ").push_bind(words).push(") > 0");
            }
        }
        Some(NameFilter::ContainsOrRefersTo(words, kind)) => {
            let words = normalize_for_search(words.trim());
            if !words.is_empty() {
                query.push(" AND (instr(r.words, ").push_bind(words.clone());
                query.push(") > 0 OR r.id IN (SELECT f.source FROM record o JOIN reference f ON f.target = o.id WHERE o.kind = ");
                query
                    .push_bind(kind.singular())
                    .push(" AND instr(o.words, ")
                    .push_bind(words)
                    .push(") > 0))");
            }
        }
        Some(NameFilter::Is(name)) => {
            query.push(" AND r.id IN (SELECT record FROM alias WHERE is_name AND alias = ");
            query.push_bind(normalize_for_search(name.trim())).push(")");
        }
        None => {}
    }
    if let Some(day) = filter.stored_too_long_on {
        query.push(" AND r.id IN (SELECT record FROM agenda WHERE kind = ");
        query.push_bind(AgendaKind::RetentionEnd.name());
        query.push(" AND end_day < ").push_bind(day.to_string()).push(")");
    }
    if filter.incomplete {
        query.push(" AND r.gaps <> ''");
    }
    if let Some(target) = filter.refers_to {
        query.push(" AND r.id IN (SELECT source FROM reference WHERE target = ");
        query.push_bind(target.to_string()).push(")");
    }
    // References, values and other names are those of the newest revision, not of the published one.
    let is_of_newest = filter.stored_too_long_on.is_some()
        || filter.incomplete
        || filter.refers_to.is_some()
        || !filter.facets.is_empty()
        || matches!(filter.name, Some(NameFilter::Is(_) | NameFilter::ContainsOrRefersTo(..)));
    if filter.seen_from.is_some() && is_of_newest {
        query.push(" AND r.is_newest");
    }
}

/// Adds the condition that records of a kind have a value.
fn push_value(query: &mut QueryBuilder<Sqlite>, kind: Option<Kind>, name: FacetName, value: &str) {
    let is_of_territories = kind.is_some_and(|kind| name.is_of_territories(kind));
    query.push(" AND r.id IN (SELECT ");
    if is_of_territories {
        query.push("p.source FROM facet f JOIN reference p ON p.target = f.record WHERE f.kind = ");
        query.push_bind(Kind::Territory.singular());
    } else {
        query.push("f.record FROM facet f WHERE f.kind = ");
        query.push_bind(kind.map_or("", Kind::singular));
    }
    query.push(" AND f.name = ").push_bind(name.name());
    query.push(" AND f.value = ").push_bind(value.to_owned()).push(")");
}

/// A page of a list, with the number of all records that the filter matches.
pub(super) async fn list(pool: &SqlitePool, filter: &Filter) -> Result<RecordPage, StoreError> {
    // One transaction, so that page and number are of one moment.
    let mut tx = pool.begin().await?;
    let heads = summaries(&mut tx, filter).await?;
    let found = u64::from(filter.skip) + heads.len() as u64;
    let is_last = filter.limit.is_none_or(|limit| heads.len() < limit as usize);
    let total = if is_last && (filter.skip == 0 || !heads.is_empty()) {
        found
    } else {
        count(&mut tx, filter).await?
    };
    Ok(RecordPage { heads, total })
}

/// The records that a filter matches, in its order.
pub(super) async fn summaries(
    tx: &mut SqliteConnection,
    filter: &Filter,
) -> Result<Vec<RecordSummary>, StoreError> {
    let mut query = query(filter, &format!("SELECT {COLUMNS} FROM record r WHERE 1"))?;
    push_conditions(&mut query, filter);
    push_order(&mut query, filter);
    let limit = filter.limit.map_or(-1, i64::from);
    query.push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(i64::from(filter.skip));
    let rows: Vec<SummaryRow> = query.build_query_as().fetch_all(tx).await?;
    rows.into_iter().map(SummaryRow::read).collect()
}

/// The number of records that a filter matches.
pub(super) async fn count(tx: &mut SqliteConnection, filter: &Filter) -> Result<u64, StoreError> {
    if let Some((kind, state)) = filter.counted() {
        let query = "SELECT coalesce(sum(records), 0) FROM record_count WHERE kind = ?1 AND (?2 IS NULL OR state = ?2)";
        let state = state.map(State::name);
        let total: i64 = sqlx::query_scalar(query).bind(kind.singular()).bind(state).fetch_one(tx).await?;
        return Ok(total.unsigned_abs());
    }
    let mut query = query(filter, "SELECT count(*) FROM record r WHERE 1")?;
    push_conditions(&mut query, filter);
    let total: i64 = query.build_query_scalar().fetch_one(tx).await?;
    Ok(total.unsigned_abs())
}

/// The records of some identities that a filter matches, in the order of the identities.
pub(super) async fn by_id(
    pool: &SqlitePool,
    ids: &[Uuid],
    filter: &Filter,
) -> Result<Vec<RecordSummary>, StoreError> {
    let mut query = query(filter, &format!("SELECT {COLUMNS} FROM json_each("))?;
    query.push_bind(json(ids)?).push(") j CROSS JOIN record r ON r.id = j.value WHERE 1");
    push_conditions(&mut query, filter);
    query.push(" ORDER BY j.key");
    let rows: Vec<SummaryRow> = query.build_query_as().fetch_all(pool).await?;
    rows.into_iter().map(SummaryRow::read).collect()
}

/// The records of some kinds and slugs that a filter matches, each once, in no order.
pub(super) async fn by_slug(
    pool: &SqlitePool,
    slugs: &[(Kind, String)],
    filter: &Filter,
) -> Result<Vec<RecordSummary>, StoreError> {
    let pairs: Vec<(&str, &str)> =
        slugs.iter().map(|(kind, slug)| (kind.singular(), slug.as_str())).collect();
    let mut query = query(filter, &format!("SELECT DISTINCT {COLUMNS} FROM json_each("))?;
    query.push_bind(json(&pairs)?);
    query.push(") j CROSS JOIN record r ON r.kind = j.value ->> 0 AND r.slug = j.value ->> 1 WHERE 1");
    push_conditions(&mut query, filter);
    let rows: Vec<SummaryRow> = query.build_query_as().fetch_all(pool).await?;
    rows.into_iter().map(SummaryRow::read).collect()
}

/// Those of some normalized names that several records of a kind have.
pub(super) async fn shared_names(
    pool: &SqlitePool,
    kind: Kind,
    names: &[String],
) -> Result<HashSet<String>, StoreError> {
    let shared: Vec<String> = sqlx::query_scalar(
        "SELECT a.alias FROM json_each(?) j CROSS JOIN alias a ON a.alias = j.value AND a.kind = ? \
         WHERE a.is_name GROUP BY a.alias HAVING count(DISTINCT a.record) > 1",
    )
    .bind(json(names)?)
    .bind(kind.singular())
    .fetch_all(pool)
    .await?;
    Ok(shared.into_iter().collect())
}

/// The records of a kind that some normalized aliases mean.
pub(super) async fn aliases(
    pool: &SqlitePool,
    kind: Kind,
    aliases: &[String],
) -> Result<HashMap<String, Vec<Uuid>>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT DISTINCT a.alias, a.record FROM json_each(?) j CROSS JOIN alias a ON a.alias = j.value AND a.kind = ? \
         ORDER BY a.alias, a.record",
    )
    .bind(json(aliases)?)
    .bind(kind.singular())
    .fetch_all(pool)
    .await?;
    let mut found: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (alias, record) in rows {
        found.entry(alias).or_default().push(identity(&record)?);
    }
    Ok(found)
}

struct AgendaRow {
    record: SummaryRow,
    position: i64,
    entry: String,
    start_day: String,
    end_day: String,
    until_day: Option<String>,
    detail: String,
}

impl_from_row!(AgendaRow { position, entry, start_day, end_day, until_day, detail } + record);

impl AgendaRow {
    fn read(self) -> Result<AgendaLine, StoreError> {
        let id = self.record.id.clone();
        let day = |text: &str| text.parse::<Date>().map_err(|e| StoreError::damaged(&id, e));
        let kind = AgendaKind::from_name(&self.entry);
        let detail: AgendaDetail =
            serde_json::from_str(&self.detail).map_err(|e| StoreError::damaged(&id, e))?;
        let entry = AgendaEntry {
            kind: kind.ok_or_else(|| StoreError::damaged(&id, format!("unknown date `{}`", self.entry)))?,
            start: day(&self.start_day)?,
            end: day(&self.end_day)?,
            until: self.until_day.as_deref().map(day).transpose()?,
            detail,
        };
        Ok(AgendaLine { record: self.record.read()?, position: self.position, entry })
    }
}

/// Starts a query over the agenda; archived records are not in it.
fn agenda_query(filter: &AgendaFilter, columns: &str) -> Result<QueryBuilder<Sqlite>, StoreError> {
    let mut query = query(&filter.records, "SELECT ")?;
    query.push(columns);
    query.push(
        " FROM agenda a JOIN record r ON r.id = a.record WHERE a.kind IN (SELECT value FROM json_each(",
    );
    let kinds: Vec<&str> = filter.kinds.iter().map(|kind| kind.name()).collect();
    query.push_bind(json(&kinds)?).push(")) AND r.state <> ").push_bind(State::Archived.name());
    if let Some(from) = filter.from {
        query.push(" AND a.end_day >= ").push_bind(from.to_string());
    }
    if let Some(to) = filter.to {
        query.push(" AND a.start_day <= ").push_bind(to.to_string());
    }
    if let Some(day) = filter.ended_before {
        query.push(" AND a.end_day < ").push_bind(day.to_string());
    }
    if let Some(today) = filter.of_interest_on {
        query.push(" AND (a.until_day IS NULL OR a.until_day >= ").push_bind(today.to_string()).push(")");
    }
    if filter.records.seen_from.is_some() {
        query.push(" AND r.is_newest");
        let internal: Vec<&str> =
            AgendaKind::ALL.iter().filter(|kind| kind.is_internal()).map(|kind| kind.name()).collect();
        query.push(" AND (a.kind NOT IN (SELECT value FROM json_each(").push_bind(json(&internal)?);
        query.push(")) OR r.id IN theirs)");
    }
    push_conditions(&mut query, &filter.records);
    Ok(query)
}

/// The dates that a filter matches, the earliest first.
pub(super) async fn agenda(pool: &SqlitePool, filter: &AgendaFilter) -> Result<Vec<AgendaLine>, StoreError> {
    let columns =
        format!("{COLUMNS}, a.position, a.kind AS entry, a.start_day, a.end_day, a.until_day, a.detail");
    let mut query = agenda_query(filter, &columns)?;
    query.push(" ORDER BY a.start_day, r.words, a.record, a.position LIMIT ");
    query.push_bind(i64::from(filter.limit));
    let rows: Vec<AgendaRow> = query.build_query_as().fetch_all(pool).await?;
    rows.into_iter().map(AgendaRow::read).collect()
}

/// The number of dates that a filter matches.
pub(super) async fn agenda_count(pool: &SqlitePool, filter: &AgendaFilter) -> Result<u64, StoreError> {
    let total: i64 = agenda_query(filter, "count(*)")?.build_query_scalar().fetch_one(pool).await?;
    Ok(total.unsigned_abs())
}

/// Records that lack something, by kind and slug.
pub(super) async fn incomplete(
    pool: &SqlitePool,
    filter: &Filter,
) -> Result<Vec<IncompleteRecord>, StoreError> {
    struct IncompleteRow {
        record: SummaryRow,
        gaps: String,
    }

    impl_from_row!(IncompleteRow { gaps } + record);

    let mut query = query(filter, &format!("SELECT {COLUMNS}, r.gaps FROM record r WHERE r.gaps <> ''"))?;
    push_conditions(&mut query, filter);
    query.push(" ORDER BY r.kind, r.slug LIMIT ").push_bind(filter.limit.map_or(-1, i64::from));
    let rows: Vec<IncompleteRow> = query.build_query_as().fetch_all(pool).await?;
    let read = |row: IncompleteRow| {
        let gaps = serde_json::from_str(&row.gaps).map_err(|e| StoreError::damaged(&row.record.id, e))?;
        Ok(IncompleteRecord { record: row.record.read()?, gaps })
    };
    rows.into_iter().map(read).collect()
}
