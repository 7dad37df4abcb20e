//! What can be done with the records of an import once it is applied: publish all of them, or undo it.
use std::sync::Arc;

use portulan_editorial::EditorialError;
use portulan_locales::key;
use portulan_model::{Record, State};
use portulan_store::{Change, StoreError};

use super::jobs::{AfterImport, ImportJob, ImportOutcome, ImportStage};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

impl ImportJob {
    /// The outcome, once the import is applied.
    fn outcome(&self) -> Option<Arc<ImportOutcome>> {
        match &self.state().stage {
            ImportStage::Done(outcome) => Some(Arc::clone(outcome)),
            _ => None,
        }
    }

    fn report(&self, outcome: &ImportOutcome, since: AfterImport) {
        let outcome = ImportOutcome { since: Some(since), ..outcome.clone() };
        self.state().stage = ImportStage::Done(Arc::new(outcome));
    }

    /// Publishes the records of the import, each by itself: one with errors leaves the others.
    pub async fn publish_all(&self, office: &Office, current_user: &CurrentUser) -> Result<(), OfficeError> {
        let Some(outcome) = self.outcome() else { return Ok(()) };
        let author = current_user.author("");
        let (mut done, mut failed) = (0, 0);
        for record in outcome.records.iter().filter(|record| !record.kind.is_private()) {
            match office.editorial.publish(&author, record.id, record.before + 1).await {
                Ok(()) => done += 1,
                Err(
                    EditorialError::Invalid(_)
                    | EditorialError::Denied(_)
                    | EditorialError::Conflict(_)
                    | EditorialError::Missing,
                ) => failed += 1,
                Err(e) => return Err(e.into()),
            }
        }
        self.report(&outcome, AfterImport::Published { done, failed });
        Ok(())
    }

    /// Undoes the import, all of it or nothing: new records are deleted, changed ones have their earlier content as a draft.
    pub async fn undo(&self, office: &Office, current_user: &CurrentUser) -> Result<(), OfficeError> {
        let Some(outcome) = self.outcome() else { return Ok(()) };
        let mut changes = Vec::with_capacity(outcome.records.len());
        // Records that refer to others were created after them.
        for record in outcome.records.iter().rev() {
            let (id, seen) = (record.id, record.before + 1);
            if record.before == 0 {
                changes.push(Change::Delete { id, seen, unlink: true });
                continue;
            }
            let Some(earlier) = office.store.revision(id, record.before).await? else { continue };
            let record = Record { state: State::Draft, ..earlier.record };
            changes.push(Change::Update { record, seen });
        }
        let author = current_user.author(
            &current_user
                .language()
                .format(key!("office-import-undo-reason"), &[("value", self.name.as_str().into())]),
        );
        let since = match office.editorial.import(&author, changes).await {
            Ok(()) => AfterImport::Undone,
            Err(e) if is_refusal(&e) => {
                tracing::info!(error = &e as &dyn std::error::Error, "an import was not undone");
                AfterImport::NotUndone
            }
            Err(e) => return Err(e.into()),
        };
        self.report(&outcome, since);
        Ok(())
    }
}

/// True if the register or the policy refuses a change, rather than that the machine fails.
fn is_refusal(e: &EditorialError) -> bool {
    matches!(
        e,
        EditorialError::Denied(_)
            | EditorialError::Conflict(_)
            | EditorialError::Missing
            | EditorialError::Store(
                StoreError::Conflict { .. }
                    | StoreError::Missing(_)
                    | StoreError::Denied(_)
                    | StoreError::Dangling { .. }
                    | StoreError::Referred { .. },
            )
    )
}
