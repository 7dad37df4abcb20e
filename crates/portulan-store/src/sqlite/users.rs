//! Users in SQLite.
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::row::impl_from_row;
use super::sessions::end_sessions;
use super::stored_form::{identity, millis, moment, moment_opt};
use crate::{StoreError, User, UserChange, UserRole};

const USERS: &str = "SELECT u.id, u.email, u.name, u.language, u.role, u.active, u.password, u.totp, u.created, u.seen, u.revision, \
                     (SELECT group_concat(partnership, ' ') FROM scope WHERE user = u.id) AS scope FROM user u";

struct UserRow {
    id: String,
    email: String,
    name: String,
    language: String,
    role: String,
    active: bool,
    password: Option<String>,
    totp: Option<String>,
    created: i64,
    seen: Option<i64>,
    revision: i64,
    scope: Option<String>,
}

impl_from_row!(UserRow {
    id,
    email,
    name,
    language,
    role,
    active,
    password,
    totp,
    created,
    seen,
    revision,
    scope
});

fn user(row: UserRow) -> Result<User, StoreError> {
    let role: UserRole = row.role.parse().map_err(|e| StoreError::damaged(&row.id, e))?;
    Ok(User {
        id: identity(&row.id)?,
        email: row.email,
        name: row.name,
        language: row.language,
        role,
        active: row.active,
        password: row.password,
        totp: row.totp,
        scope: row.scope.unwrap_or_default().split_whitespace().map(identity).collect::<Result<_, _>>()?,
        created: moment(row.created)?,
        seen: moment_opt(row.seen)?,
        revision: row.revision,
    })
}

/// All users, ordered by name.
pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<User>, StoreError> {
    let query = format!("{USERS} ORDER BY u.name, u.email");
    let rows: Vec<UserRow> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(pool).await?;
    rows.into_iter().map(user).collect()
}

/// The user with an e-mail address.
pub(super) async fn find_by_email(pool: &SqlitePool, email: &str) -> Result<Option<User>, StoreError> {
    let query = format!("{USERS} WHERE u.email = ?");
    let row: Option<UserRow> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(email).fetch_optional(pool).await?;
    row.map(user).transpose()
}

/// Reads one user.
pub(super) async fn find(tx: &mut SqliteConnection, id: Uuid) -> Result<Option<User>, StoreError> {
    let query = format!("{USERS} WHERE u.id = ?");
    let row: Option<UserRow> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id.to_string()).fetch_optional(tx).await?;
    row.map(user).transpose()
}

pub(super) async fn insert(tx: &mut SqliteConnection, user: &User) -> Result<(), StoreError> {
    let done = sqlx::query(
        "INSERT INTO user (id, email, name, language, role, active, password, totp, created, seen) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(user.id.to_string())
    .bind(&user.email)
    .bind(&user.name)
    .bind(&user.language)
    .bind(user.role.name())
    .bind(user.active)
    .bind(&user.password)
    .bind(&user.totp)
    .bind(millis(user.created))
    .bind(user.seen.map(millis))
    .execute(&mut *tx)
    .await;
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            return Err(StoreError::EmailTaken(user.email.clone()));
        }
        other => other?,
    };
    set_scope(tx, user.id, &user.scope).await
}

async fn set_scope(tx: &mut SqliteConnection, user: Uuid, scope: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM scope WHERE user = ?").bind(user.to_string()).execute(&mut *tx).await?;
    for partnership in scope {
        sqlx::query("INSERT OR IGNORE INTO scope (user, partnership) VALUES (?, ?)")
            .bind(user.to_string())
            .bind(partnership.to_string())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Makes one change. Each change writes its own columns only.
pub(super) async fn change(
    tx: &mut SqliteConnection,
    id: Uuid,
    change: &UserChange,
) -> Result<(), StoreError> {
    let user = id.to_string();
    match change {
        UserChange::Profile { name, language } => {
            let query = sqlx::query("UPDATE user SET name = ?, language = ? WHERE id = ?");
            query.bind(name).bind(language).bind(user).execute(tx).await?;
        }
        UserChange::Password { hash, session } => {
            let query = sqlx::query("UPDATE user SET password = ? WHERE id = ?");
            query.bind(hash).bind(&user).execute(&mut *tx).await?;
            end_sessions(tx, id, None, Some(*session)).await?;
        }
        UserChange::Totp { secret, session } => {
            let query = sqlx::query("UPDATE user SET totp = ? WHERE id = ?");
            query.bind(secret).bind(&user).execute(&mut *tx).await?;
            end_sessions(tx, id, None, Some(*session)).await?;
        }
        UserChange::DropFactors => {
            for query in [
                "UPDATE user SET totp = NULL WHERE id = ?",
                "DELETE FROM passkey WHERE user = ?",
                "DELETE FROM recovery_code WHERE user = ?",
            ] {
                sqlx::query(query).bind(&user).execute(&mut *tx).await?;
            }
            end_sessions(tx, id, None, None).await?;
        }
        UserChange::Rights { role, active, scope } => {
            let query = sqlx::query("UPDATE user SET role = ?, active = ? WHERE id = ?");
            query.bind(role.name()).bind(active).bind(&user).execute(&mut *tx).await?;
            set_scope(tx, id, scope).await?;
            if !active {
                end_sessions(tx, id, None, None).await?;
            }
        }
    }
    Ok(())
}

/// True if an active administrator can sign in: with a password, or through an identity provider that they
/// have used before.
pub(super) async fn has_administrator(tx: &mut SqliteConnection) -> Result<bool, StoreError> {
    let query = "SELECT EXISTS (SELECT 1 FROM user WHERE role = 'administrator' AND active = 1 \
                 AND (password IS NOT NULL OR seen IS NOT NULL))";
    Ok(sqlx::query_scalar(query).fetch_one(tx).await?)
}

/// True if an active administrator has a password. Without one, they depend on an identity provider, which
/// may fail.
pub(super) async fn has_administrator_password(tx: &mut SqliteConnection) -> Result<bool, StoreError> {
    let query = "SELECT EXISTS (SELECT 1 FROM user WHERE role = 'administrator' AND active = 1 \
                 AND password IS NOT NULL)";
    Ok(sqlx::query_scalar(query).fetch_one(tx).await?)
}
