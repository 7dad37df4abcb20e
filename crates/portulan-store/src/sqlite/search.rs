//! Search in the whole text of records and their files, in SQLite's full-text index (FTS5).
use std::collections::HashMap;

use portulan_model::{FieldValue, FileKind, Record, normalize_for_search, visit_values};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};

use super::lists::{COLUMNS, SummaryRow, push_conditions, query};
use super::stored_form::json;
use crate::{ExcerptPart, Filter, SearchHit, SearchPage, StoreError};

/// The largest number of words of a search.
const MAX_WORDS: usize = 12;

/// The longest word of a search, in characters.
const MAX_WORD_CHARS: usize = 64;

/// The longest text of a record in the index, in bytes. The text of its file comes in addition.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// The characters around the words that were found, in an excerpt.
const MARKS: [char; 2] = ['\u{2}', '\u{3}'];

/// The texts of a record, except its name and its file: in all languages, with numbers and web addresses.
fn text(record: &Record) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        // A line for each text, so that excerpts show where one ends.
        let line = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() && text.len() + line.len() < MAX_TEXT_BYTES {
            text.push_str(&line);
            text.push('\n');
        }
    };
    let file = record.body.file().map(|(_, name)| name);
    visit_values(&record.body, &mut |_, value| match value {
        FieldValue::Text(texts) if texts == record.body.name() => {}
        FieldValue::Text(texts) => texts.0.values().for_each(|part| add(part)),
        FieldValue::Line(part) if file == Some(part) => {}
        FieldValue::Line(part) | FieldValue::Web(part) => add(part),
        FieldValue::Number(number) | FieldValue::Days(number) => add(&number.normalize().to_string()),
        _ => {}
    });
    text.replace(MARKS, " ")
}

/// Stores the words of a record in place of the earlier ones, with those of its file.
pub(super) async fn put(tx: &mut SqliteConnection, record: &Record) -> Result<(), StoreError> {
    let id = record.id.to_string();
    let name = record.body.name().0.values().map(String::as_str).collect::<Vec<_>>().join("\n");
    let mut text = text(record);
    if let Some((FileKind::Document, file)) = record.body.file() {
        let query = sqlx::query_scalar("SELECT coalesce(text, '') FROM document_file WHERE name = ?");
        let words: Option<String> = query.bind(file).fetch_optional(&mut *tx).await?;
        text.push_str(&words.unwrap_or_default().replace(MARKS, " "));
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

/// The words of a search as an expression of FTS5: records that contain all of them, each as the beginning of a word. `None` without
/// words.
fn expression(words: &str) -> Option<String> {
    let shortened = |word: &str| -> String {
        word.chars().filter(|c| *c != '"' && !c.is_control()).take(MAX_WORD_CHARS).collect()
    };
    let is_word = |word: &String| word.chars().any(char::is_alphanumeric);
    let words = words.split_whitespace().map(shortened).filter(is_word).take(MAX_WORDS);
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"*")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" AND "))
}

/// The records of a filter that contain some words: those whose name contains them first, then by relevance.
pub(super) async fn search(
    pool: &SqlitePool,
    words: &str,
    filter: &Filter,
) -> Result<SearchPage, StoreError> {
    let Some(expression) = expression(words) else { return Ok(SearchPage::default()) };
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
    let ids: Vec<&str> = rows.iter().map(SummaryRow::id).collect();
    let mut excerpts = excerpts(&mut tx, &expression, &ids).await?;
    let hits = rows.into_iter().map(|row| {
        let excerpt = excerpts.remove(row.id()).unwrap_or_default();
        Ok(SearchHit { record: row.read()?, excerpt })
    });
    Ok(SearchPage { hits: hits.collect::<Result<_, StoreError>>()?, total: total.unsigned_abs() })
}

/// The words around those that were found, outside of names, by the identity of the record.
async fn excerpts(
    tx: &mut SqliteConnection,
    expression: &str,
    ids: &[&str],
) -> Result<HashMap<String, Vec<ExcerptPart>>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT e.record, snippet(search_index, 1, char(2), char(3), '…', 16) FROM search_index \
         JOIN search_entry e ON e.number = search_index.rowid \
         WHERE search_index MATCH ? AND e.record IN (SELECT value FROM json_each(?))",
    )
    .bind(expression)
    .bind(json(ids)?)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(record, excerpt)| (record, parts(&excerpt))).collect())
}

/// An excerpt in parts; empty if it has no word that was found.
fn parts(excerpt: &str) -> Vec<ExcerptPart> {
    if !excerpt.contains(MARKS[0]) {
        return Vec::new();
    }
    let mut is_found = false;
    let mut parts = Vec::new();
    for part in excerpt.split_inclusive(MARKS) {
        let text = part.trim_end_matches(MARKS);
        if !text.is_empty() {
            parts.push(ExcerptPart { text: text.replace('\n', " · "), is_found });
        }
        is_found = part.ends_with(MARKS[0]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_bounded() {
        let quoted = [
            ("eau", Some("\"eau\"*")),
            (" l’eau  potable ", Some("\"l’eau\"* AND \"potable\"*")),
            ("a\"b OR c*", Some("\"ab\"* AND \"OR\"* AND \"c*\"*")),
            ("a\0b", Some("\"ab\"*")),
            ("\" - *", None),
            ("", None),
        ];
        for (words, expected) in quoted {
            assert_eq!(expression(words).as_deref(), expected, "{words}");
        }
        let long = expression(&"mot ".repeat(500)).expect("an expression");
        assert_eq!(long.matches("AND").count(), MAX_WORDS - 1);
        assert_eq!(expression(&"é".repeat(5000)).expect("an expression").chars().count(), MAX_WORD_CHARS + 3);
    }

    #[test]
    fn an_excerpt_marks_what_was_found() {
        let part = |text: &str, is_found| ExcerptPart { text: text.to_owned(), is_found };
        assert_eq!(
            parts("…de la \u{2}lagune\u{3} et\ndu \u{2}port\u{3}"),
            [part("…de la ", false), part("lagune", true), part(" et · du ", false), part("port", true)]
        );
        assert_eq!(parts("nothing found"), []);
    }
}
