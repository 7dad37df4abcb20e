//! Comments and tasks, visible only to users who may view the record.
use portulan_store::{AuditEntry, Author, Comment, Task};
use uuid::Uuid;

use crate::{Editorial, EditorialError, policy};

/// A comment to add.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// The record.
    pub record: Uuid,
    /// The text, in Markdown.
    pub text: String,
    /// The mentioned users.
    pub mentions: Vec<Uuid>,
}

impl Editorial {
    /// Adds a comment. Returns the mentioned users who may not view the record: they are not notified.
    pub async fn comment(&self, author: &Author, new: NewComment) -> Result<Vec<Uuid>, EditorialError> {
        let comment = Comment {
            id: self.environment.new_id()?,
            record: new.record,
            user: author.user,
            author: author.name.clone(),
            at: self.environment.now(),
            text: new.text,
        };
        let others = self.store.put_comment(comment, &new.mentions, author, policy::decide).await?;
        self.changed();
        Ok(others)
    }

    /// Adds a task. Returns an error if it concerns a record that its assignee may not view.
    pub async fn add_task(&self, author: &Author, task: Task, log: AuditEntry) -> Result<(), EditorialError> {
        self.store.put_task(task, author, policy::decide, log).await?;
        self.changed();
        Ok(())
    }
}
