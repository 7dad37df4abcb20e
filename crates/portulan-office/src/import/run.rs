//! The running of an import: the check of its rows, and the application of its plan.
use std::sync::Arc;

use portulan_editorial::{EditorialError, authority};
use portulan_locales::{Language, key};
use portulan_store::{Author, Denial, StoreError, WaitingStage};

use super::jobs::{ImportJob, ImportStage};
use super::outcome::ImportOutcome;
use super::plan::{ImportPlan, RowVerdict};
use super::planner::Planner;
use super::progress::ImportProgress;
use super::rights::refuse_denied;
use super::upload::Upload;
use super::{items, rows, whole};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

impl ImportJob {
    /// Checks the rows again, in the background.
    pub fn check(self: &Arc<Self>, office: &Office, current_user: &CurrentUser) {
        let progress = Arc::new(ImportProgress::default());
        {
            let mut state = self.state();
            state.progress.stop();
            state.stage = ImportStage::Checking;
            state.progress = progress.clone();
        }
        let (job, office, current_user) = (self.clone(), office.clone(), current_user.clone());
        tokio::spawn(async move {
            // A task of its own, so that a panic is an outcome as well.
            let planning = {
                let (job, office, current_user, progress) =
                    (job.clone(), office, current_user.clone(), progress.clone());
                tokio::spawn(async move { job.plan(&office, &current_user, &progress).await })
            };
            let outcome = planning.await.unwrap_or_else(|e| Err(OfficeError::failed(e)));
            let mut state = job.state();
            // Another check has started, or the user has stopped it.
            if progress.is_stopped() {
                return;
            }
            state.stage = match outcome {
                Ok(plan) => ImportStage::Ready(Arc::new(plan)),
                Err(e) => ImportStage::Failed(failure(&e, current_user.language())),
            };
        });
    }

    async fn plan(
        &self,
        office: &Office,
        current_user: &CurrentUser,
        progress: &Arc<ImportProgress>,
    ) -> Result<ImportPlan, OfficeError> {
        let (file, mapping, left_out, wanted) = {
            let state = self.state();
            (state.file.clone(), state.mapping.clone(), state.left_out.clone(), state.wanted.clone())
        };
        match (&*file, mapping) {
            (Upload::Whole(whole), _) => {
                whole::plan(office, current_user, whole, self.publish, progress).await
            }
            (Upload::Tables(tables, _), Some(mapping)) => {
                let table = tables.get(mapping.table).ok_or(OfficeError::Missing)?;
                let authority = authority(&*office.store).await?;
                let lines = (&left_out, &wanted);
                let planner =
                    Planner::new((office, current_user), (table, &mapping), lines, progress, authority);
                let mut plan = match mapping.target.list {
                    None => rows::plan(planner).await?,
                    Some(list) => items::plan(planner, list).await?,
                };
                refuse_denied(office, current_user, &mut plan).await?;
                Ok(plan)
            }
            (Upload::Tables(..), None) => Err(OfficeError::Missing),
        }
    }

    /// Applies the plan that the user has reviewed, in one transaction. Does nothing without a plan, or
    /// while it is being applied.
    pub fn take(self: &Arc<Self>, office: &Office, current_user: &CurrentUser, reason: &str) {
        let plan = {
            let mut state = self.state();
            let ImportStage::Ready(plan) = &state.stage else { return };
            if plan.count(RowVerdict::Wrong) > 0 {
                return;
            }
            let plan = Arc::clone(plan);
            state.stage = ImportStage::Writing;
            plan
        };
        let (job, office, current_user, author) =
            (self.clone(), office.clone(), current_user.clone(), current_user.author(reason));
        tokio::spawn(async move {
            let is_stored = job.state().is_stored;
            let result = ImportOutcome::of(&plan);
            match job.begin_writing(&office, &result, is_stored).await {
                Ok(true) => {}
                // Another program applies it or has deleted it: the register knows.
                Ok(false) => return office.jobs.remove(job.id),
                Err(e) => {
                    job.state().stage = ImportStage::Failed(failure(&e, current_user.language()));
                    return;
                }
            }
            let author = Author { import: Some(job.id).filter(|_| is_stored), ..author };
            let outcome = office.editorial.import(&author, plan.changes.clone()).await;
            if outcome.is_err()
                && is_stored
                && let Err(e) = office.store.move_import(job.id, WaitingStage::Waiting, "").await
            {
                tracing::warn!(
                    error = &e as &dyn std::error::Error,
                    "a refused import is not stored as waiting"
                );
            }
            match outcome {
                Ok(()) => {
                    office.pictures.notify_one();
                    job.finish(result, office.now());
                }
                // The register or the user's rights have changed: the result would differ from the reviewed
                // plan.
                Err(
                    EditorialError::Conflict(_)
                    | EditorialError::Denied(_)
                    | EditorialError::Store(StoreError::SlugTaken { .. } | StoreError::Dangling { .. }),
                ) => {
                    job.state().notice = Some(key!("office-import-again"));
                    match with_present_rights(&office, &current_user).await {
                        Ok(current_user) => job.check(&office, &current_user),
                        Err(e) => {
                            job.state().stage = ImportStage::Failed(failure(&e, current_user.language()));
                        }
                    }
                }
                Err(e) => {
                    job.state().stage = ImportStage::Failed(failure(&e.into(), current_user.language()));
                }
            }
        });
    }
}

impl ImportJob {
    /// Marks the import in the register as being applied, with the outcome that it will have. Returns false if it is not there, or
    /// is being applied already.
    async fn begin_writing(
        &self,
        office: &Office,
        outcome: &ImportOutcome,
        is_stored: bool,
    ) -> Result<bool, OfficeError> {
        if !is_stored {
            return Ok(true);
        }
        let outcome = serde_json::to_string(outcome).map_err(OfficeError::failed)?;
        Ok(office.store.move_import(self.id, WaitingStage::Writing, &outcome).await?)
    }
}

/// The reason of a failed import, for its page; logged with its cause.
fn failure(e: &OfficeError, language: Language) -> String {
    tracing::error!(error = e as &dyn std::error::Error, "an import failed");
    let detail = e.detail(language);
    if !detail.is_empty() {
        return detail;
    }
    let (_, key) = e.answer();
    format!("{} {}", language.text(key), language.remedy(key))
}

/// The user of a session with the rights of this moment.
async fn with_present_rights(
    office: &Office,
    current_user: &CurrentUser,
) -> Result<CurrentUser, OfficeError> {
    let user = office.store.user(current_user.user.id).await?.filter(|user| user.active);
    let user = user.ok_or(OfficeError::Denied(Denial::NotActive))?;
    Ok(CurrentUser { user, ..current_user.clone() })
}
