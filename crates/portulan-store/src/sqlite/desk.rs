//! Drafts, comments, proposals, the schedule and settings, in SQLite.
use std::collections::HashSet;

use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::{Record, folder};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use super::row::impl_from_row;
use super::setting::PUT_SETTING;
use super::stored_form::{identity, identity_opt, json, millis, moment, moment_opt};
use crate::setting::RECIPIENTS_PREFIX;
use crate::workflow::{MAX_DRAFT_BYTES, MAX_DRAFTS, MAX_DRAFTS_BYTES};
use crate::{
    AuditEntry, Comment, CommentResolution, Draft, Proposal, ProposalAnswer, Scheduled, SettingKey,
    StoreError, WorkflowStore,
};

struct DraftRow {
    user: String,
    record: String,
    kind: String,
    base: i64,
    merged_from: Option<i64>,
    fields: String,
    saved: i64,
}

impl_from_row!(DraftRow { user, record, kind, base, merged_from, fields, saved });

fn draft(row: DraftRow) -> Result<Draft, StoreError> {
    let kind = row.kind.parse().map_err(|e| StoreError::damaged(row.record.clone(), e))?;
    Ok(Draft {
        user: identity(&row.user)?,
        record: identity(&row.record)?,
        kind,
        base: row.base,
        merged_from: row.merged_from,
        fields: row.fields,
        saved: moment(row.saved)?,
    })
}

struct CommentRow {
    id: String,
    record: String,
    user: Option<String>,
    author: String,
    at: i64,
    text: String,
    resolved: Option<i64>,
    resolver: String,
}

impl_from_row!(CommentRow { id, record, user, author, at, text, resolved, resolver });

fn comment(row: CommentRow) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: identity(&row.id)?,
        record: identity(&row.record)?,
        user: identity_opt(row.user.as_deref())?,
        author: row.author,
        at: moment(row.at)?,
        text: row.text,
        resolved: moment_opt(row.resolved)?.map(|at| CommentResolution { at, by: row.resolver }),
    })
}

struct ProposalRow {
    id: String,
    record: String,
    kind: String,
    slug: String,
    base: i64,
    user: Option<String>,
    author: String,
    at: i64,
    body: String,
    note: String,
    answer: Option<String>,
    answerer: String,
    why: String,
    answered: Option<i64>,
}

impl_from_row!(ProposalRow {
    id,
    record,
    kind,
    slug,
    base,
    user,
    author,
    at,
    body,
    note,
    answer,
    answerer,
    why,
    answered
});

/// A proposal is stored in the form of a file, with references by slug, which are resolved when it is accepted.
fn proposal(row: ProposalRow) -> Result<Proposal, StoreError> {
    let kind = row.kind.parse().map_err(|e| StoreError::damaged(&row.id, e))?;
    let record =
        folder::read(kind, &row.slug, &row.body).map_err(|e| StoreError::damaged(&row.id, e.detail))?;
    let answer = match (row.answer, row.answered) {
        (None, _) => None,
        (Some(word), Some(at)) => Some(ProposalAnswer {
            accepted: word == ACCEPTED,
            author: row.answerer,
            why: row.why,
            at: moment(at)?,
        }),
        (Some(_), None) => {
            return Err(StoreError::damaged(&row.id, "it was answered at no moment".to_owned()));
        }
    };
    Ok(Proposal {
        id: identity(&row.id)?,
        record: Record { id: identity(&row.record)?, ..record },
        base: row.base,
        user: identity_opt(row.user.as_deref())?,
        author: row.author,
        at: moment(row.at)?,
        note: row.note,
        answer,
    })
}

/// The stored value of an accepted proposal.
pub(super) const ACCEPTED: &str = "accepted";
/// The stored value of a declined or withdrawn proposal.
pub(super) const DECLINED: &str = "declined";

/// One proposal, inside a transaction.
pub(super) async fn proposal_in(tx: &mut SqliteConnection, id: Uuid) -> Result<Option<Proposal>, StoreError> {
    let row: Option<ProposalRow> =
        sqlx::query_as("SELECT * FROM proposal WHERE id = ?").bind(id.to_string()).fetch_optional(tx).await?;
    row.map(proposal).transpose()
}

impl SqliteStore {
    /// The proposals that match a condition with one parameter.
    async fn proposals_where(&self, rest: &'static str, value: String) -> Result<Vec<Proposal>, StoreError> {
        let rows: Vec<ProposalRow> = sqlx::query_as(rest).bind(value).fetch_all(&self.pool).await?;
        rows.into_iter().map(proposal).collect()
    }
}

