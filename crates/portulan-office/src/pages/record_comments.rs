//! The comments on a record, as pages show them: open ones first, resolved ones folded.
use portulan_model::Record;
use portulan_store::{Action, Comment, User};
use uuid::Uuid;

use super::mentions::unknown_names;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// The comments on a record.
pub struct RecordComments {
    /// The open comments, the oldest first.
    pub open: Vec<CommentLine>,
    /// The resolved comments, the oldest first.
    pub resolved: Vec<CommentLine>,
    /// The names of mentioned users who may not view the record.
    pub unnotified: Vec<String>,
    /// The names in the user's last comment that no user has.
    pub unknown: Vec<String>,
}

/// A comment with the actions on it.
pub struct CommentLine {
    pub comment: Comment,
    /// True if the user may mark it as resolved and open it again.
    pub may_resolve: bool,
}

impl RecordComments {
    /// The comments on a record that the user may view.
    pub async fn of(
        office: &Office,
        current_user: &CurrentUser,
        record: &Record,
    ) -> Result<Self, OfficeError> {
        let actions = [true, false].map(|is_own| Action::ResolveComment { is_own });
        let [own, others] = office.editorial.decide(&current_user.author(""), record, actions).await?;
        let line = |comment: Comment| {
            let decision = if comment.user == Some(current_user.user.id) { own } else { others };
            CommentLine { comment, may_resolve: decision.is_ok() }
        };
        let comments = office.store.comments(record.id).await?.into_iter().map(line);
        let (resolved, open) = comments.partition(|line: &CommentLine| line.comment.resolved.is_some());
        Ok(Self { open, resolved, unnotified: Vec::new(), unknown: Vec::new() })
    }

    /// Adds what a page reports after a comment was added: the mentioned users who were not notified, and the names in the comment that
    /// no user has.
    #[must_use]
    pub fn with_report(self, user: Uuid, users: Vec<User>, unnotified: &[Uuid]) -> Self {
        let last = self.open.iter().rev().find(|line| line.comment.user == Some(user));
        let unknown = last.map(|line| unknown_names(&line.comment.text, &users)).unwrap_or_default();
        let unnotified = users.into_iter().filter(|u| unnotified.contains(&u.id)).map(|u| u.name);
        Self { unnotified: unnotified.collect(), unknown, ..self }
    }
}
