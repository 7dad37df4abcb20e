//! Waiting imports in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use super::stored_form::{identity, millis, moment, moment_opt};
use crate::imports::{MAX_DECISION_BYTES, MAX_WAITING_BYTES, MAX_WAITING_IMPORTS};
use crate::{ImportStore, StoreError, WaitingImport, WaitingStage};

type WaitingImportRow = (String, String, String, bool, i64, String, String, String, Option<i64>);

const COLUMNS: &str =
    "SELECT id, user, name, publish, made, stage, decisions, outcome, done FROM waiting_import";

fn import(row: WaitingImportRow) -> Result<WaitingImport, StoreError> {
    let (id, user, name, publish, made, stage, decisions, outcome, done) = row;
    let stage = WaitingStage::from_name(&stage)
        .ok_or_else(|| StoreError::damaged(id.clone(), format!("stage {stage}")))?;
    Ok(WaitingImport {
        id: identity(&id)?,
        user: identity(&user)?,
        name,
        publish,
        made: moment(made)?,
        stage,
        decisions,
        outcome,
        done: moment_opt(done)?,
    })
}

/// Returns an error if a text is larger than the bound.
fn bound(text: &str) -> Result<(), StoreError> {
    if text.len() > MAX_DECISION_BYTES {
        Err(StoreError::DraftLimit("the decisions about an import are too large"))
    } else {
        Ok(())
    }
}

/// Marks the import of a change as applied, and deletes its file. Returns an error if it is not being applied, so that no import is
/// applied twice.
pub(super) async fn complete(tx: &mut SqliteConnection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE waiting_import SET stage = 'done', done = ?2, decisions = '' WHERE id = ?1 AND stage = 'writing'",
    )
    .bind(id.to_string())
    .bind(millis(now))
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing(id));
    }
    sqlx::query("DELETE FROM waiting_import_file WHERE import = ?").bind(id.to_string()).execute(tx).await?;
    Ok(())
}

/// Deletes the oldest imports until one more, with a file of this size, is within the bounds. Returns their identities.
async fn make_room(tx: &mut SqliteConnection, added: usize) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String, i64, String)> = sqlx::query_as(
        "SELECT i.id, coalesce(f.byte_size, 0), i.stage FROM waiting_import i \
         LEFT JOIN waiting_import_file f ON f.import = i.id ORDER BY i.made, i.id",
    )
    .fetch_all(&mut *tx)
    .await?;
    let size = |bytes: i64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let (mut count, mut held) = (rows.len(), rows.iter().map(|(_, bytes, _)| size(*bytes)).sum::<usize>());
    let mut deleted = Vec::new();
    for (id, bytes, stage) in rows {
        if count < MAX_WAITING_IMPORTS && held.saturating_add(added) <= MAX_WAITING_BYTES {
            break;
        }
        if stage == WaitingStage::Writing.name() {
            continue;
        }
        sqlx::query("DELETE FROM waiting_import WHERE id = ?").bind(&id).execute(&mut *tx).await?;
        (count, held) = (count - 1, held - size(bytes));
        deleted.push(id);
    }
    Ok(deleted)
}

#[async_trait]
impl ImportStore for SqliteStore {
    async fn put_import(&self, import: &WaitingImport, file: &[u8]) -> Result<Vec<Uuid>, StoreError> {
        bound(&import.decisions)?;
        let (import, file) = (import.clone(), file.to_vec());
        let deleted: Vec<Uuid> = self
            .queue
            .write(move |tx| {
                Box::pin(async move {
                    let mut deleted: Vec<String> = sqlx::query_scalar(
                        "DELETE FROM waiting_import WHERE user = ? AND stage = 'waiting' RETURNING id",
                    )
                    .bind(import.user.to_string())
                    .fetch_all(&mut *tx)
                    .await?;
                    deleted.extend(make_room(tx, file.len()).await?);
                    sqlx::query(
                        "INSERT INTO waiting_import (id, user, name, publish, made, stage, decisions, outcome) \
                         VALUES (?, ?, ?, ?, ?, 'waiting', ?, '')",
                    )
                    .bind(import.id.to_string())
                    .bind(import.user.to_string())
                    .bind(import.name)
                    .bind(import.publish)
                    .bind(millis(import.made))
                    .bind(import.decisions)
                    .execute(&mut *tx)
                    .await?;
                    sqlx::query(
                        "INSERT INTO waiting_import_file (import, byte_size, bytes) VALUES (?1, length(?2), ?2)",
                    )
                    .bind(import.id.to_string())
                    .bind(file)
                    .execute(tx)
                    .await?;
                    deleted.iter().map(|id| identity(id)).collect()
                })
            })
            .await?;
        if !deleted.is_empty() {
            self.empty_log();
        }
        Ok(deleted)
    }

