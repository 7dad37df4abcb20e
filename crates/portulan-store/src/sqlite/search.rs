//! Search in the whole text of records and their files, in SQLite's full-text index (FTS5).
use std::collections::HashMap;

use portulan_model::{FileKind, Record, SearchTerm, normalize_for_search, search_terms};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::excerpt::{SearchedText, excerpt, texts};
use super::lists::{COLUMNS, SummaryRow, push_conditions, query};
use super::read::by_id;
use crate::{ExcerptPart, Filter, RecordSummary, Scope, SearchHit, SearchPage, StoreError};

/// The longest text of a record in the index, in bytes. The text of its file comes in addition.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// The texts of a record as they are indexed: a line for each.
fn text(record: &Record) -> String {
    let mut text = String::new();
    for part in texts(record) {
        if text.len() + part.text.len() < MAX_TEXT_BYTES {
            text.push_str(&part.text);
            text.push('\n');
        }
    }
    text
}

/// Stores the words of a record in place of the earlier ones, with those of its file.
pub(super) async fn put(tx: &mut SqliteConnection, record: &Record) -> Result<(), StoreError> {
    let id = record.id.to_string();
    let name = record.body.name().0.values().map(String::as_str).collect::<Vec<_>>().join("\n");
    let mut text = text(record);
    if let Some((FileKind::Document, file)) = record.body.file() {
        let query = sqlx::query_scalar("SELECT coalesce(text, '') FROM document_file WHERE name = ?");
        let words: Option<String> = query.bind(file).fetch_optional(&mut *tx).await?;
        text.push_str(&words.unwrap_or_default());
    }
    sqlx::query("DELETE FROM search_entry WHERE record = ?").bind(&id).execute(&mut *tx).await?;
    let number = sqlx::query("INSERT INTO search_entry (record) VALUES (?)")
        .bind(&id)
        .execute(&mut *tx)
        .await?
        .last_insert_rowid();
    let file = record.body.file().map_or("", |(_, name)| name);
    sqlx::query("INSERT INTO search_index (rowid, name, text, keys) VALUES (?, ?, ?, ?)")
        .bind(number)
        .bind(name)
        .bind(text)
        .bind(format!("{} {file}", record.slug))
        .execute(tx)
        .await?;
    Ok(())
}

/// The terms of a search as an expression of FTS5: records that contain all of them, words as the beginning of a word. `None` without
/// terms.
fn expression(terms: &[SearchTerm]) -> Option<String> {
    let term = |term: &SearchTerm| match term {
        SearchTerm::Word(word) => format!("\"{word}\"*"),
        SearchTerm::Amount { ways, is_prefix } => {
            let star = if *is_prefix { "*" } else { "" };
            let ways: Vec<String> = ways.iter().map(|way| format!("\"{}\"{star}", way.join(" "))).collect();
            format!("({})", ways.join(" OR "))
        }
    };
    (!terms.is_empty()).then(|| terms.iter().map(term).collect::<Vec<_>>().join(" AND "))
}

/// The records of a filter that contain some words: those whose name contains them first, then by relevance.
pub(super) async fn search(
    pool: &SqlitePool,
    words: &str,
    language: &str,
    filter: &Filter,
) -> Result<SearchPage, StoreError> {
    let terms = search_terms(words);
    let Some(expression) = expression(&terms) else { return Ok(SearchPage::default()) };
    let name = normalize_for_search(words.trim()).replace('\0', "");
    // One transaction, so that page and number are of one moment.
    let mut tx = pool.begin().await?;
    let found = |select: &str| -> Result<QueryBuilder<Sqlite>, StoreError> {
        let mut found = query(
            filter,
            &format!(
                "{select} FROM record r LEFT JOIN (SELECT e.record, s.rank FROM search_index s \
                 JOIN search_entry e ON e.number = s.rowid WHERE search_index MATCH "
            ),
        )?;
        found.push_bind(expression.clone());
        found.push(") h ON h.record = r.id WHERE (h.record IS NOT NULL OR instr(r.words, ");
        found.push_bind(name.clone()).push(") > 0)");
        push_conditions(&mut found, filter);
        Ok(found)
    };
    let mut rows = found(&format!("SELECT {COLUMNS}"))?;
    rows.push(" ORDER BY instr(r.words, ").push_bind(name.clone());
    rows.push(") = 0, h.rank, r.words, r.kind, r.slug LIMIT ");
    rows.push_bind(filter.limit.map_or(-1, i64::from)).push(" OFFSET ").push_bind(i64::from(filter.skip));
    let rows: Vec<SummaryRow> = rows.build_query_as().fetch_all(&mut *tx).await?;
    let total: i64 = found("SELECT count(*)")?.build_query_scalar().fetch_one(&mut *tx).await?;
    let heads: Vec<RecordSummary> = rows.into_iter().map(SummaryRow::read).collect::<Result<_, _>>()?;
    let mut excerpts = excerpts(&mut tx, &terms, language, &heads).await?;
    let hits = heads.into_iter().map(|record| {
        let excerpt = excerpts.remove(&record.id).unwrap_or_default();
        SearchHit { record, excerpt }
    });
    Ok(SearchPage { hits: hits.collect(), total: total.unsigned_abs() })
}

/// The words around those that were found, outside of names, by the identity of the record.
async fn excerpts(
    tx: &mut SqliteConnection,
    terms: &[SearchTerm],
    language: &str,
    heads: &[RecordSummary],
) -> Result<HashMap<Uuid, Vec<ExcerptPart>>, StoreError> {
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let mut excerpts = HashMap::new();
    for stored in by_id(tx, &ids, Scope::Latest).await? {
        let record = stored.record;
        let mut texts = texts(&record);
        if let Some((FileKind::Document, file)) = record.body.file() {
            let query = sqlx::query_scalar("SELECT coalesce(text, '') FROM document_file WHERE name = ?");
            let words: Option<String> = query.bind(file).fetch_optional(&mut *tx).await?;
            let lines = words.unwrap_or_default().lines().map(str::trim).collect::<Vec<_>>().join(" ");
            texts.push(SearchedText { language: String::new(), text: lines });
        }
        excerpts.insert(record.id, excerpt(&texts, terms, language));
    }
    Ok(excerpts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted() {
        let quoted = [
            ("eau", Some("\"eau\"*")),
            (" l’eau  potable ", Some("\"l’eau\"* AND \"potable\"*")),
            ("a\"b OR c*", Some("\"ab\"* AND \"OR\"* AND \"c*\"*")),
            ("a\0b", Some("\"ab\"*")),
            ("240 000 €", Some("(\"240000\" OR \"240 000\")")),
            ("\" - *", None),
            ("", None),
        ];
        for (words, expected) in quoted {
            assert_eq!(expression(&search_terms(words)).as_deref(), expected, "{words}");
        }
    }
}
