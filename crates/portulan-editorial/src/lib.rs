//! The editorial workflow as one application service.
//!
//! [`Editorial`] has a command for each change of a record: save a draft, request a review, publish, schedule, archive,
//! delete, propose, accept, import. The office, the API, imports and the scheduler call these commands; the command
//! line, which the operator runs, changes records in the store itself. [`policy`] decides about rights, inside the
//! transaction that makes the change. Events are written in the same transaction (see
//! [`portulan_store::EditorialEvent`]); mail and webhooks read them from there.
mod attachments;
mod authority;
mod comments;
mod contributions;
pub mod declarations;
mod duplicate;
mod error;
pub mod merge;
pub mod policy;
mod proposals;
mod records;
pub mod report_rendering;
mod schedule;

use std::collections::HashSet;
use std::sync::Arc;

use portulan_model::Record;
use portulan_store::{Action, Author, Clock, Decision, Denial, EditorialStore, Environment};
use uuid::Uuid;

pub use attachments::has_attachments;
pub use authority::{authority, authority_record, derive_term_keys, new_slug};
pub use comments::{NewComment, ReturnedReview};
pub use contributions::{AcceptedContribution, NewContribution};
pub use duplicate::duplicate;
pub use error::EditorialError;
pub use proposals::{Joined, NewProposal};
pub use records::NewRecord;
pub use schedule::DueRecord;

/// Called after each command that made a change.
type Listener = Arc<dyn Fn() + Send + Sync>;

/// The workflow of a register.
#[derive(Clone)]
pub struct Editorial {
    store: Arc<dyn EditorialStore>,
    environment: Environment,
    listener: Option<Listener>,
}

impl Editorial {
    /// Creates the workflow of a register, with the clock and the random bytes of the system.
    pub fn new(store: Arc<dyn EditorialStore>) -> Self {
        Self { store, environment: Environment::default(), listener: None }
    }

    /// Replaces the clock.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        let environment = self.environment.with_clock(clock);
        self.with_environment(environment)
    }

    /// Replaces the sources of time, random bytes and identifiers.
    #[must_use]
    pub fn with_environment(self, environment: Environment) -> Self {
        Self { environment, ..self }
    }

    /// Adds a listener that is called immediately after a change, for example to refresh the public site. It
    /// is optional: all changes are in the store.
    #[must_use]
    pub fn with_listener(self, listener: impl Fn() + Send + Sync + 'static) -> Self {
        Self { listener: Some(Arc::new(listener)), ..self }
    }

    fn changed(&self) {
        if let Some(listener) = &self.listener {
            listener();
        }
    }

    /// The decisions of the policy about some actions on a record at this moment, in their order, for a page
    /// that offers these actions. The commands evaluate the policy again.
    pub async fn decide<const N: usize>(
        &self,
        author: &Author,
        record: &Record,
        actions: [Action; N],
    ) -> Result<[Decision; N], EditorialError> {
        let decisions = self.store.evaluate(record, &actions, author, policy::decide).await?;
        Ok(std::array::from_fn(|i| decisions.get(i).copied().unwrap_or(Err(Denial::NotActive))))
    }

    /// True if the policy allows an action on a record at this moment.
    pub async fn allows(
        &self,
        author: &Author,
        record: &Record,
        action: Action,
    ) -> Result<bool, EditorialError> {
        let [decision] = self.decide(author, record, [action]).await?;
        Ok(decision.is_ok())
    }

    /// Those of some existing records on which the policy allows an action at this moment.
    pub async fn allowed(
        &self,
        author: &Author,
        ids: &[Uuid],
        action: Action,
    ) -> Result<HashSet<Uuid>, EditorialError> {
        Ok(self.store.allowed(ids, action, author, policy::decide).await?)
    }
}