    async fn put_import_decisions(&self, id: Uuid, decisions: &str) -> Result<bool, StoreError> {
        bound(decisions)?;
        let query = "UPDATE waiting_import SET decisions = ?2 WHERE id = ?1 AND stage = 'waiting'";
        self.changed(query, id.to_string(), decisions.to_owned()).await
    }

    async fn move_import(&self, id: Uuid, to: WaitingStage, outcome: &str) -> Result<bool, StoreError> {
        bound(outcome)?;
        let query = match to {
            WaitingStage::Writing => {
                "UPDATE waiting_import SET stage = 'writing', outcome = ?2 WHERE id = ?1 AND stage = 'waiting'"
            }
            WaitingStage::Waiting => {
                "UPDATE waiting_import SET stage = 'waiting', outcome = ?2 WHERE id = ?1 AND stage = 'writing'"
            }
            WaitingStage::Done => return Ok(false),
        };
        self.changed(query, id.to_string(), outcome.to_owned()).await
    }

    async fn put_import_outcome(&self, id: Uuid, outcome: &str) -> Result<bool, StoreError> {
        bound(outcome)?;
        let query = "UPDATE waiting_import SET outcome = ?2 WHERE id = ?1 AND stage = 'done'";
        self.changed(query, id.to_string(), outcome.to_owned()).await
    }

    async fn import(&self, id: Uuid, user: Uuid) -> Result<Option<WaitingImport>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = ? AND user = ?"));
        let row = sqlx::query_as(query).bind(id.to_string()).bind(user.to_string());
        row.fetch_optional(&self.pool).await?.map(import).transpose()
    }

    async fn import_of(&self, user: Uuid) -> Result<Option<WaitingImport>, StoreError> {
        let query =
            format!("{COLUMNS} WHERE user = ? AND stage <> 'done' ORDER BY made DESC, id DESC LIMIT 1");
        let row = sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(user.to_string());
        row.fetch_optional(&self.pool).await?.map(import).transpose()
    }

    async fn import_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        let query = "SELECT bytes FROM waiting_import_file WHERE import = ?";
        Ok(sqlx::query_scalar(query).bind(id.to_string()).fetch_optional(&self.pool).await?)
    }

    async fn delete_import(&self, id: Uuid) -> Result<(), StoreError> {
        let query = "DELETE FROM waiting_import WHERE id = ?1 AND stage <> ?2";
        if self.changed(query, id.to_string(), WaitingStage::Writing.name()).await? {
            self.empty_log();
        }
        Ok(())
    }

    async fn delete_old_imports(&self, begun: Timestamp, done: Timestamp) -> Result<u64, StoreError> {
        let count = self
            .queue
            .write(move |tx| {
                Box::pin(async move {
                    let deleted = sqlx::query(
                        "DELETE FROM waiting_import WHERE (stage = 'waiting' AND made < ?) OR (stage = 'done' AND done < ?)",
                    )
                    .bind(millis(begun))
                    .bind(millis(done))
                    .execute(tx)
                    .await?;
                    Ok(deleted.rows_affected())
                })
            })
            .await?;
        if count > 0 {
            self.empty_log();
        }
        Ok(count)
    }
}
