//! The audit log in SQLite.
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};

use super::row::impl_from_row;
use super::setting::PUT_SETTING;
use super::stored_form::{identity_opt, millis, moment};
use crate::{AuditAction, AuditEntry, AuditFilter, AuditLine, SettingKey, StoreError};

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
    let rows: Vec<LineRow> = sqlx::query_as(
        "SELECT number, at, user, actor, action, subject, detail FROM audit \
         WHERE (?1 IS NULL OR action = ?1) AND (?2 IS NULL OR number < ?2) \
         AND (?3 = '' OR instr(lower(actor || ' ' || subject || ' ' || detail), lower(?3)) > 0) \
         ORDER BY number DESC LIMIT ?4",
    )
    .bind(filter.action.map(AuditAction::name))
    .bind(filter.before)
    .bind(&filter.words)
    .bind(i64::from(filter.limit))
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(line).collect()
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
