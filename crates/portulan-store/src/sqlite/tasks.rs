//! Tasks, in SQLite.
use async_trait::async_trait;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::SqliteStore;
use super::row::impl_from_row;
use super::stored_form::{identity, identity_opt, millis, moment, moment_opt};
use crate::{AuditEntry, StoreError, Task, TaskFilter, Tasks};

struct TaskRow {
    id: String,
    record: Option<String>,
    title: String,
    due: Option<String>,
    assignee: Option<String>,
    user: Option<String>,
    author: String,
    at: i64,
    done: Option<i64>,
    doer: String,
}

impl_from_row!(TaskRow { id, record, title, due, assignee, user, author, at, done, doer });

impl TryFrom<TaskRow> for Task {
    type Error = StoreError;

    fn try_from(row: TaskRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: identity(&row.id)?,
            record: identity_opt(row.record.as_deref())?,
            title: row.title,
            due: row.due.map(|day| day.parse().map_err(|e| StoreError::damaged(&row.id, e))).transpose()?,
            assignee: identity_opt(row.assignee.as_deref())?,
            user: identity_opt(row.user.as_deref())?,
            author: row.author,
            at: moment(row.at)?,
            done: moment_opt(row.done)?.map(|at| (at, row.doer)),
        })
    }
}

/// Stores a task; an earlier one with the same identity is replaced.
pub(super) async fn put(tx: &mut SqliteConnection, task: &Task) -> Result<(), StoreError> {
    let text = |id: Option<Uuid>| id.map(|id| id.to_string());
    let (done, doer) = task.done.as_ref().map(|(at, doer)| (millis(*at), doer.as_str())).unzip();
    sqlx::query(
        "INSERT INTO task (id, record, title, due, assignee, user, author, at, done, doer) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET \
         title = excluded.title, due = excluded.due, assignee = excluded.assignee, \
         done = excluded.done, doer = excluded.doer",
    )
    .bind(task.id.to_string())
    .bind(text(task.record))
    .bind(&task.title)
    .bind(task.due.map(|day| day.to_string()))
    .bind(text(task.assignee))
    .bind(text(task.user))
    .bind(&task.author)
    .bind(millis(task.at))
    .bind(done)
    .bind(doer.unwrap_or_default())
    .execute(tx)
    .await?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT id, record, title, due, assignee, user, author, at, done, doer FROM task WHERE 1";

#[async_trait]
impl Tasks for SqliteStore {
    async fn change_task(&self, task: Task, entry: AuditEntry) -> Result<(), StoreError> {
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                put(tx, &task).await?;
                Ok(())
            })
        })
        .await
    }

    async fn task(&self, id: Uuid) -> Result<Option<Task>, StoreError> {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(COLUMNS);
        query.push(" AND id = ").push_bind(id.to_string());
        let row: Option<TaskRow> = query.build_query_as().fetch_optional(&self.pool).await?;
        row.map(Task::try_from).transpose()
    }

    async fn tasks(&self, filter: &TaskFilter) -> Result<Vec<Task>, StoreError> {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(COLUMNS);
        if let Some(record) = filter.record {
            query.push(" AND record = ").push_bind(record.to_string());
        }
        if let Some(user) = filter.concerns {
            query.push(" AND ").push_bind(user.to_string()).push(" IN (assignee, user)");
        }
        if let Some((first, last)) = filter.due {
            query.push(" AND due BETWEEN ").push_bind(first.to_string());
            query.push(" AND ").push_bind(last.to_string());
        }
        if let Some(user) = filter.falls_to {
            query.push(" AND coalesce(assignee, user) = ").push_bind(user.to_string());
        }
        if let Some(since) = filter.open_since {
            query.push(" AND (done IS NULL OR done >= ").push_bind(millis(since)).push(")");
        }
        query.push(" ORDER BY done IS NOT NULL, done DESC, due IS NULL, due, at");
        let rows: Vec<TaskRow> = query.build_query_as().fetch_all(&self.pool).await?;
        rows.into_iter().map(Task::try_from).collect()
    }

    async fn delete_task(&self, id: Uuid, entry: AuditEntry) -> Result<(), StoreError> {
        self.write_logged(entry, move |tx| {
            Box::pin(async move {
                let query = sqlx::query("DELETE FROM task WHERE id = ?");
                query.bind(id.to_string()).execute(&mut *tx).await?;
                Ok(())
            })
        })
        .await
    }
}