type ScheduleRow = (String, i64, i64, String, String);

fn scheduled((record, revision, at, user, author): ScheduleRow) -> Result<Scheduled, StoreError> {
    let (record, user) = (identity(&record)?, identity(&user)?);
    Ok(Scheduled { record, revision, at: moment(at)?, user, author })
}

/// Returns an error if a draft exceeds the limits of size or number.
async fn bound_drafts(tx: &mut SqliteConnection, draft: &Draft) -> Result<(), StoreError> {
    let size = draft.fields.len() as u64;
    if size > MAX_DRAFT_BYTES {
        return Err(StoreError::DraftLimit("it is too large"));
    }
    let (others, bytes): (u64, u64) = sqlx::query_as(
        "SELECT count(*), coalesce(sum(octet_length(fields)), 0) FROM draft WHERE user = ? AND record <> ?",
    )
    .bind(draft.user.to_string())
    .bind(draft.record.to_string())
    .fetch_one(tx)
    .await?;
    if others >= MAX_DRAFTS {
        return Err(StoreError::DraftLimit("there are too many drafts"));
    }
    if bytes + size > MAX_DRAFTS_BYTES {
        return Err(StoreError::DraftLimit("the drafts are too large together"));
    }
    Ok(())
}

#[async_trait]
impl WorkflowStore for SqliteStore {
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    bound_drafts(tx, &draft).await?;
                    sqlx::query(
                        "INSERT INTO draft (user, record, kind, base, merged_from, fields, saved) \
                         VALUES (?, ?, ?, ?, ?, ?, ?) \
                         ON CONFLICT (user, record) DO UPDATE SET base = excluded.base, \
                         merged_from = excluded.merged_from, fields = excluded.fields, saved = excluded.saved",
                    )
                    .bind(draft.user.to_string())
                    .bind(draft.record.to_string())
                    .bind(draft.kind.singular())
                    .bind(draft.base)
                    .bind(draft.merged_from)
                    .bind(draft.fields)
                    .bind(millis(draft.saved))
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn draft(&self, user: Uuid, record: Uuid) -> Result<Option<Draft>, StoreError> {
        let row: Option<DraftRow> = sqlx::query_as(
            "SELECT user, record, kind, base, merged_from, fields, saved FROM draft WHERE user = ? AND record = ?",
        )
        .bind(user.to_string())
        .bind(record.to_string())
        .fetch_optional(&self.pool)
        .await?;
        row.map(draft).transpose()
    }

