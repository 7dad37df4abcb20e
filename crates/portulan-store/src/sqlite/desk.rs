//! Drafts, comments, proposals, the schedule and settings, in SQLite.
use async_trait::async_trait;
use jiff::Timestamp;
use portulan_model::folder;
use sqlx::FromRow;
use uuid::Uuid;

use super::{SqliteStore, identity, millis, moment};
use crate::{Comment, Desk, Draft, Proposal, Scheduled, StoreError};

#[derive(FromRow)]
struct DraftRow {
    user: String,
    record: String,
    kind: String,
    base: i64,
    fields: String,
    saved: i64,
}

fn draft(row: DraftRow) -> Result<Draft, StoreError> {
    let kind = row.kind.parse().map_err(|why| StoreError::Damaged { id: row.record.clone(), why })?;
    Ok(Draft {
        user: identity(&row.user),
        record: identity(&row.record),
        kind,
        base: row.base,
        fields: row.fields,
        saved: moment(row.saved),
    })
}

#[derive(FromRow)]
struct CommentRow {
    id: String,
    record: String,
    user: Option<String>,
    author: String,
    at: i64,
    text: String,
}

fn comment(row: CommentRow) -> Comment {
    Comment {
        id: identity(&row.id),
        record: identity(&row.record),
        user: row.user.as_deref().map(identity),
        author: row.author,
        at: moment(row.at),
        text: row.text,
    }
}

#[derive(FromRow)]
struct ProposalRow {
    id: String,
    kind: String,
    slug: String,
    base: i64,
    user: Option<String>,
    author: String,
    at: i64,
    body: String,
    note: String,
}

const PROPOSALS: &str = "SELECT p.id, r.kind, r.slug, p.base, p.user, p.author, p.at, p.body, p.note \
                         FROM proposal p JOIN record r ON r.id = p.record WHERE p.answer IS NULL";

fn proposal(row: ProposalRow) -> Result<Proposal, StoreError> {
    let damaged = |why: String| StoreError::Damaged { id: row.id.clone(), why };
    let kind = row.kind.parse().map_err(damaged)?;
    let record = folder::read(kind, &row.slug, &row.body).map_err(|e| damaged(e.detail))?;
    Ok(Proposal {
        id: identity(&row.id),
        record,
        base: row.base,
        user: row.user.as_deref().map(identity),
        author: row.author,
        at: moment(row.at),
        note: row.note,
    })
}

