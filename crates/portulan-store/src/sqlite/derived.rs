//! Rows that are derived from records when they are stored: aliases, dates of the agenda, gaps, values of the filters of lists, words
//! of the search.
use portulan_model::{Body, Kind, Record, check, normalize_for_search};
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::facets;
use super::read;
use super::search;
use super::stored_form::{identity, json};
use crate::{Scope, StoreError, file_alias, is_public};

/// The version of the rules in this file. Rows that were derived by another version are derived again when the register is
/// opened: count up when the rules, or what they call in the model, change.
const VERSION: i64 = 7;
/// Records that are derived again at once.
const BATCH: usize = 256;

/// The text in which lists search and by which they are sorted: the names, normalized, a line for each language, those in `language`
/// first; of contacts also function, e-mail address and telephone number. A line feed is on both sides.
pub(super) fn words(record: &Record, language: &str) -> String {
    let mut lines = names(record, language);
    if let Body::Person(person) = &record.body {
        let others = person.function.0.values().chain(&person.email).chain(&person.phone);
        lines.extend(others.map(|text| normalize_for_search(&text.replace('\n', " "))));
    }
    format!("\n{}\n", lines.join("\n"))
}

/// The names of a record in all languages, normalized; those in `language` first.
fn names(record: &Record, language: &str) -> Vec<String> {
    let (first, others): (Vec<_>, Vec<_>) =
        record.body.name().0.iter().partition(|(tag, _)| tag.as_str() == language);
    let names = first.into_iter().chain(others);
    names.map(|(_, text)| normalize_for_search(&text.replace('\n', " "))).collect()
}

/// The language by whose names lists are sorted.
pub(super) async fn language(tx: &mut SqliteConnection) -> Result<String, StoreError> {
    Ok(sqlx::query_scalar("SELECT language FROM derivation").fetch_one(tx).await?)
}

/// Takes over the first language of the published authority, if `records` has it, before they are stored. Returns true if it is
/// another than before: [`sort_again`] then derives the words of the records that are stored already.
pub(super) async fn follow_language<'a>(
    tx: &mut SqliteConnection,
    records: impl Iterator<Item = &'a Record>,
) -> Result<bool, StoreError> {
    let first = |record: &'a Record| match &record.body {
        Body::Authority(authority) if is_public(record.state) => authority.languages.first(),
        _ => None,
    };
    let Some(language) = records.filter_map(first).last() else { return Ok(false) };
    let query = sqlx::query("UPDATE derivation SET language = ?1 WHERE language <> ?1").bind(language);
    Ok(query.execute(tx).await?.rows_affected() > 0)
}

/// Derives the words of all records again, after the language of the register has changed.
pub(super) async fn sort_again(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    let language = language(tx).await?;
    for batch in identities(tx).await?.chunks(BATCH) {
        for stored in read::by_id(tx, batch, Scope::Latest).await? {
            sqlx::query("UPDATE record SET words = ? WHERE id = ?")
                .bind(words(&stored.record, &language))
                .bind(stored.record.id.to_string())
                .execute(&mut *tx)
                .await?;
        }
        put_public_names(tx, batch, &language).await?;
    }
    Ok(())
}

/// Stores the names of the published revisions of some records, by which lists for users without drafts display and find them.
async fn put_public_names(tx: &mut SqliteConnection, ids: &[Uuid], language: &str) -> Result<(), StoreError> {
    for stored in read::by_id(tx, ids, Scope::Published).await? {
        let record = &stored.record;
        sqlx::query("UPDATE record SET public_name = ?, public_words = ? WHERE id = ?")
            .bind(json(record.body.name())?)
            .bind(words(record, language))
            .bind(record.id.to_string())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

async fn identities(tx: &mut SqliteConnection) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM record ORDER BY id").fetch_all(tx).await?;
    ids.iter().map(|id| identity(id)).collect()
}

/// The gaps of a record as JSON; empty if there are none.
pub(super) fn gaps(record: &Record) -> Result<String, StoreError> {
    let gaps = check::gaps(record);
    if gaps.is_empty() { Ok(String::new()) } else { json(&gaps) }
}

/// The aliases of a record, each once, with true for its names.
fn aliases(record: &Record) -> Vec<(String, bool)> {
    let mut aliases: Vec<(String, bool)> =
        names(record, "").into_iter().map(|name| (name.trim().to_owned(), true)).collect();
    let identifier = match &record.body {
        Body::Project(body) => body.iati_identifier.as_deref(),
        Body::Partnership(body) => body.iati_identifier.as_deref(),
        _ => None,
    };
    let id = record.id.to_string();
    let others = identifier.into_iter().chain([record.slug.as_str(), id.as_str()]);
    aliases.extend(others.map(|alias| (normalize_for_search(alias), false)));
    aliases.extend(record.body.file().map(|(_, file)| (file_alias(file), false)));
    // A name counts as one, even if it is the slug too.
    aliases.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    aliases.dedup_by(|a, b| a.0 == b.0);
    aliases.retain(|(alias, _)| !alias.is_empty());
    aliases
}

/// Stores the rows that are derived from a record, in place of the earlier ones.
pub(super) async fn put(tx: &mut SqliteConnection, record: &Record) -> Result<(), StoreError> {
    let id = record.id.to_string();
    sqlx::query("DELETE FROM alias WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO alias (alias, kind, record, is_name) SELECT value ->> 0, ?1, ?2, value ->> 1 FROM json_each(?3)",
    )
    .bind(record.kind().singular())
    .bind(&id)
    .bind(json(&aliases(record))?)
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM agenda WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    for (position, entry) in (0_i64..).zip(record.body.agenda()) {
        sqlx::query(
            "INSERT INTO agenda (record, position, kind, start_day, end_day, until_day, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&id)
        .bind(position)
        .bind(entry.kind.name())
        .bind(entry.start.to_string())
        .bind(entry.end.to_string())
        .bind(entry.until.map(|day| day.to_string()))
        .bind(json(&entry.detail)?)
        .execute(&mut *tx)
        .await?;
    }
    facets::put(tx, record).await?;
    search::put(tx, record).await
}

/// Derives the rows of all records again if other rules derived them. Everything or nothing.
pub(super) async fn update(pool: &SqlitePool) -> Result<(), StoreError> {
    let query = "SELECT version FROM derivation";
    if sqlx::query_scalar::<_, i64>(query).fetch_one(pool).await? == VERSION {
        return Ok(());
    }
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    let authority: Vec<String> = sqlx::query_scalar("SELECT id FROM record WHERE kind = ?")
        .bind(Kind::Authority.singular())
        .fetch_all(&mut *tx)
        .await?;
    let authority = authority.iter().map(|id| identity(id)).collect::<Result<Vec<_>, _>>()?;
    let authority = read::by_id(&mut tx, &authority, Scope::Published).await?;
    follow_language(&mut tx, authority.iter().map(|stored| &stored.record)).await?;
    let language = language(&mut tx).await?;
    for batch in identities(&mut tx).await?.chunks(BATCH) {
        for stored in read::by_id(&mut tx, batch, Scope::Latest).await? {
            let record = &stored.record;
            sqlx::query("UPDATE record SET name = ?, words = ?, gaps = ? WHERE id = ?")
                .bind(json(record.body.name())?)
                .bind(words(record, &language))
                .bind(gaps(record)?)
                .bind(record.id.to_string())
                .execute(&mut *tx)
                .await?;
            put(&mut tx, record).await?;
        }
        put_public_names(&mut tx, batch, &language).await?;
    }
    sqlx::query("UPDATE derivation SET version = ?").bind(VERSION).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}
