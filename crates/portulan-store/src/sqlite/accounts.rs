//! Users, sessions, single-use links and the audit log: the trait [`Accounts`].
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::facts::principal;
use super::queue::Work;
use super::sessions::{SEEN_EVERY, end_sessions};
use super::stored_form::{identity, identity_opt, millis};
use super::{SqliteStore, audit, sessions, tickets, users};
use crate::{
    AccountAction, AccountPolicy, Accounts, AuditEntry, AuditFilter, AuditLine, Author, LinkUse, Purpose,
    Session, StoreError, User, UserChange,
};

impl SqliteStore {
    /// Changes accounts if the policy allows it, with a line in the audit log. Fails if no active
    /// administrator would remain where there was one.
    async fn change_accounts<F>(
        &self,
        author: &Author,
        policy: AccountPolicy,
        action: AccountAction,
        entry: AuditEntry,
        change: F,
    ) -> Result<(), StoreError>
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, ()> + Send + 'static,
    {
        let (author, now) = (author.clone(), self.clock.now());
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                policy(&principal(tx, &author, now).await?, action)?;
                let had_administrator = users::has_administrator(tx).await?;
                change(tx).await?;
                if had_administrator && !users::has_administrator(tx).await? {
                    return Err(StoreError::LastAdministrator);
                }
                Ok(())
            })
        })
        .await
    }
}

#[async_trait]
impl Accounts for SqliteStore {
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        users::all(&self.pool).await
    }

    async fn user(&self, id: Uuid) -> Result<Option<User>, StoreError> {
        users::find(&mut *self.pool.acquire().await?, id).await
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        users::find_by_email(&self.pool, email).await
    }

    async fn calendar_digest(&self, user: Uuid) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("SELECT calendar FROM user WHERE id = ?").bind(user.to_string());
        Ok(query.fetch_optional(&self.pool).await?.flatten())
    }

    async fn set_calendar(
        &self,
        user: Uuid,
        digest: Option<&str>,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let query = "UPDATE user SET calendar = ?2 WHERE id = ?1";
        self.changed_and_logged(query, user.to_string(), digest.map(str::to_owned), entry).await
    }

    async fn user_of_identity(&self, digest: &str) -> Result<Option<User>, StoreError> {
        let query = sqlx::query_scalar("SELECT user FROM sso_identity WHERE digest = ?").bind(digest);
        let id: Option<String> = query.fetch_optional(&self.pool).await?;
        let Some(id) = id else { return Ok(None) };
        self.user(identity(&id)?).await
    }

    async fn link_identity(&self, digest: &str, user: Uuid, entry: AuditEntry) -> Result<(), StoreError> {
        let query = "INSERT INTO sso_identity (digest, user) VALUES (?1, ?2) \
                     ON CONFLICT (digest) DO UPDATE SET user = excluded.user";
        self.changed_and_logged(query, digest.to_owned(), user.to_string(), entry).await
    }

    async fn add_user(
        &self,
        user: &User,
        author: &Author,
        policy: AccountPolicy,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let user = user.clone();
        self.change_accounts(author, policy, AccountAction::Manage, entry, move |tx| {
            Box::pin(async move { users::insert(tx, &user).await })
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
        let own =
            !matches!(asked, UserChange::Rights { .. } | UserChange::DropFactors) && author.user == Some(id);
        let action = if own { AccountAction::ChangeOwn } else { AccountAction::Manage };
        self.change_accounts(author, policy, action, entry, move |tx| {
            Box::pin(async move {
                let query = "UPDATE user SET revision = revision + 1 WHERE id = ? AND revision = ?";
                let done = sqlx::query(query).bind(id.to_string()).bind(revision).execute(&mut *tx).await?;
                if done.rows_affected() == 0 {
                    return Err(StoreError::UserChanged);
                }
                users::change(tx, id, &asked).await
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
        self.change_accounts(author, policy, AccountAction::Manage, entry, move |tx| {
            Box::pin(async move {
                end_sessions(tx, id, None, None).await?;
                sqlx::query("DELETE FROM user WHERE id = ?").bind(id.to_string()).execute(tx).await?;
                Ok(())
            })
        })
        .await?;
        self.empty_log();
        Ok(())
    }

    async fn open_session(
        &self,
        digest: &str,
        session: &Session,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        let (digest, session) = (digest.to_owned(), session.clone());
        self.write_logged(entry, move |tx| Box::pin(sessions::open(tx, digest, session))).await
    }

    async fn session(
        &self,
        digest: &str,
        now: Timestamp,
        idle: Timestamp,
        begun: Timestamp,
    ) -> Result<Option<(Session, User)>, StoreError> {
        let Some(session) = sessions::find(&self.pool, digest, idle, begun).await? else { return Ok(None) };
        let Some(user) = self.user(session.user).await?.filter(|u| u.active) else { return Ok(None) };
        if now.duration_since(session.seen) > SEEN_EVERY {
            let (id, user) = (session.id, user.id);
            self.queue
                .write_aside("a session was seen", move |tx| Box::pin(sessions::seen(tx, id, user, now)));
        }
        Ok(Some((session, user)))
    }

    async fn sessions(&self, user: Uuid) -> Result<Vec<Session>, StoreError> {
        sessions::of_user(&self.pool, user).await
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
                    audit::delete_old_lines(tx, log, now).await?;
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
        let digest = digest.to_owned();
        self.queue.write(move |tx| Box::pin(tickets::put(tx, digest, purpose, user, expires))).await
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
        let (digest, now) = (digest.to_owned(), self.clock.now());
        self.queue.write(move |tx| Box::pin(tickets::redeem(tx, digest, used_for, entry, now))).await
    }

    async fn log(&self, entry: AuditEntry) -> Result<(), StoreError> {
        self.write_logged(entry, |_| Box::pin(async { Ok(()) })).await
    }

    async fn log_all(&self, entries: Vec<AuditEntry>) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    for entry in entries {
                        audit::log(tx, entry, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError> {
        audit::lines(&self.pool, filter).await
    }

    async fn audited_people(&self) -> Result<Vec<(Uuid, String)>, StoreError> {
        audit::people(&self.pool).await
    }
}
