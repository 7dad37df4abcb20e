//! Actions on the records of an import once it is applied: publication of all of them, and undo. Both run beside the request,
//! and are reported in the outcome.
use std::sync::Arc;

use jiff::Timestamp;
use portulan_locales::key;
use portulan_model::{Kind, Record, State};
use portulan_store::{Author, Change};

use super::jobs::{ImportJob, ImportStage};
use super::outcome::{AfterImport, ImportOutcome, ImportedRecord};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

impl ImportJob {
    /// Publishes the records of the import, each alone: one with errors leaves the others.
    pub fn publish_all(self: &Arc<Self>, office: &Office, current_user: &CurrentUser) {
        let Some(outcome) = self.begin_after() else { return };
        let (job, office, author) = (Arc::clone(self), office.clone(), current_user.author(""));
        tokio::spawn(async move {
            let mut outcome = ImportOutcome::clone(&outcome);
            let (mut done, mut failed) = (0, 0);
            for record in outcome.records.iter_mut().filter(|record| record.can_be_published()) {
                match publish(&office, &author, record).await {
                    Ok(true) => done += 1,
                    Ok(false) => failed += 1,
                    Err(e) => {
                        tracing::error!(
                            error = &e as &dyn std::error::Error,
                            "an imported record was not published"
                        );
                        failed += 1;
                    }
                }
            }
            outcome.since = Some(AfterImport::Published { done, failed });
            job.end_after(&office, outcome).await;
        });
    }

    /// Undoes the import, all of it or nothing: new records are deleted, changed ones have their earlier content as a draft.
    pub fn undo(self: &Arc<Self>, office: &Office, current_user: &CurrentUser) {
        let Some(outcome) = self.begin_after() else { return };
        let (job, office, current_user) = (Arc::clone(self), office.clone(), current_user.clone());
        tokio::spawn(async move {
            let since = match job.try_undo(&office, &current_user, &outcome).await {
                Ok(true) => AfterImport::Undone,
                Ok(false) => AfterImport::NotUndone,
                Err(e) => {
                    tracing::error!(error = &e as &dyn std::error::Error, "an import was not undone");
                    AfterImport::NotUndone
                }
            };
            let outcome = ImportOutcome { since: Some(since), ..ImportOutcome::clone(&outcome) };
            job.end_after(&office, outcome).await;
        });
    }

    /// The outcome of an import that is done. The stage is left, so that no second action begins.
    fn begin_after(&self) -> Option<Arc<ImportOutcome>> {
        let mut state = self.state();
        let ImportStage::Done(outcome) = &state.stage else { return None };
        if outcome.since == Some(AfterImport::Undone) {
            return None;
        }
        let outcome = Arc::clone(outcome);
        state.stage = ImportStage::Writing;
        Some(outcome)
    }

    async fn end_after(&self, office: &Office, outcome: ImportOutcome) {
        self.store_outcome(office, &outcome).await;
        self.state().stage = ImportStage::Done(Arc::new(outcome));
    }

    /// Undoes the import. Returns false if a record has changed since, another user works on it, or the policy refuses it.
    async fn try_undo(
        &self,
        office: &Office,
        current_user: &CurrentUser,
        outcome: &ImportOutcome,
    ) -> Result<bool, OfficeError> {
        if !outcome.can_be_undone() {
            return Ok(false);
        }
        let mut changes = Vec::with_capacity(outcome.records.len());
        // Records that refer to others were created after them.
        for ImportedRecord { id, before, revision, .. } in outcome.records.iter().rev() {
            let (id, seen) = (*id, *revision);
            let others = office.store.writers(id, current_user.user.id, Timestamp::UNIX_EPOCH).await?;
            if !others.is_empty() || !office.store.open_proposals_for(id).await?.is_empty() {
                return Ok(false);
            }
            if *before == 0 {
                changes.push(Change::Delete { id, seen, unlink: false });
                continue;
            }
            let Some(earlier) = office.store.revision(id, *before).await? else { return Ok(false) };
            let record = Record { state: State::Draft, ..earlier.record };
            changes.push(Change::Update { record, seen });
        }
        let language = current_user.language();
        let reason =
            language.format(key!("office-import-undo-reason"), &[("value", self.name.as_str().into())]);
        match office.editorial.import(&current_user.author(&reason), changes).await {
            Ok(()) => Ok(true),
            Err(e) if e.is_refusal() => {
                tracing::info!(error = &e as &dyn std::error::Error, "an import was not undone");
                Ok(false)
            }
            Err(e) => Err(e.into()),
        }
    }
}

/// Publishes a record of an import. Returns false if it has errors, has changed since, or the policy refuses it.
async fn publish(office: &Office, author: &Author, record: &mut ImportedRecord) -> Result<bool, OfficeError> {
    // Changes of the authority that wait for their publication go on waiting.
    if record.kind == Kind::Authority {
        let earlier = office.store.revision(record.id, record.before).await?;
        if earlier.is_none_or(|earlier| earlier.record.state != State::Published) {
            return Ok(false);
        }
    }
    match office.editorial.publish(author, record.id, record.revision).await {
        Ok(()) => {
            record.revision += 1;
            record.is_published = true;
            Ok(true)
        }
        Err(e) if e.is_refusal() => Ok(false),
        Err(e) => Err(e.into()),
    }
}
