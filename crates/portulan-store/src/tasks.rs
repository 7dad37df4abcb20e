//! Tasks of the users of the office.
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{AuditEntry, StoreError};

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The identity.
    pub id: Uuid,
    /// The record that it concerns.
    pub record: Option<Uuid>,
    /// The title.
    pub title: String,
    /// The due date.
    pub due: Option<Date>,
    /// The assignee.
    pub assignee: Option<Uuid>,
    /// The user who created it; `None` once that user is deleted.
    pub user: Option<Uuid>,
    /// The name of that user.
    pub author: String,
    /// The time of creation.
    pub at: Timestamp,
    /// The time of completion, and the name of the user.
    pub done: Option<(Timestamp, String)>,
}

/// A filter for tasks.
#[derive(Debug, Clone, Copy, Default)]
pub struct TaskFilter {
    /// Tasks that concern this record.
    pub record: Option<Uuid>,
    /// Tasks that this user is assigned to, or has created.
    pub concerns: Option<Uuid>,
    /// Tasks that this user must do: assigned to the user, or created by the user without an assignee.
    pub falls_to: Option<Uuid>,
    /// Open tasks, and tasks completed since this time.
    pub open_since: Option<Timestamp>,
    /// Tasks that are due from the first of these days to the last.
    pub due: Option<(Date, Date)>,
}

/// Storage of tasks.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Changes an existing task, but not its assignee. New tasks: [`crate::RecordWriter::put_task`].
    async fn change_task(&self, task: Task, log: AuditEntry) -> Result<(), StoreError>;

    /// One task.
    async fn task(&self, id: Uuid) -> Result<Option<Task>, StoreError>;

    /// Tasks: open ones by due date, then open ones without a due date, then the last completed ones.
    async fn tasks(&self, filter: &TaskFilter) -> Result<Vec<Task>, StoreError>;

    /// Deletes a task.
    async fn delete_task(&self, id: Uuid, log: AuditEntry) -> Result<(), StoreError>;
}
