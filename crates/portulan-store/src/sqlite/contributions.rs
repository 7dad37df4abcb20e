//! Contributions through links, in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::State;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use super::audit::log as write_log;
use super::command::StoreCommand;
use super::contribution_row::ContributionRow;
use super::stored_form::{identity, millis, moment};
use crate::contributions::{
    MAX_CONTRIBUTION_BYTES, MAX_CONTRIBUTION_PICTURES, MAX_CONTRIBUTION_PICTURES_BYTES,
    MAX_OPEN_CONTRIBUTIONS,
};
use crate::{
    Action, AuditAction, AuditEntry, Author, Contribution, ContributionAcceptance, ContributionAnswer,
    ContributionPicture, ContributionStage, ContributionStore, Policy, SeenContribution, SentContribution,
    StoreError,
};

impl SqliteStore {
    /// The contributions of a query with one parameter.
    async fn contributions(&self, query: &'static str, value: &str) -> Result<Vec<Contribution>, StoreError> {
        let rows: Vec<ContributionRow> = sqlx::query_as(query).bind(value).fetch_all(&self.pool).await?;
        rows.into_iter().map(Contribution::try_from).collect()
    }
}

/// Returns an error if a project has too many contributions without an answer.
async fn bound_open(tx: &mut SqliteConnection, project: Uuid) -> Result<(), StoreError> {
    let query = "SELECT count(*) FROM contribution WHERE project = ? AND stage IN ('open', 'sent')";
    let open: u64 = sqlx::query_scalar(query).bind(project.to_string()).fetch_one(tx).await?;
    if open >= MAX_OPEN_CONTRIBUTIONS { Err(StoreError::ContributionLimit) } else { Ok(()) }
}

async fn delete_pictures(tx: &mut SqliteConnection, id: Uuid) -> Result<(), StoreError> {
    let query = sqlx::query("DELETE FROM contribution_picture WHERE contribution = ?");
    query.bind(id.to_string()).execute(tx).await?;
    Ok(())
}

/// Returns an error unless the policy allows answers to a contribution, which it decides as about a draft of the project.
async fn require_answer(
    tx: &mut SqliteConnection,
    id: Uuid,
    command: &StoreCommand,
) -> Result<(), StoreError> {
    let query = sqlx::query_scalar("SELECT project FROM contribution WHERE id = ?");
    let project: Option<String> = query.bind(id.to_string()).fetch_optional(&mut *tx).await?;
    let project = identity(&project.ok_or(StoreError::Missing(id))?)?;
    command.require(tx, Action::Save(State::Draft), project).await
}

/// Marks the contribution of a change as accepted, and deletes its pictures, which the change stores as records. Returns an error if
/// it does not wait for an answer, or has another content than the user saw: none is accepted twice or unread.
pub(super) async fn accept(
    tx: &mut SqliteConnection,
    accepted: &ContributionAcceptance,
    command: &StoreCommand,
) -> Result<(), StoreError> {
    let id = accepted.id.to_string();
    require_answer(tx, accepted.id, command).await?;
    let done = sqlx::query(
        "UPDATE contribution SET stage = 'accepted', answerer = ?2, answered = ?3, taken = ?5 \
         WHERE id = ?1 AND stage = 'sent' AND version = ?4",
    )
    .bind(&id)
    .bind(&command.author.name)
    .bind(millis(command.now))
    .bind(accepted.seen)
    .bind(&accepted.taken)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing(accepted.id));
    }
    delete_pictures(tx, accepted.id).await?;
    let (subject, detail): (String, String) = sqlx::query_as(
        "SELECT r.kind || '/' || r.slug, c.contributor FROM contribution c \
         JOIN record r ON r.id = c.project WHERE c.id = ?",
    )
    .bind(id)
    .fetch_one(&mut *tx)
    .await?;
    let entry = AuditEntry {
        user: command.author.user,
        subject,
        detail,
        ..AuditEntry::new(command.author.name.as_str(), AuditAction::ContributionAccept)
    };
    write_log(tx, entry, command.now).await
}

async fn insert(tx: &mut SqliteConnection, new: &Contribution, digest: String) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO contribution (id, digest, project, first_day, last_day, contributor, email, message, \
         language, user, author, at, expires, stage, content, version, note, answerer, taken) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, 0, '', '', '')",
    )
    .bind(new.id.to_string())
    .bind(digest)
    .bind(new.project.to_string())
    .bind(new.period.0.to_string())
    .bind(new.period.1.to_string())
    .bind(&new.contributor)
    .bind(&new.email)
    .bind(&new.message)
    .bind(&new.language)
    .bind(new.user.map(|id| id.to_string()))
    .bind(&new.author)
    .bind(millis(new.at))
    .bind(millis(new.expires))
    .bind(&new.content)
    .execute(tx)
    .await?;
    Ok(())
}

