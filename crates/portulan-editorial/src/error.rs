//! Errors of the editorial workflow.
use portulan_model::Problem;
use portulan_store::{Denial, RandomError, StoreError};

/// An error of the editorial workflow.
#[derive(Debug, thiserror::Error)]
pub enum EditorialError {
    /// The policy refuses the command.
    #[error("{0}")]
    Denied(Denial),
    /// The record has errors that must be corrected before it is published.
    #[error("the record cannot be published: it has {} errors; correct them first", .0.len())]
    Invalid(Vec<Problem>),
    /// The record or proposal does not exist.
    #[error("there is no such record or proposal; somebody may have deleted it")]
    Missing,
    /// Another user was faster: the record has been changed, or the proposal answered.
    #[error("somebody else changed this meanwhile; read it again and repeat the change")]
    Conflict(#[source] Option<StoreError>),
    /// The store refuses the change or fails.
    #[error(transparent)]
    Store(StoreError),
    /// Two versions cannot be merged: an internal error.
    #[error("two versions of the record cannot be merged; report this as a fault of the program")]
    Merge(#[source] serde_json::Error),
    /// No identifier can be made: the source of random bytes fails.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl EditorialError {
    /// True if the register or the policy refuses a command, rather than that the machine fails.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Denied(_)
                | Self::Invalid(_)
                | Self::Missing
                | Self::Conflict(_)
                | Self::Store(
                    StoreError::Dangling { .. } | StoreError::Referred { .. } | StoreError::BoundUsers { .. }
                )
        )
    }
}

impl From<StoreError> for EditorialError {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Denied(denial) => Self::Denied(denial),
            StoreError::Missing(_) => Self::Missing,
            StoreError::Conflict { .. } => Self::Conflict(Some(e)),
            other => Self::Store(other),
        }
    }
}
