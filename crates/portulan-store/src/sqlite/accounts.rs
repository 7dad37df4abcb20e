//! Users, sessions, single-use links and the log, in SQLite.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use sqlx::{FromRow, SqliteConnection};
use uuid::Uuid;

use super::write::log;
use super::{SqliteStore, identity, identity_opt, millis, moment, moment_opt};
use crate::{Accounts, AuditEntry, AuditFilter, Logged, Purpose, Session, StoreError, User, UserRole};

const USERS: &str = "SELECT u.id, u.email, u.name, u.language, u.role, u.active, u.password, u.totp, u.created, u.seen, \
                     (SELECT group_concat(partnership, ' ') FROM scope WHERE user = u.id) AS scope FROM user u";
/// Being seen is written down this often at most: reading must not cost a write each time.
pub(super) const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

#[derive(FromRow)]
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
    scope: Option<String>,
}

fn user(row: UserRow) -> Result<User, StoreError> {
    let damaged = |why: String| StoreError::Damaged { id: row.id.clone(), why };
    let role: UserRole = row.role.parse().map_err(damaged)?;
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
    })
}

#[derive(FromRow)]
struct SessionRow {
    id: String,
    user: String,
    created: i64,
    seen: i64,
    agent: String,
    address: String,
}

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

/// One user, inside a transaction.
pub(super) async fn find_user(tx: &mut SqliteConnection, id: Uuid) -> Result<Option<User>, StoreError> {
    let query = format!("{USERS} WHERE u.id = ?");
    let row: Option<UserRow> =
        sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id.to_string()).fetch_optional(tx).await?;
    row.map(user).transpose()
}

