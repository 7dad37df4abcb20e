//! Changes of records and related objects, each authorised by the policy, in SQLite.
use std::collections::HashSet;

use async_trait::async_trait;
use portulan_model::{Record, folder};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::audit::log as write_log;
use super::desk::{ACCEPTED, DECLINED, proposal_in};
use super::events::emit;
use super::stored_form::{identity_opt, json, millis};
use super::write::{self, check_seen};
use super::{SqliteStore, contributions, imports, tasks};
use crate::workflow::MAX_OPEN_PROPOSALS;
use crate::{
    Action, AuditAction, AuditEntry, Author, Change, Comment, Decision, EditorialEvent, Policy, Proposal,
    ProposalAnswer, RecordWriter, Scheduled, StoreError, Task,
};

/// Returns an error if a user has too many unanswered proposals.
async fn bound_proposals(tx: &mut SqliteConnection, user: Option<Uuid>) -> Result<(), StoreError> {
    let query = "SELECT count(*) FROM proposal WHERE user = ? AND answer IS NULL";
    let open: u64 = sqlx::query_scalar(query).bind(user.map(|id| id.to_string())).fetch_one(tx).await?;
    if open >= MAX_OPEN_PROPOSALS { Err(StoreError::ProposalLimit) } else { Ok(()) }
}

