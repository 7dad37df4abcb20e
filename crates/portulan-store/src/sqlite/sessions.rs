//! Sessions in SQLite.
use jiff::{SignedDuration, Timestamp};
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::row::impl_from_row;
use super::stored_form::{identity, millis, moment};
use crate::{Session, StoreError};

/// The shortest time between two updates of a last-seen time: reading must not cause a write for each request.
pub(super) const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

struct SessionRow {
    id: String,
    user: String,
    created: i64,
    seen: i64,
    agent: String,
    address: String,
}

impl_from_row!(SessionRow { id, user, created, seen, agent, address });

fn session(row: SessionRow) -> Result<Session, StoreError> {
    Ok(Session {
        id: identity(&row.id)?,
        user: identity(&row.user)?,
        created: moment(row.created)?,
        seen: moment(row.seen)?,
        agent: row.agent,
        address: row.address,
    })
}

/// Stores a new session.
pub(super) async fn open(
    tx: &mut SqliteConnection,
    digest: String,
    session: Session,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO session (digest, id, user, created, seen, agent, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(digest)
    .bind(session.id.to_string())
    .bind(session.user.to_string())
    .bind(millis(session.created))
    .bind(millis(session.seen))
    .bind(session.agent)
    .bind(session.address)
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE user SET seen = ? WHERE id = ?")
        .bind(millis(session.created))
        .bind(session.user.to_string())
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// The session with a token that was used after `idle` and opened after `begun`.
pub(super) async fn find(
    pool: &SqlitePool,
    digest: &str,
    idle: Timestamp,
    begun: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let row: Option<SessionRow> = sqlx::query_as(
        "SELECT id, user, created, seen, agent, address FROM session WHERE digest = ? AND seen > ? AND created > ?",
    )
    .bind(digest)
    .bind(millis(idle))
    .bind(millis(begun))
    .fetch_optional(pool)
    .await?;
    row.map(session).transpose()
}

/// The sessions of a user, the last used first.
pub(super) async fn of_user(pool: &SqlitePool, user: Uuid) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<SessionRow> = sqlx::query_as(
        "SELECT id, user, created, seen, agent, address FROM session WHERE user = ? ORDER BY seen DESC",
    )
    .bind(user.to_string())
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(session).collect()
}

/// Updates the last-seen time of a session and its user.
pub(super) async fn seen(
    tx: &mut SqliteConnection,
    session: Uuid,
    user: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    let queries = [
        ("UPDATE session SET seen = ? WHERE id = ?", session),
        ("UPDATE user SET seen = ? WHERE id = ?", user),
    ];
    for (query, id) in queries {
        sqlx::query(query).bind(millis(now)).bind(id.to_string()).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Ends one session of a user, or all except one.
pub(super) async fn end_sessions(
    tx: &mut SqliteConnection,
    user: Uuid,
    one: Option<Uuid>,
    but: Option<Uuid>,
) -> Result<(), StoreError> {
    let [one, but] = [one, but].map(|id| id.map(|id| id.to_string()));
    if one.is_none() {
        // The address of the calendar is revoked with them.
        sqlx::query("DELETE FROM setting WHERE key = ?")
            .bind(format!("calendar {user}"))
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query(
        "DELETE FROM session WHERE user = ?1 AND (?2 IS NULL OR id = ?2) AND (?3 IS NULL OR id <> ?3)",
    )
    .bind(user.to_string())
    .bind(one)
    .bind(but)
    .execute(tx)
    .await?;
    Ok(())
}
