//! Single-use links in SQLite.
use jiff::Timestamp;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::audit::log;
use super::sessions::end_sessions;
use super::stored_form::{identity, millis};
use super::users;
use crate::{AuditEntry, LinkUse, Purpose, StoreError, User};

/// The number of valid password reset links of a user.
const MAX_RESET_LINKS: i64 = 3;

/// Stores a link, and revokes earlier ones with the same purpose and user, except for the newest password
/// reset links.
pub(super) async fn put(
    tx: &mut SqliteConnection,
    digest: String,
    purpose: Purpose,
    user: Option<Uuid>,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let user = user.map(|id| id.to_string());
    let stay = if purpose == Purpose::Reset { MAX_RESET_LINKS - 1 } else { 0 };
    sqlx::query(
        "DELETE FROM ticket WHERE purpose = ?1 AND user IS ?2 AND digest NOT IN \
         (SELECT digest FROM ticket WHERE purpose = ?1 AND user IS ?2 ORDER BY expires DESC LIMIT ?3)",
    )
    .bind(purpose.name())
    .bind(&user)
    .bind(stay)
    .execute(&mut *tx)
    .await?;
    sqlx::query("INSERT INTO ticket (digest, purpose, user, expires) VALUES (?, ?, ?, ?)")
        .bind(digest)
        .bind(purpose.name())
        .bind(user)
        .bind(millis(expires))
        .execute(tx)
        .await?;
    Ok(())
}

/// Uses a link. Returns its user; `None` if it is not valid.
pub(super) async fn redeem(
    tx: &mut SqliteConnection,
    digest: String,
    used_for: LinkUse,
    entry: AuditEntry,
    now: Timestamp,
) -> Result<Option<User>, StoreError> {
    let owner: Option<Option<String>> =
        sqlx::query_scalar("DELETE FROM ticket WHERE digest = ? AND expires > ? RETURNING user")
            .bind(digest)
            .bind(millis(now))
            .fetch_optional(&mut *tx)
            .await?;
    let id = match (owner, used_for) {
        (Some(None), LinkUse::FirstAdministrator(user)) => {
            if users::has_administrator_password(tx).await? {
                return Ok(None);
            }
            users::insert(tx, &user).await?;
            user.id
        }
        (Some(Some(id)), LinkUse::Password { hash, name }) => {
            let query = "UPDATE user SET password = ?, name = coalesce(?, name), revision = revision + 1 \
                         WHERE id = ? AND active = 1";
            let done = sqlx::query(query).bind(hash).bind(name).bind(&id).execute(&mut *tx).await?;
            if done.rows_affected() == 0 {
                return Ok(None);
            }
            sqlx::query("DELETE FROM ticket WHERE user = ?").bind(&id).execute(&mut *tx).await?;
            identity(&id)?
        }
        _ => return Ok(None),
    };
    // A lost password may be known to others: all browsers must sign in again.
    end_sessions(tx, id, None, None).await?;
    log(tx, entry, now).await?;
    users::find(tx, id).await
}