#[async_trait]
impl RecordWriter for SqliteStore {
    async fn apply(&self, changes: Vec<Change>, author: &Author, policy: Policy) -> Result<(), StoreError> {
        let deletes = |change: &Change| matches!(change, Change::Delete { .. } | Change::DeleteFile { .. });
        let has_deletions = changes.iter().any(deletes);
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                if let Some(import) = command.author.import {
                    imports::complete(tx, import, command.now).await?;
                }
                if let Some(accepted) = &command.author.contribution {
                    contributions::accept(tx, accepted, &command).await?;
                }
                write::apply(tx, changes, &command.batch()).await
            })
        })
        .await?;
        if has_deletions || author.import.is_some() || author.contribution.is_some() {
            self.empty_log();
        }
        Ok(())
    }

    async fn review(
        &self,
        changes: &[Change],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Decision>, StoreError> {
        let (mut tx, asking) = self.asking(author, policy).await?;
        write::questions(&mut tx, &asking, changes).await
    }

    async fn evaluate(
        &self,
        record: &Record,
        actions: &[Action],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Decision>, StoreError> {
        let (mut tx, asking) = self.asking(author, policy).await?;
        let facts = asking.facts_or_new(&mut tx, record).await?;
        Ok(actions.iter().map(|action| asking.ask(*action, facts)).collect())
    }

    async fn allowed(
        &self,
        ids: &[Uuid],
        action: Action,
        author: &Author,
        policy: Policy,
    ) -> Result<HashSet<Uuid>, StoreError> {
        let (mut tx, asking) = self.asking(author, policy).await?;
        let facts = asking.facts_of(&mut tx, ids).await?.into_iter();
        Ok(facts.filter(|(_, facts)| asking.ask(action, *facts).is_ok()).map(|(id, _)| id).collect())
    }

    async fn schedule(
        &self,
        scheduled: Scheduled,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                check_seen(tx, scheduled.record, scheduled.revision).await?;
                command.require(tx, Action::Schedule, scheduled.record).await?;
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
                .execute(&mut *tx)
                .await?;
                write_log(tx, log, command.now).await
            })
        })
        .await
    }

    async fn unschedule(
        &self,
        record: Uuid,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                command.require(tx, Action::Unschedule, record).await?;
                let query = sqlx::query("DELETE FROM schedule WHERE record = ?");
                query.bind(record.to_string()).execute(&mut *tx).await?;
                write_log(tx, log, command.now).await
            })
        })
        .await
    }

    async fn drop_schedule(&self, scheduled: &Scheduled, log: AuditEntry) -> Result<(), StoreError> {
        let (record, revision, now) = (scheduled.record, scheduled.revision, self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let query = sqlx::query("DELETE FROM schedule WHERE record = ? AND revision = ?");
                    let done = query.bind(record.to_string()).bind(revision).execute(&mut *tx).await?;
                    if done.rows_affected() == 0 { Ok(()) } else { write_log(tx, log, now).await }
                })
            })
            .await
    }

    async fn put_proposal(
        &self,
        proposal: Proposal,
        author: &Author,
        policy: Policy,
    ) -> Result<(), StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                let facts = command.asking.facts_or_new(tx, &proposal.record).await?;
                command.asking.ask(Action::Propose, facts)?;
                bound_proposals(tx, proposal.user).await?;
                sqlx::query(
                    "INSERT INTO proposal (id, record, kind, slug, base, user, author, at, body, note) \
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )
                .bind(proposal.id.to_string())
                .bind(proposal.record.id.to_string())
                .bind(proposal.record.kind().singular())
                .bind(&proposal.record.slug)
                .bind(proposal.base)
                .bind(proposal.user.map(|id| id.to_string()))
                .bind(&proposal.author)
                .bind(millis(proposal.at))
                .bind(folder::write(&proposal.record))
                .bind(&proposal.note)
                .execute(&mut *tx)
                .await?;
                let entry = AuditEntry {
                    user: proposal.user,
                    actor: proposal.author,
                    action: AuditAction::Propose,
                    subject: format!("{}/{}", proposal.record.kind().singular(), proposal.record.slug),
                    detail: proposal.note,
                };
                write_log(tx, entry, command.now).await
            })
        })
        .await
    }

    async fn answer_proposal(
        &self,
        id: Uuid,
        answer: ProposalAnswer,
        changes: Vec<Change>,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<bool, StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                let proposal = proposal_in(tx, id).await?.ok_or(StoreError::Missing(id))?;
                let withdraws =
                    !answer.accepted && proposal.user.is_some() && proposal.user == command.author.user;
                if !withdraws {
                    let facts = command.asking.facts_or_new(tx, &proposal.record).await?;
                    command.asking.ask(Action::AnswerProposal, facts)?;
                }
                let done = sqlx::query(
                    "UPDATE proposal SET answer = ?2, answerer = ?3, why = ?4, answered = ?5 \
                     WHERE id = ?1 AND answer IS NULL",
                )
                .bind(id.to_string())
                .bind(if answer.accepted { ACCEPTED } else { DECLINED })
                .bind(&answer.author)
                .bind(&answer.why)
                .bind(millis(answer.at))
                .execute(&mut *tx)
                .await?;
                if done.rows_affected() == 0 {
                    return Ok(false);
                }
                if !changes.is_empty() {
                    write::apply(tx, changes, &command.batch()).await?;
                }
                if !withdraws {
                    let event = EditorialEvent::ProposalAnswered { proposal: id, by: command.actor() };
                    emit(tx, &event, command.now).await?;
                }
                write_log(tx, log, command.now).await?;
                Ok(true)
            })
        })
        .await
    }

    async fn put_comment(
        &self,
        comment: Comment,
        mentions: &[Uuid],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Uuid>, StoreError> {
        self.apply_with_comment(Vec::new(), comment, mentions, author, policy).await
    }

    async fn apply_with_comment(
        &self,
        changes: Vec<Change>,
        comment: Comment,
        mentions: &[Uuid],
        author: &Author,
        policy: Policy,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mentions = mentions.to_vec();
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                command.require(tx, Action::View, comment.record).await?;
                if !changes.is_empty() {
                    write::apply(tx, changes, &command.batch()).await?;
                }
                let (mut named, mut others) = (Vec::new(), Vec::new());
                for user in mentions {
                    let visible = command.is_visible_to(tx, user, comment.record).await?;
                    if visible.is_ok() { named.push(user) } else { others.push(user) }
                }
                put_comment(tx, &comment, &named).await?;
                let event = EditorialEvent::Mentioned {
                    record: comment.record,
                    comment: comment.id,
                    users: named,
                    by: command.actor(),
                };
                emit(tx, &event, command.now).await?;
                Ok(others)
            })
        })
        .await
    }

    async fn resolve_comment(
        &self,
        record: Uuid,
        comment: Uuid,
        resolved: bool,
        author: &Author,
        policy: Policy,
    ) -> Result<(), StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                let row: Option<(Option<String>,)> =
                    sqlx::query_as("SELECT user FROM comment WHERE id = ? AND record = ?")
                        .bind(comment.to_string())
                        .bind(record.to_string())
                        .fetch_optional(&mut *tx)
                        .await?;
                let (writer,) = row.ok_or(StoreError::Missing(comment))?;
                let writer = identity_opt(writer.as_deref())?;
                let is_own = writer.is_some() && writer == command.author.user;
                command.require(tx, Action::ResolveComment { is_own }, record).await?;
                // The first resolution remains.
                sqlx::query(
                    "UPDATE comment SET resolved = ?2, resolver = ?3 WHERE id = ?1 AND (resolved IS NULL) = ?4",
                )
                .bind(comment.to_string())
                .bind(resolved.then(|| millis(command.now)))
                .bind(if resolved { command.author.name.as_str() } else { "" })
                .bind(resolved)
                .execute(&mut *tx)
                .await?;
                Ok(())
            })
        })
        .await
    }

    async fn put_task(
        &self,
        task: Task,
        author: &Author,
        policy: Policy,
        log: AuditEntry,
    ) -> Result<(), StoreError> {
        self.command(author, policy, move |tx, command| {
            Box::pin(async move {
                if let Some(record) = task.record {
                    command.require(tx, Action::AddTask, record).await?;
                    if let Some(assignee) = task.assignee {
                        command.is_visible_to(tx, assignee, record).await??;
                    }
                }
                tasks::put(tx, &task).await?;
                if let Some(assignee) = task.assignee.filter(|user| Some(*user) != command.author.user) {
                    let event = EditorialEvent::TaskAssigned { task: task.id, assignee, by: command.actor() };
                    emit(tx, &event, command.now).await?;
                }
                write_log(tx, log, command.now).await
            })
        })
        .await
    }
}

async fn put_comment(tx: &mut SqliteConnection, comment: &Comment, named: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO comment (id, record, user, author, at, text) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(comment.id.to_string())
        .bind(comment.record.to_string())
        .bind(comment.user.map(|id| id.to_string()))
        .bind(&comment.author)
        .bind(millis(comment.at))
        .bind(&comment.text)
        .execute(&mut *tx)
        .await?;
    let named: Vec<String> = named.iter().map(Uuid::to_string).collect();
    sqlx::query(
        "INSERT INTO mention (comment, user) SELECT ?, u.id FROM json_each(?) j CROSS JOIN user u ON u.id = j.value",
    )
    .bind(comment.id.to_string())
    .bind(json(&named)?)
    .execute(tx)
    .await?;
    Ok(())
}
