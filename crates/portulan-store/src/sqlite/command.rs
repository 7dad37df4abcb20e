//! A change that the policy authorises, in its transaction.
use jiff::Timestamp;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use super::batch::Batch;
use super::facts::Asking;
use super::queue::Work;
use crate::{Action, Actor, Author, Decision, Policy, StoreError};

/// A change in its transaction, with its principal.
pub(super) struct StoreCommand {
    pub(super) author: Author,
    pub(super) asking: Asking,
    policy: Policy,
    pub(super) now: Timestamp,
}

impl StoreCommand {
    pub(super) fn batch(&self) -> Batch<'_> {
        Batch { now: self.now, author: &self.author, asking: &self.asking }
    }

    pub(super) fn actor(&self) -> Actor {
        Actor { user: self.author.user, name: self.author.name.clone() }
    }

    /// Returns an error unless the policy allows an action on an existing record.
    pub(super) async fn require(
        &self,
        tx: &mut SqliteConnection,
        action: Action,
        id: Uuid,
    ) -> Result<(), StoreError> {
        let facts = self.asking.facts(tx, id).await?.ok_or(StoreError::Missing(id))?;
        Ok(self.asking.ask(action, facts)?)
    }

    /// True if another user may view a record.
    pub(super) async fn is_visible_to(
        &self,
        tx: &mut SqliteConnection,
        user: Uuid,
        record: Uuid,
    ) -> Result<Decision, StoreError> {
        let reader = Author { user: Some(user), ..Author::default() };
        let asking = Asking::begin(tx, &reader, self.policy, self.now).await?;
        let facts = asking.facts(tx, record).await?.ok_or(StoreError::Missing(record))?;
        Ok(asking.ask(Action::View, facts))
    }
}

impl SqliteStore {
    /// Runs a change that evaluates a policy.
    pub(super) async fn command<T, F>(
        &self,
        author: &Author,
        policy: Policy,
        change: F,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection, StoreCommand) -> Work<'c, T> + Send + 'static,
    {
        let (author, now) = (author.clone(), self.clock.now());
        self.queue
            .write(move |tx| {
                Box::pin(async move {
                    let asking = Asking::begin(tx, &author, policy, now).await?;
                    change(tx, StoreCommand { author, asking, policy, now }).await
                })
            })
            .await
    }

    /// Opens a transaction for evaluations without changes.
    pub(super) async fn asking(
        &self,
        author: &Author,
        policy: Policy,
    ) -> Result<(sqlx::Transaction<'static, sqlx::Sqlite>, Asking), StoreError> {
        let mut tx = self.pool.begin().await?;
        let asking = Asking::begin(&mut tx, author, policy, self.clock.now()).await?;
        Ok((tx, asking))
    }
}
