//! Users, sessions, single-use links and the log, in SQLite.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use sqlx::{FromRow, SqliteConnection};
use uuid::Uuid;

use super::facts::principal;
use super::write::log;
use super::{SqliteStore, identity, identity_opt, millis, moment, moment_opt};
use crate::{
    AccountAction, AccountPolicy, Accounts, AuditEntry, AuditFilter, Author, LinkUse, Logged, Purpose,
    Session, StoreError, User, UserChange, UserRole,
};

/// A day, in milliseconds.
const DAY_MILLIS: i64 = 24 * 3600 * 1000;
/// The setting with the moment at which old lines of the audit log were last looked for, in milliseconds.
const LAST_SWEEP: &str = "audit-sweep";
/// A longer time since then is taken for a fault of the clock, in milliseconds.
const MAX_CLOCK_GAP_MILLIS: i64 = 30 * DAY_MILLIS;
/// Links for a new password of one user that are good at a time.
const MAX_RESET_LINKS: i64 = 3;

const USERS: &str = "SELECT u.id, u.email, u.name, u.language, u.role, u.active, u.password, u.totp, u.created, u.seen, u.revision, \
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
    revision: i64,
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
        revision: row.revision,
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

async fn insert_user(tx: &mut SqliteConnection, user: &User) -> Result<(), StoreError> {
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

/// Makes one change. Each writes the columns that it is about, and no other.
async fn change(tx: &mut SqliteConnection, id: Uuid, change: &UserChange) -> Result<(), StoreError> {
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

async fn end_sessions(
    tx: &mut SqliteConnection,
    user: Uuid,
    one: Option<Uuid>,
    but: Option<Uuid>,
) -> Result<(), StoreError> {
    let [one, but] = [one, but].map(|id| id.map(|id| id.to_string()));
    if one.is_none() {
        // Whoever knows the address of the calendar is out as well.
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

/// Refuses a change after which no active administrator could enter, where one could before.
async fn require_administrator(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    let left: bool = sqlx::query_scalar(HAS_ADMINISTRATOR).fetch_one(tx).await?;
    if left { Ok(()) } else { Err(StoreError::LastAdministrator) }
}

const HAS_ADMINISTRATOR: &str = "SELECT EXISTS (SELECT 1 FROM user WHERE role = 'administrator' AND active = 1 \
                                 AND password IS NOT NULL)";

/// Deletes lines of the audit log before a moment: once a day, and no more than the oldest day of them. A clock that jumped
/// deletes nothing, as the moment of the last call then is in the future or too long ago to be believed; the next day goes on.
async fn delete_old_lines(
    tx: &mut SqliteConnection,
    before: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let now = millis(now);
    let last: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
        .bind(LAST_SWEEP)
        .fetch_optional(&mut *tx)
        .await?;
    let last: Option<i64> = last.and_then(|text| text.parse().ok());
    let since = last.and_then(|last| now.checked_sub(last));
    if since.is_some_and(|since| (0..DAY_MILLIS).contains(&since)) {
        return Ok(());
    }
    sqlx::query(super::PUT_SETTING).bind(LAST_SWEEP).bind(now.to_string()).execute(&mut *tx).await?;
    if !since.is_some_and(|since| (DAY_MILLIS..MAX_CLOCK_GAP_MILLIS).contains(&since)) {
        return Ok(());
    }
    let oldest: Option<i64> = sqlx::query_scalar("SELECT min(at) FROM audit").fetch_one(&mut *tx).await?;
    let Some(oldest) = oldest else { return Ok(()) };
    let end = millis(before).min(oldest.saturating_add(DAY_MILLIS));
    sqlx::query("DELETE FROM audit WHERE at < ?").bind(end).execute(tx).await?;
    Ok(())
}

async fn use_ticket(
    tx: &mut SqliteConnection,
    digest: String,
    used_for: LinkUse,
    entry: AuditEntry,
) -> Result<Option<User>, StoreError> {
    let owner: Option<Option<String>> =
        sqlx::query_scalar("DELETE FROM ticket WHERE digest = ? AND expires > ? RETURNING user")
            .bind(digest)
            .bind(millis(Timestamp::now()))
            .fetch_optional(&mut *tx)
            .await?;
    let id = match (owner, used_for) {
        (Some(None), LinkUse::FirstAdministrator(user)) => {
            if sqlx::query_scalar(HAS_ADMINISTRATOR).fetch_one(&mut *tx).await? {
                return Ok(None);
            }
            insert_user(tx, &user).await?;
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
    // Who lost a password may have lost it to somebody: other browsers must sign in again.
    end_sessions(tx, id, None, None).await?;
    log(tx, entry).await?;
    find_user(tx, id).await
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

    async fn add_user(
        &self,
        user: &User,
        author: &Author,
        policy: AccountPolicy,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let (user, author) = (user.clone(), author.clone());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    policy(&principal(tx, &author, Timestamp::now()).await?, AccountAction::Manage)?;
                    insert_user(tx, &user).await?;
                    log(tx, entry).await
                })
            })
            .await
    }

    async fn change_user(
        &self,
        id: Uuid,
        revision: i64,
        asked: UserChange,
        author: &Author,
        policy: AccountPolicy,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let author = author.clone();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let own = !matches!(asked, UserChange::Rights { .. } | UserChange::DropFactors)
                        && author.user == Some(id);
                    let action = if own { AccountAction::ChangeOwn } else { AccountAction::Manage };
                    policy(&principal(tx, &author, Timestamp::now()).await?, action)?;
                    let had: bool = sqlx::query_scalar(HAS_ADMINISTRATOR).fetch_one(&mut *tx).await?;
                    let query = "UPDATE user SET revision = revision + 1 WHERE id = ? AND revision = ?";
                    let done =
                        sqlx::query(query).bind(id.to_string()).bind(revision).execute(&mut *tx).await?;
                    if done.rows_affected() == 0 {
                        return Err(StoreError::UserChanged);
                    }
                    change(tx, id, &asked).await?;
                    if had {
                        require_administrator(tx).await?;
                    }
                    log(tx, entry).await
                })
            })
            .await
    }

    async fn delete_user(
        &self,
        id: Uuid,
        author: &Author,
        policy: AccountPolicy,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let author = author.clone();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    policy(&principal(tx, &author, Timestamp::now()).await?, AccountAction::Manage)?;
                    let had: bool = sqlx::query_scalar(HAS_ADMINISTRATOR).fetch_one(&mut *tx).await?;
                    end_sessions(tx, id, None, None).await?;
                    sqlx::query("DELETE FROM user WHERE id = ?")
                        .bind(id.to_string())
                        .execute(&mut *tx)
                        .await?;
                    if had {
                        require_administrator(tx).await?;
                    }
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
        self.queue.write(move |tx| Box::pin(end_sessions(tx, user, one, but))).await
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
                    delete_old_lines(tx, log, now).await?;
                    sqlx::query("DELETE FROM said WHERE at < ?").bind(millis(log)).execute(&mut *tx).await?;
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

    async fn use_ticket(
        &self,
        digest: &str,
        used_for: LinkUse,
        entry: AuditEntry,
    ) -> Result<Option<User>, StoreError> {
        let digest = digest.to_owned();
        self.queue.write(move |tx| Box::pin(use_ticket(tx, digest, used_for, entry))).await
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
