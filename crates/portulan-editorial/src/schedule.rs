//! Scheduled publication.
use jiff::Timestamp;
use portulan_model::{Record, State};
use portulan_store::{AuditAction, AuditEntry, Author, Scheduled, StoreError, User};
use uuid::Uuid;

use crate::{Editorial, EditorialError, policy};

/// The outcome of a scheduled publication that is due.
#[derive(Debug)]
pub enum DueRecord {
    /// The record was published.
    Published(Uuid),
    /// The publication was cancelled, with a line in the audit log: its user has lost the right to publish,
    /// or the record has errors.
    Cancelled(Uuid, EditorialError),
    /// A temporary failure; publication is tried again.
    Failed(Uuid, EditorialError),
}

impl Editorial {
    /// Schedules the publication of the revision that the author saw.
    pub async fn schedule(
        &self,
        author: &Author,
        id: Uuid,
        seen: i64,
        at: Timestamp,
    ) -> Result<(), EditorialError> {
        let user = author.user.ok_or(EditorialError::Denied(portulan_store::Denial::NotActive))?;
        let stored = self.store.record_of(id).await?.ok_or(EditorialError::Missing)?;
        self.require_valid(&Record { state: State::Published, ..stored.record.clone() }).await?;
        let entry = entry(author, AuditAction::Schedule, &stored.record, at.to_string());
        let scheduled = Scheduled { record: id, revision: seen, at, user, author: author.name.clone() };
        self.store.schedule(scheduled, author, policy::decide, entry).await?;
        self.changed();
        Ok(())
    }

    /// Cancels a scheduled publication.
    pub async fn unschedule(&self, author: &Author, id: Uuid) -> Result<(), EditorialError> {
        let stored = self.store.record_of(id).await?.ok_or(EditorialError::Missing)?;
        let entry = entry(author, AuditAction::Unschedule, &stored.record, String::new());
        self.store.unschedule(id, author, policy::decide, entry).await?;
        self.changed();
        Ok(())
    }

    /// Publishes the records that are due at a moment, each separately: a failure does not delay the others.
    /// The policy is evaluated again for the user who scheduled them. `reason` returns the reason of the
    /// revision in that user's language.
    pub async fn publish_due(
        &self,
        now: Timestamp,
        reason: &(dyn Fn(Option<&User>) -> String + Sync),
    ) -> Result<Vec<DueRecord>, EditorialError> {
        let mut outcomes = Vec::new();
        for due in self.store.scheduled().await?.into_iter().take_while(|s| s.at <= now) {
            let outcome = match self.publish_one(&due, reason).await {
                Ok(()) => DueRecord::Published(due.record),
                // Another user has just changed the record, which cancelled its publication.
                Err(EditorialError::Conflict(_)) => continue,
                Err(
                    e @ (EditorialError::Denied(_) | EditorialError::Invalid(_) | EditorialError::Missing),
                ) => self.cancelled(&due, e).await,
                Err(EditorialError::Store(e @ StoreError::SlugTaken { .. })) => {
                    self.cancelled(&due, EditorialError::Store(e)).await
                }
                Err(e) => DueRecord::Failed(due.record, e),
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Cancels a publication that cannot be made, with a reason.
    async fn cancelled(&self, due: &Scheduled, reason: EditorialError) -> DueRecord {
        match self.cancel(due).await {
            Ok(()) => DueRecord::Cancelled(due.record, reason),
            Err(e) => DueRecord::Failed(due.record, e),
        }
    }

    async fn publish_one(
        &self,
        due: &Scheduled,
        reason: &(dyn Fn(Option<&User>) -> String + Sync),
    ) -> Result<(), EditorialError> {
        let user = self.store.user(due.user).await?;
        let author = Author::user(due.user, &due.author, &reason(user.as_ref()));
        self.publish(&author, due.record, due.revision).await
    }

    async fn cancel(&self, due: &Scheduled) -> Result<(), EditorialError> {
        let author = Author::user(due.user, &due.author, "");
        let entry = match self.store.record_of(due.record).await {
            Ok(Some(stored)) => {
                entry(&author, AuditAction::ScheduleMissed, &stored.record, due.at.to_string())
            }
            _ => AuditEntry {
                user: author.user,
                actor: author.name,
                action: AuditAction::ScheduleMissed,
                subject: due.record.to_string(),
                detail: due.at.to_string(),
            },
        };
        Ok(self.store.drop_schedule(due, entry).await?)
    }
}

pub(crate) fn entry(author: &Author, action: AuditAction, record: &Record, detail: String) -> AuditEntry {
    AuditEntry {
        user: author.user,
        actor: author.name.clone(),
        action,
        subject: format!("{}/{}", record.kind(), record.slug),
        detail,
    }
}
