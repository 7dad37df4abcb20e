//! Comments and tasks, visible only to users who may view the record.
use portulan_model::{Record, State};
use portulan_store::{AuditEntry, Author, Change, Comment, Task};
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

/// The users who are notified that a record was sent back, and those who are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedReview {
    /// The author of the reviewed revision, if notified.
    pub author: Option<Uuid>,
    /// The mentioned users who may not view the record: they are not notified.
    pub unnotified: Vec<Uuid>,
}

impl Editorial {
    /// Adds a comment. Returns the mentioned users who may not view the record: they are not notified.
    pub async fn comment(&self, author: &Author, new: NewComment) -> Result<Vec<Uuid>, EditorialError> {
        let mentions = new.mentions.clone();
        let comment = self.comment_of(author, new)?;
        let others = self.store.put_comment(comment, &mentions, author, policy::decide).await?;
        self.changed();
        Ok(others)
    }

    /// Sends a record in review back: the revision that its reviewer saw becomes a draft with the same content, and a comment mentions
    /// its author.
    pub async fn send_back(
        &self,
        author: &Author,
        new: NewComment,
        seen: i64,
    ) -> Result<ReturnedReview, EditorialError> {
        let reviewed = self.store.revision(new.record, seen).await?;
        // The store refuses a revision that is not the newest.
        let reviewed = reviewed.filter(|revision| revision.record.state == State::InReview);
        let reviewed = reviewed.ok_or(EditorialError::Conflict(None))?;
        let mut mentions = new.mentions.clone();
        let writer = reviewed.user.filter(|user| Some(*user) != author.user);
        mentions.extend(writer.filter(|user| !new.mentions.contains(user)));
        let comment = self.comment_of(author, new)?;
        let record = Record { state: State::Draft, ..reviewed.record };
        let changes = vec![Change::Update { record, seen }];
        let unnotified =
            self.store.apply_with_comment(changes, comment, &mentions, author, policy::decide).await?;
        self.changed();
        Ok(ReturnedReview { author: writer.filter(|user| !unnotified.contains(user)), unnotified })
    }

    /// Marks a comment on a record as resolved, or opens it again.
    pub async fn resolve_comment(
        &self,
        author: &Author,
        record: Uuid,
        comment: Uuid,
        resolved: bool,
    ) -> Result<(), EditorialError> {
        self.store.resolve_comment(record, comment, resolved, author, policy::decide).await?;
        self.changed();
        Ok(())
    }

    /// A comment with its identity and time.
    fn comment_of(&self, author: &Author, new: NewComment) -> Result<Comment, EditorialError> {
        Ok(Comment {
            id: self.environment.new_id()?,
            record: new.record,
            user: author.user,
            author: author.name.clone(),
            at: self.environment.now(),
            text: new.text,
            resolved: None,
        })
    }

    /// Adds a task. Returns an error if it concerns a record that its assignee may not view.
    pub async fn add_task(&self, author: &Author, task: Task, log: AuditEntry) -> Result<(), EditorialError> {
        self.store.put_task(task, author, policy::decide, log).await?;
        self.changed();
        Ok(())
    }
}