#[async_trait]
impl Desk for SqliteStore {
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO draft (user, record, kind, base, fields, saved) VALUES (?, ?, ?, ?, ?, ?) \
                         ON CONFLICT (user, record) DO UPDATE SET base = excluded.base, fields = excluded.fields, \
                         saved = excluded.saved",
                    )
                    .bind(draft.user.to_string())
                    .bind(draft.record.to_string())
                    .bind(draft.kind.singular())
                    .bind(draft.base)
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
            "SELECT user, record, kind, base, fields, saved FROM draft WHERE user = ? AND record = ?",
        )
        .bind(user.to_string())
        .bind(record.to_string())
        .fetch_optional(&self.pool)
        .await?;
        row.map(draft).transpose()
    }

    async fn drafts(&self, user: Uuid) -> Result<Vec<Draft>, StoreError> {
        let rows: Vec<DraftRow> = sqlx::query_as(
            "SELECT user, record, kind, base, fields, saved FROM draft WHERE user = ? ORDER BY saved DESC",
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

    async fn put_comment(&self, comment: Comment, mentions: &[Uuid]) -> Result<(), StoreError> {
        let mentions: Vec<String> = mentions.iter().map(Uuid::to_string).collect();
        let mentions = serde_json::to_string(&mentions).unwrap_or_default();
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("INSERT INTO comment (id, record, user, author, at, text) VALUES (?, ?, ?, ?, ?, ?)")
                        .bind(comment.id.to_string())
                        .bind(comment.record.to_string())
                        .bind(comment.user.map(|id| id.to_string()))
                        .bind(comment.author)
                        .bind(millis(comment.at))
                        .bind(comment.text)
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query("INSERT INTO mention (comment, user) SELECT ?, u.id FROM json_each(?) j JOIN user u ON u.id = j.value")
                        .bind(comment.id.to_string())
                        .bind(mentions)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn comments(&self, record: Uuid) -> Result<Vec<Comment>, StoreError> {
        let rows: Vec<CommentRow> = sqlx::query_as(
            "SELECT id, record, user, author, at, text FROM comment WHERE record = ? ORDER BY at, id",
        )
        .bind(record.to_string())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(comment).collect())
    }

    async fn mentions(&self, user: Uuid) -> Result<Vec<Comment>, StoreError> {
        let rows: Vec<CommentRow> = sqlx::query_as(
            "SELECT c.id, c.record, c.user, c.author, c.at, c.text FROM comment c JOIN mention m ON m.comment = c.id \
             WHERE m.user = ? AND m.seen IS NULL ORDER BY c.at, c.id",
        )
        .bind(user.to_string())
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(comment).collect())
    }

    async fn see_mentions(&self, user: Uuid, record: Uuid) -> Result<(), StoreError> {
        let query = "UPDATE mention SET seen = 1 WHERE user = ?1 AND seen IS NULL \
                     AND comment IN (SELECT id FROM comment WHERE record = ?2)";
        self.changed(query, user.to_string(), record.to_string()).await.map(|_| ())
    }

    async fn put_proposal(&self, proposal: Proposal) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("INSERT INTO proposal (id, record, base, user, author, at, body, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                        .bind(proposal.id.to_string())
                        .bind(proposal.record.id.to_string())
                        .bind(proposal.base)
                        .bind(proposal.user.map(|id| id.to_string()))
                        .bind(proposal.author)
                        .bind(millis(proposal.at))
                        .bind(folder::write(&proposal.record))
                        .bind(proposal.note)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn proposal(&self, id: Uuid) -> Result<Option<Proposal>, StoreError> {
        let query = format!("{PROPOSALS} AND p.id = ?");
        let row: Option<ProposalRow> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.map(proposal).transpose()
    }

    async fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let query = format!("{PROPOSALS} ORDER BY p.at");
        let rows: Vec<ProposalRow> = sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&self.pool).await?;
        rows.into_iter().map(proposal).collect()
    }

    async fn answer_proposal(&self, id: Uuid, answer: &str) -> Result<bool, StoreError> {
        let query =
            "UPDATE proposal SET answer = ?2, answered = unixepoch() * 1000 WHERE id = ?1 AND answer IS NULL";
        self.changed(query, id.to_string(), answer.to_owned()).await
    }

    async fn schedule(&self, scheduled: Scheduled) -> Result<(), StoreError> {
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO schedule (record, revision, at, user, author) VALUES (?, ?, ?, ?, ?) \
                         ON CONFLICT (record) DO UPDATE SET revision = excluded.revision, at = excluded.at, \
                         user = excluded.user, author = excluded.author",
                    )
                    .bind(scheduled.record.to_string())
                    .bind(scheduled.revision)
                    .bind(millis(scheduled.at))
                    .bind(scheduled.user.to_string())
                    .bind(scheduled.author)
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn unschedule(&self, record: Uuid) -> Result<(), StoreError> {
        let query = "DELETE FROM schedule WHERE record = ?1 AND ?2";
        self.changed(query, record.to_string(), true).await.map(|_| ())
    }

    async fn scheduled(&self) -> Result<Vec<Scheduled>, StoreError> {
        let rows: Vec<(String, i64, i64, String, String)> =
            sqlx::query_as("SELECT record, revision, at, user, author FROM schedule ORDER BY at")
                .fetch_all(&self.pool)
                .await?;
        let scheduled = |(record, revision, at, user, author): (String, i64, i64, String, String)| {
            Scheduled { record: identity(&record), revision, at: moment(at), user: identity(&user), author }
        };
        Ok(rows.into_iter().map(scheduled).collect())
    }

    async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(&self.pool)
            .await?)
    }

    async fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let query = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.changed(query, key.to_owned(), value.to_owned()).await.map(|_| ())
    }
}