    async fn drafts(&self, user: Uuid) -> Result<Vec<Draft>, StoreError> {
        let rows: Vec<DraftRow> = sqlx::query_as(
            "SELECT user, record, kind, base, merged_from, fields, saved FROM draft WHERE user = ? ORDER BY saved DESC",
        )
        .bind(user.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(draft).collect()
    }

    async fn writers(&self, record: Uuid, but: Uuid, since: Timestamp) -> Result<Vec<String>, StoreError> {
        let names = sqlx::query_scalar(
            "SELECT u.name FROM draft d JOIN user u ON u.id = d.user \
             WHERE d.record = ? AND d.user <> ? AND d.saved > ? ORDER BY u.name",
        )
        .bind(record.to_string())
        .bind(but.to_string())
        .bind(millis(since))
        .fetch_all(&self.pool)
        .await?;
        Ok(names)
    }

    async fn drop_draft(&self, user: Uuid, record: Uuid) -> Result<(), StoreError> {
        let query = "DELETE FROM draft WHERE user = ?1 AND record = ?2";
        self.changed(query, user.to_string(), record.to_string()).await.map(|_| ())
    }

    async fn comments(&self, record: Uuid) -> Result<Vec<Comment>, StoreError> {
        let rows: Vec<CommentRow> = sqlx::query_as(
            "SELECT id, record, user, author, at, text, resolved, resolver FROM comment \
             WHERE record = ? ORDER BY at, id",
        )
        .bind(record.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(comment).collect()
    }

    async fn mentions(&self, user: Uuid) -> Result<Vec<Comment>, StoreError> {
        let rows: Vec<CommentRow> = sqlx::query_as(
            "SELECT c.id, c.record, c.user, c.author, c.at, c.text, c.resolved, c.resolver \
             FROM comment c JOIN mention m ON m.comment = c.id \
             WHERE m.user = ? AND m.seen IS NULL AND c.resolved IS NULL ORDER BY c.at, c.id",
        )
        .bind(user.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(comment).collect()
    }

    async fn see_mentions(&self, user: Uuid, record: Uuid) -> Result<(), StoreError> {
        let query = "UPDATE mention SET seen = 1 WHERE user = ?1 AND seen IS NULL \
                     AND comment IN (SELECT id FROM comment WHERE record = ?2)";
        self.changed(query, user.to_string(), record.to_string()).await.map(|_| ())
    }

    async fn proposal(&self, id: Uuid) -> Result<Option<Proposal>, StoreError> {
        let found = self.proposals_where("SELECT * FROM proposal WHERE id = ?", id.to_string()).await?;
        Ok(found.into_iter().next())
    }

    async fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let query = "SELECT * FROM proposal WHERE answer IS NULL AND ? = '' ORDER BY at, id";
        self.proposals_where(query, String::new()).await
    }

    async fn open_proposals_for(&self, record: Uuid) -> Result<Vec<Proposal>, StoreError> {
        let query = "SELECT * FROM proposal WHERE answer IS NULL AND record = ? ORDER BY at, id";
        self.proposals_where(query, record.to_string()).await
    }

    async fn proposals_of(&self, user: Uuid) -> Result<Vec<Proposal>, StoreError> {
        let query = "SELECT * FROM proposal WHERE user = ? ORDER BY at DESC, id DESC";
        self.proposals_where(query, user.to_string()).await
    }

    async fn scheduled(&self) -> Result<Vec<Scheduled>, StoreError> {
        let rows: Vec<ScheduleRow> =
            sqlx::query_as("SELECT record, revision, at, user, author FROM schedule ORDER BY at")
                .fetch_all(&self.pool)
                .await?;
        // A damaged line holds up none of the others.
        let read = rows.into_iter().map(scheduled).inspect(|row: &Result<Scheduled, StoreError>| {
            if let Err(e) = row {
                tracing::error!(
                    error = e as &dyn std::error::Error,
                    "a scheduled publication cannot be read"
                );
            }
        });
        Ok(read.flatten().collect())
    }

    async fn scheduled_for(&self, record: Uuid) -> Result<Option<Scheduled>, StoreError> {
        let query = "SELECT record, revision, at, user, author FROM schedule WHERE record = ?";
        let row: Option<ScheduleRow> =
            sqlx::query_as(query).bind(record.to_string()).fetch_optional(&self.pool).await?;
        row.map(scheduled).transpose()
    }

    async fn scheduled_among(&self, records: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
        let query = "SELECT s.record FROM json_each(?) j CROSS JOIN schedule s ON s.record = j.value";
        let found: Vec<String> = sqlx::query_scalar(query).bind(json(records)?).fetch_all(&self.pool).await?;
        found.iter().map(|id| identity(id)).collect()
    }

    async fn setting(&self, key: &SettingKey) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key.to_string())
            .fetch_optional(&self.pool)
            .await?)
    }

    async fn recipient_lists(&self) -> Result<Vec<(i16, String)>, StoreError> {
        // Keys are ASCII: `~` sorts after all characters used in keys.
        let query = "SELECT key, value FROM setting WHERE key >= ?1 AND key < ?1 || '~' ORDER BY key";
        let rows: Vec<(String, String)> =
            sqlx::query_as(query).bind(RECIPIENTS_PREFIX).fetch_all(&self.pool).await?;
        let list = |(key, text): (String, String)| {
            let year = key.strip_prefix(RECIPIENTS_PREFIX).unwrap_or_default().parse();
            Ok((year.map_err(|e| StoreError::damaged(&key, e))?, text))
        };
        rows.into_iter().map(list).collect()
    }

    async fn init_setting(&self, key: &SettingKey, value: &str) -> Result<String, StoreError> {
        let (key, value) = (key.to_string(), value.to_owned());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)")
                        .bind(&key)
                        .bind(value)
                        .execute(&mut *tx)
                        .await?;
                    let value = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?").bind(key);
                    Ok(value.fetch_one(tx).await?)
                })
            })
            .await
    }

    async fn put_setting(&self, key: &SettingKey, value: &str, entry: AuditEntry) -> Result<(), StoreError> {
        self.changed_and_logged(PUT_SETTING, key.to_string(), value.to_owned(), entry).await
    }
}
