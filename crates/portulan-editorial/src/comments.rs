//! Comments and tasks, which reach only the users who may see the record.
use portulan_store::{AuditEntry, Author, Comment, Task};
use uuid::Uuid;

use crate::{Editorial, EditorialError, policy};

/// A comment to be added.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// The record.
    pub record: Uuid,
    /// The text, in Markdown.
    pub text: String,
    /// The users it mentions.
    pub mentions: Vec<Uuid>,
}

impl Editorial {
    /// Adds a comment. Returns the users it mentions who may not see the record: they are not notified.
    pub async fn comment(&self, author: &Author, new: NewComment) -> Result<Vec<Uuid>, EditorialError> {
        let comment = Comment {
            id: Uuid::now_v7(),
            record: new.record,
            user: author.user,
            author: author.name.clone(),
            at: self.clock.now(),
            text: new.text,
        };
        let others = self.store.put_comment(comment, &new.mentions, author, policy::decide).await?;
        self.changed();
        Ok(others)
    }

    /// Adds a task; refused if it is about a record that its assignee may not see.
    pub async fn add_task(&self, author: &Author, task: Task, log: AuditEntry) -> Result<(), EditorialError> {
        self.store.put_task(task, author, policy::decide, log).await?;
        self.changed();
        Ok(())
    }
}