/// The open contribution of a link that has not expired.
async fn open_by_link(
    tx: &mut SqliteConnection,
    digest: &str,
    now: Timestamp,
) -> Result<Option<Uuid>, StoreError> {
    let query = "SELECT id FROM contribution WHERE digest = ? AND stage = 'open' AND expires > ?";
    let id: Option<String> =
        sqlx::query_scalar(query).bind(digest).bind(millis(now)).fetch_optional(tx).await?;
    id.map(|id| identity(&id)).transpose()
}

#[async_trait]
impl ContributionStore for SqliteStore {
    async fn put_contribution(
        &self,
        contribution: Contribution,
        digest: &str,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError> {
        let digest = digest.to_owned();
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                command.require(tx, Action::Save(State::Draft), contribution.project).await?;
                bound_open(tx, contribution.project).await?;
                insert(tx, &contribution, digest).await?;
                write_log(tx, log, command.now).await
            })
        })
        .await
    }

    async fn contribution(&self, id: Uuid) -> Result<Option<Contribution>, StoreError> {
        Ok(self.contributions("SELECT * FROM contribution WHERE id = ?", &id.to_string()).await?.pop())
    }

    async fn contribution_by_link(&self, digest: &str) -> Result<Option<Contribution>, StoreError> {
        let found = self.contributions("SELECT * FROM contribution WHERE digest = ?", digest).await?.pop();
        Ok(found.filter(|contribution| contribution.expires > self.clock.now()))
    }

    async fn contributions_of(&self, project: Uuid) -> Result<Vec<Contribution>, StoreError> {
        let query = "SELECT * FROM contribution WHERE project = ? ORDER BY at DESC, id DESC";
        self.contributions(query, &project.to_string()).await
    }

    async fn sent_contributions(&self) -> Result<Vec<SentContribution>, StoreError> {
        let query = "SELECT id, project, contributor, sent FROM contribution \
                     WHERE stage = ? AND sent IS NOT NULL ORDER BY sent, id";
        let stage = ContributionStage::Sent.name();
        let rows: Vec<(String, String, String, i64)> =
            sqlx::query_as(query).bind(stage).fetch_all(&self.pool).await?;
        let read = |(id, project, contributor, sent): (String, String, _, _)| {
            let (id, project) = (identity(&id)?, identity(&project)?);
            Ok(SentContribution { id, project, contributor, sent: moment(sent)? })
        };
        rows.into_iter().map(read).collect()
    }

    async fn put_contribution_content(
        &self,
        digest: &str,
        seen: i64,
        content: &str,
        sent: Option<AuditEntry>,
    ) -> Result<bool, StoreError> {
        if content.len() > MAX_CONTRIBUTION_BYTES {
            return Err(StoreError::ContributionLimit);
        }
        let (digest, content, now) = (digest.to_owned(), content.to_owned(), self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "UPDATE contribution SET content = ?3, version = version + 1, \
                         stage = iif(?4 IS NULL, stage, 'sent'), sent = coalesce(?4, sent) \
                         WHERE digest = ?1 AND version = ?2 AND stage = 'open' AND expires > ?5",
                    )
                    .bind(digest)
                    .bind(seen)
                    .bind(content)
                    .bind(sent.as_ref().map(|_| millis(now)))
                    .bind(millis(now))
                    .execute(&mut *tx)
                    .await?;
                    let is_changed = done.rows_affected() > 0;
                    if let Some(entry) = sent.filter(|_| is_changed) {
                        write_log(tx, entry, now).await?;
                    }
                    Ok(is_changed)
                })
            })
            .await
    }

    async fn put_contribution_picture(
        &self,
        digest: &str,
        picture: ContributionPicture,
    ) -> Result<bool, StoreError> {
        let (digest, now) = (digest.to_owned(), self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let Some(id) = open_by_link(tx, &digest, now).await? else { return Ok(false) };
                    let done = sqlx::query(
                        "INSERT INTO contribution_picture (contribution, position, format, alt, credit, bytes) \
                         SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5 FROM contribution_picture \
                         WHERE contribution = ?1 HAVING count(*) < ?6 \
                         AND coalesce(sum(octet_length(bytes)), 0) + octet_length(?5) <= ?7",
                    )
                    .bind(id.to_string())
                    .bind(picture.format)
                    .bind(picture.alt)
                    .bind(picture.credit)
                    .bind(picture.bytes)
                    .bind(i64::try_from(MAX_CONTRIBUTION_PICTURES).unwrap_or(i64::MAX))
                    .bind(i64::try_from(MAX_CONTRIBUTION_PICTURES_BYTES).unwrap_or(i64::MAX))
                    .execute(tx)
                    .await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    async fn delete_contribution_picture(&self, digest: &str, position: u32) -> Result<bool, StoreError> {
        let (digest, now) = (digest.to_owned(), self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let Some(id) = open_by_link(tx, &digest, now).await? else { return Ok(false) };
                    let query = "DELETE FROM contribution_picture WHERE contribution = ? AND position = ?";
                    let done = sqlx::query(query).bind(id.to_string()).bind(position).execute(tx).await?;
                    Ok(done.rows_affected() > 0)
                })
            })
            .await
    }

    async fn contribution_pictures(&self, id: Uuid) -> Result<Vec<ContributionPicture>, StoreError> {
        let query = "SELECT position, format, alt, credit FROM contribution_picture WHERE contribution = ? \
                     ORDER BY position";
        let rows: Vec<(u32, String, String, String)> =
            sqlx::query_as(query).bind(id.to_string()).fetch_all(&self.pool).await?;
        let picture = |(position, format, alt, credit)| ContributionPicture {
            position,
            format,
            alt,
            credit,
            bytes: Vec::new(),
        };
        Ok(rows.into_iter().map(picture).collect())
    }

    async fn contribution_picture(
        &self,
        id: Uuid,
        position: u32,
    ) -> Result<Option<ContributionPicture>, StoreError> {
        let query = "SELECT format, alt, credit, bytes FROM contribution_picture \
                     WHERE contribution = ? AND position = ?";
        let row: Option<(String, String, String, Vec<u8>)> =
            sqlx::query_as(query).bind(id.to_string()).bind(position).fetch_optional(&self.pool).await?;
        Ok(row.map(|(format, alt, credit, bytes)| ContributionPicture {
            position,
            format,
            alt,
            credit,
            bytes,
        }))
    }

    async fn answer_contribution(
        &self,
        seen: SeenContribution,
        answer: ContributionAnswer,
        note: &str,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<bool, StoreError> {
        let (id, note) = (seen.id, note.to_owned());
        let is_declined = answer == ContributionAnswer::Decline;
        let is_changed = self
            .command(author, policy, move |tx, command| {
                Box::pin(async move {
                    require_answer(tx, id, &command).await?;
                    let (stage, digest, expires) = match answer {
                        ContributionAnswer::Reopen { digest, expires } => {
                            (ContributionStage::Open, Some(digest), Some(expires))
                        }
                        ContributionAnswer::Decline => (ContributionStage::Declined, None, None),
                    };
                    let done = sqlx::query(
                        "UPDATE contribution SET stage = ?2, digest = coalesce(?3, digest), \
                         expires = coalesce(?4, expires), note = ?5, answerer = ?6, answered = ?7 \
                         WHERE id = ?1 AND stage = ?8 AND stage IN ('open', 'sent') \
                         AND (stage = 'open' OR version = ?9)",
                    )
                    .bind(id.to_string())
                    .bind(stage.name())
                    .bind(digest)
                    .bind(expires.map(millis))
                    .bind(note)
                    .bind(&command.author.name)
                    .bind(millis(command.now))
                    .bind(seen.stage.name())
                    .bind(seen.version)
                    .execute(&mut *tx)
                    .await?;
                    if done.rows_affected() == 0 {
                        return Ok(false);
                    }
                    if stage == ContributionStage::Declined {
                        delete_pictures(tx, id).await?;
                    }
                    write_log(tx, log, command.now).await?;
                    Ok(true)
                })
            })
            .await?;
        if is_changed && is_declined {
            self.empty_log();
        }
        Ok(is_changed)
    }

    async fn delete_old_contributions(&self, expired: Timestamp) -> Result<u64, StoreError> {
        let count = self
            .queue
            .write(move |tx| {
                Box::pin(async move {
                    let query =
                        "DELETE FROM contribution WHERE stage = 'open' AND sent IS NULL AND expires < ?";
                    let deleted = sqlx::query(query).bind(millis(expired)).execute(tx).await?;
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