async fn put_user(tx: &mut SqliteConnection, user: &User) -> Result<(), StoreError> {
    let done = sqlx::query(
        "INSERT INTO user (id, email, name, language, role, active, password, totp, created, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, language = excluded.language, \
         role = excluded.role, active = excluded.active, password = excluded.password, totp = excluded.totp",
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
    sqlx::query("DELETE FROM scope WHERE user = ?").bind(user.id.to_string()).execute(&mut *tx).await?;
    for partnership in &user.scope {
        sqlx::query("INSERT OR IGNORE INTO scope (user, partnership) VALUES (?, ?)")
            .bind(user.id.to_string())
            .bind(partnership.to_string())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

#[async_trait]
impl Accounts for SqliteStore {
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        let query = format!("{USERS} ORDER BY u.name, u.email");
        let rows: Vec<UserRow> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&self.pool).await?;
        rows.into_iter().map(user).collect()
    }

    async fn user(&self, id: Uuid) -> Result<Option<User>, StoreError> {
        let query = format!("{USERS} WHERE u.id = ?");
        let row: Option<UserRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.map(user).transpose()
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        let query = format!("{USERS} WHERE u.email = ?");
        let row: Option<UserRow> =
            sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(email).fetch_optional(&self.pool).await?;
        row.map(user).transpose()
    }

    async fn put_user(&self, user: &User, entry: AuditEntry) -> Result<(), StoreError> {
        let user = user.clone();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    put_user(tx, &user).await?;
                    log(tx, entry).await
                })
            })
            .await
    }

    async fn delete_user(&self, id: Uuid, entry: AuditEntry) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM user WHERE id = ?")
                        .bind(id.to_string())
                        .execute(&mut *tx)
                        .await?;
                    log(tx, entry).await
                })
            })
            .await
    }

    async fn open_session(
        &self,
        digest: &str,
        session: &Session,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let (digest, session) = (digest.to_owned(), session.clone());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("INSERT INTO session (digest, id, user, created, seen, agent, address) VALUES (?, ?, ?, ?, ?, ?, ?)")
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
                    log(tx, entry).await
                })
            })
            .await
    }

    async fn session(
        &self,
        digest: &str,
        now: Timestamp,
        idle: Timestamp,
        begun: Timestamp,
    ) -> Result<Option<(Session, User)>, StoreError> {
        let row: Option<SessionRow> = sqlx::query_as(
            "SELECT id, user, created, seen, agent, address FROM session WHERE digest = ? AND seen > ? AND created > ?",
        )
        .bind(digest)
        .bind(millis(idle))
        .bind(millis(begun))
        .fetch_optional(&self.pool)
        .await?;
        let Some(session) = row.map(session).transpose()? else { return Ok(None) };
        let Some(user) = self.user(session.user).await?.filter(|u| u.active) else { return Ok(None) };
        if now.duration_since(session.seen) > SEEN_EVERY {
            let (id, user) = (session.id.to_string(), user.id.to_string());
            self.queue.write_aside("a session was seen", move |tx| {
                Box::pin(async move {
                    let queries = [
                        ("UPDATE session SET seen = ? WHERE id = ?", id),
                        ("UPDATE user SET seen = ? WHERE id = ?", user),
                    ];
                    for (query, id) in queries {
                        sqlx::query(query).bind(millis(now)).bind(id).execute(&mut *tx).await?;
                    }
                    Ok(())
                })
            });
        }
        Ok(Some((session, user)))
    }

    async fn sessions(&self, user: Uuid) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<SessionRow> = sqlx::query_as(
            "SELECT id, user, created, seen, agent, address FROM session WHERE user = ? ORDER BY seen DESC",
        )
        .bind(user.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(session).collect()
    }

    async fn end_sessions(&self, user: Uuid, one: Option<Uuid>, but: Option<Uuid>) -> Result<(), StoreError> {
        let [one, but] = [one, but].map(|id| id.map(|id| id.to_string()));
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM session WHERE user = ?1 AND (?2 IS NULL OR id = ?2) AND (?3 IS NULL OR id <> ?3)")
                        .bind(user.to_string())
                        .bind(one)
                        .bind(but)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn sweep(
        &self,
        idle: Timestamp,
        begun: Timestamp,
        log: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM session WHERE seen < ? OR created < ?")
                        .bind(millis(idle))
                        .bind(millis(begun))
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query("DELETE FROM ticket WHERE expires < ?")
                        .bind(millis(now))
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query("DELETE FROM audit WHERE at < ?").bind(millis(log)).execute(tx).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn put_ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        user: Option<Uuid>,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let (digest, user) = (digest.to_owned(), user.map(|id| id.to_string()));
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM ticket WHERE purpose = ? AND user IS ?")
                        .bind(purpose.name())
                        .bind(&user)
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
                })
            })
            .await
    }

    async fn ticket(
        &self,
        digest: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<Option<Uuid>>, StoreError> {
        let row: Option<Option<String>> =
            sqlx::query_scalar("SELECT user FROM ticket WHERE digest = ? AND purpose = ? AND expires > ?")
                .bind(digest)
                .bind(purpose.name())
                .bind(millis(now))
                .fetch_optional(&self.pool)
                .await?;
        row.map(|user| identity_opt(user.as_deref())).transpose()
    }

    async fn use_ticket(&self, digest: &str, user: &User, entry: AuditEntry) -> Result<bool, StoreError> {
        let (digest, user) = (digest.to_owned(), user.clone());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let taken = sqlx::query("DELETE FROM ticket WHERE digest = ?")
                        .bind(digest)
                        .execute(&mut *tx)
                        .await?;
                    if taken.rows_affected() == 0 {
                        return Ok(false);
                    }
                    put_user(tx, &user).await?;
                    // Who lost a password may have lost it to somebody: other browsers must log in again.
                    sqlx::query("DELETE FROM session WHERE user = ?")
                        .bind(user.id.to_string())
                        .execute(&mut *tx)
                        .await?;
                    log(tx, entry).await?;
                    Ok(true)
                })
            })
            .await
    }

    async fn log(&self, entry: AuditEntry) -> Result<(), StoreError> {
        self.queue.write(move |tx| Box::pin(log(tx, entry))).await
    }

    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<Logged>, StoreError> {
        let rows: Vec<(i64, i64, Option<String>, String, String, String, String)> = sqlx::query_as(
            "SELECT number, at, user, actor, action, subject, detail FROM audit \
             WHERE (?1 = '' OR action = ?1) AND (?2 = 0 OR number < ?2) \
             AND (?3 = '' OR instr(lower(actor || ' ' || subject || ' ' || detail), lower(?3)) > 0) \
             ORDER BY number DESC LIMIT ?4",
        )
        .bind(&filter.action)
        .bind(filter.before)
        .bind(&filter.words)
        .bind(i64::from(filter.limit))
        .fetch_all(&self.pool)
        .await?;
        let logged =
            |(number, at, user, actor, action, subject, detail): (i64, i64, Option<String>, _, _, _, _)| {
                let user = identity_opt(user.as_deref())?;
                let entry = AuditEntry { user, actor, action, subject, detail };
                Ok(Logged { number, at: moment(at)?, entry })
            };
        rows.into_iter().map(logged).collect()
    }
}

impl SqliteStore {
    /// Runs a change with two values; whether it changed anything.
    pub(super) async fn changed<T>(
        &self,
        query: &'static str,
        first: String,
        second: T,
    ) -> Result<bool, StoreError>
    where
        T: Send + 'static + sqlx::Type<sqlx::Sqlite> + for<'q> sqlx::Encode<'q, sqlx::Sqlite>,
    {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let done = sqlx::query(query).bind(first).bind(second).execute(tx).await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    /// Makes a change of two values, and the line of the log that tells it.
    pub(super) async fn changed_and_told<T>(
        &self,
        query: &'static str,
        first: String,
        second: T,
        entry: AuditEntry,
    ) -> Result<(), StoreError>
    where
        T: Send + 'static + sqlx::Type<sqlx::Sqlite> + for<'q> sqlx::Encode<'q, sqlx::Sqlite>,
    {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(query).bind(first).bind(second).execute(&mut *tx).await?;
                    super::write::log(tx, entry).await
                })
            })
            .await
    }
}
