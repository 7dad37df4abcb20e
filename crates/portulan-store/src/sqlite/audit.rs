//! The audit log in SQLite.
use jiff::Timestamp;
use portulan_model::{Kind, normalize_for_search};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::row::impl_from_row;
use super::setting::PUT_SETTING;
use super::stored_form::{identity, identity_opt, millis, moment};
use crate::{AuditEntry, AuditFilter, AuditLine, SettingKey, StoreError};

/// The largest number of characters in a text of the audit log.
const MAX_AUDIT_CHARS: usize = 500;
/// A day, in milliseconds.
const DAY_MILLIS: i64 = 24 * 3600 * 1000;
/// The longest plausible time between two deletions, in milliseconds: a longer one is a clock error.
const MAX_CLOCK_GAP_MILLIS: i64 = 30 * DAY_MILLIS;

/// Writes a line to the audit log. Its texts are truncated to [`MAX_AUDIT_CHARS`].
pub(super) async fn log(
    tx: &mut SqliteConnection,
    entry: AuditEntry,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit (at, user, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(millis(now))
        .bind(entry.user.map(|id| id.to_string()))
        .bind(bounded(&entry.actor))
        .bind(entry.action.name())
        .bind(bounded(&entry.subject))
        .bind(bounded(&entry.detail))
        .execute(tx)
        .await?;
    Ok(())
}

/// Truncates a text for the audit log at a character boundary.
fn bounded(text: &str) -> &str {
    text.char_indices().nth(MAX_AUDIT_CHARS).map_or(text, |(end, _)| &text[..end])
}

struct LineRow {
    number: i64,
    at: i64,
    user: Option<String>,
    actor: String,
    action: String,
    subject: String,
    detail: String,
}

impl_from_row!(LineRow { number, at, user, actor, action, subject, detail });

fn line(row: LineRow) -> Result<AuditLine, StoreError> {
    let LineRow { number, at, user, actor, action, subject, detail } = row;
    let user = identity_opt(user.as_deref())?;
    Ok(AuditLine { number, at: moment(at)?, user, actor, action, subject, detail })
}

/// The lines that match a filter, the newest first.
pub(super) async fn lines(pool: &SqlitePool, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
        "SELECT number, at, user, actor, action, subject, detail FROM audit WHERE number < ",
    );
    query.push_bind(filter.before.unwrap_or(i64::MAX));
    if let Some(action) = filter.action {
        query.push(" AND action = ").push_bind(action.name());
    }
    if let Some(user) = filter.user {
        query.push(" AND user = ").push_bind(user.to_string());
    }
    if let Some(kind) = filter.kind {
        // Single records as `partnership/conakry`, lists of them as `partnerships`.
        query.push(" AND (subject = ").push_bind(kind.folder());
        query
            .push(" OR substr(subject, 1, ")
            .push_bind(i64::try_from(kind.singular().len() + 1).unwrap_or(0));
        query.push(") = ").push_bind(format!("{}/", kind.singular())).push(")");
    }
    if let Some(from) = filter.from {
        query.push(" AND at >= ").push_bind(millis(from));
    }
    if let Some(until) = filter.until {
        query.push(" AND at < ").push_bind(millis(until));
    }
    let words = filter.words.trim();
    if !words.is_empty() {
        query.push(" AND (instr(lower(actor || ' ' || subject || ' ' || detail), lower(").push_bind(words);
        query.push(")) > 0 OR subject IN (SELECT kind || '/' || slug FROM record WHERE kind <> ");
        query.push_bind(Kind::Person.singular()).push(" AND instr(words, ");
        query.push_bind(normalize_for_search(words).replace('\0', "")).push(") > 0))");
    }
    query.push(" ORDER BY number DESC LIMIT ").push_bind(i64::from(filter.limit));
    let rows: Vec<LineRow> = query.build_query_as().fetch_all(pool).await?;
    rows.into_iter().map(line).collect()
}

/// The users who have lines in the log, each with the name in the newest of them.
pub(super) async fn people(pool: &SqlitePool) -> Result<Vec<(Uuid, String)>, StoreError> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT user, actor, max(number) FROM audit WHERE user IS NOT NULL GROUP BY user ORDER BY actor",
    )
    .fetch_all(pool)
    .await?;
    let person = |(user, actor, _): (String, String, i64)| Ok((identity(&user)?, actor));
    rows.into_iter().map(person).collect()
}

/// Deletes lines before a moment: once a day, and at most the lines of the oldest day. If the clock has
/// jumped, nothing is deleted: the last deletion is then in the future, or too long ago. Deletion continues
/// on the next day.
pub(super) async fn delete_old_lines(
    tx: &mut SqliteConnection,
    before: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let now = millis(now);
    let last: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
        .bind(SettingKey::AuditSweep.to_string())
        .fetch_optional(&mut *tx)
        .await?;
    let last: Option<i64> = last.and_then(|text| text.parse().ok());
    let since = last.and_then(|last| now.checked_sub(last));
    if since.is_some_and(|since| (0..DAY_MILLIS).contains(&since)) {
        return Ok(());
    }
    sqlx::query(PUT_SETTING)
        .bind(SettingKey::AuditSweep.to_string())
        .bind(now.to_string())
        .execute(&mut *tx)
        .await?;
    if !since.is_some_and(|since| (DAY_MILLIS..MAX_CLOCK_GAP_MILLIS).contains(&since)) {
        return Ok(());
    }
    let oldest: Option<i64> = sqlx::query_scalar("SELECT min(at) FROM audit").fetch_one(&mut *tx).await?;
    let Some(oldest) = oldest else { return Ok(()) };
    let end = millis(before).min(oldest.saturating_add(DAY_MILLIS));
    sqlx::query("DELETE FROM audit WHERE at < ?").bind(end).execute(tx).await?;
    Ok(())
}
