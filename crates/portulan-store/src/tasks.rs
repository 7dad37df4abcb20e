//! What people of the office have to do.
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its identity.
    pub id: Uuid,
    /// The record that it is about.
    pub record: Option<Uuid>,
    /// What.
    pub title: String,
    /// Until when.
    pub due: Option<Date>,
    /// By whom.
    pub assignee: Option<Uuid>,
    /// Who asks for it, while that user exists.
    pub user: Option<Uuid>,
    /// That user's name.
    pub author: String,
    /// Since when.
    pub at: Timestamp,
    /// When it was done, and by whom.
    pub done: Option<(Timestamp, String)>,
}

/// Which tasks to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct TaskFilter {
    /// About this record.
    pub record: Option<Uuid>,
    /// That this user has to do, or asked for.
    pub concerns: Option<Uuid>,
    /// That this user has to do: given to the user, or by the user to nobody.
    pub falls_to: Option<Uuid>,
    /// Not done, or done since this moment.
    pub open_since: Option<Timestamp>,
}

/// The tasks.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Changes a task that exists, without giving it to somebody else. New tasks: [`crate::RecordWriter::put_task`].
    async fn change_task(&self, task: Task, log: AuditEntry) -> Result<(), StoreError>;

    /// One task.
    async fn task(&self, id: Uuid) -> Result<Option<Task>, StoreError>;

    /// Tasks: those to do by their day, those without one after them, those done last.
    async fn tasks(&self, filter: &TaskFilter) -> Result<Vec<Task>, StoreError>;

    /// Drops a task.
    async fn delete_task(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;
}
