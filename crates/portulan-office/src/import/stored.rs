//! Imports as the register stores them: after a restart of the program their user finds them at the same address.
use std::collections::HashSet;
use std::sync::Arc;

use jiff::SignedDuration;
use portulan_store::{WaitingImport, WaitingStage};
use portulan_workbook::CsvForm;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::corrections::{CellCorrection, correct};
use super::jobs::{DONE_LIFETIME, ImportJob, ImportStage};
use super::mapping::Mapping;
use super::open::open;
use super::outcome::ImportOutcome;
use super::upload::Upload;
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;
use crate::files::message;

/// A stored import is deleted this long after it was begun.
const STORED_LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The decisions of a user about an import.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ImportDecisions {
    /// The separator and encoding that the user chose for a CSV.
    csv: Option<CsvForm>,
    mapping: Option<Mapping>,
    corrections: Vec<CellCorrection>,
    left_out: Vec<usize>,
    /// Lines that are imported although they look like totals or notes.
    wanted: Vec<usize>,
    /// True if the page of values was answered.
    is_matched: bool,
    /// True if the columns are being mapped.
    is_mapping: bool,
}

impl ImportJob {
    fn decisions(&self) -> Result<String, OfficeError> {
        let state = self.state();
        let sorted = |lines: &HashSet<usize>| {
            let mut lines: Vec<usize> = lines.iter().copied().collect();
            lines.sort_unstable();
            lines
        };
        let decisions = ImportDecisions {
            csv: state.csv,
            mapping: state.mapping.clone(),
            corrections: state.corrections.clone(),
            left_out: sorted(&state.left_out),
            wanted: sorted(&state.wanted),
            is_matched: state.is_matched,
            is_mapping: matches!(state.stage, ImportStage::Mapping),
        };
        serde_json::to_string(&decisions).map_err(OfficeError::failed)
    }

    /// Stores a new import with its file. If the register does not accept it, the import is in memory only.
    pub async fn store(&self, office: &Office, file: &[u8]) -> Result<(), OfficeError> {
        let import = WaitingImport {
            id: self.id,
            user: self.user,
            name: self.name.clone(),
            publish: self.publish,
            made: self.made,
            stage: WaitingStage::Waiting,
            decisions: self.decisions()?,
            outcome: String::new(),
            done: None,
        };
        match office.store.put_import(&import, file).await {
            Ok(deleted) => {
                self.state().is_stored = true;
                for id in deleted {
                    office.jobs.remove(id);
                }
            }
            Err(e) => {
                tracing::warn!(
                    error = &e as &dyn std::error::Error,
                    "an import is not stored in the register"
                );
            }
        }
        Ok(())
    }

    /// Stores the decisions made since the last time.
    pub async fn store_decisions(&self, office: &Office) -> Result<(), OfficeError> {
        if !self.state().is_stored {
            return Ok(());
        }
        if let Err(e) = office.store.put_import_decisions(self.id, &self.decisions()?).await {
            tracing::warn!(
                error = &e as &dyn std::error::Error,
                "the decisions about an import are not stored"
            );
        }
        Ok(())
    }

    /// Stores the outcome after an action on the imported records.
    pub(super) async fn store_outcome(&self, office: &Office, outcome: &ImportOutcome) {
        let stored = match serde_json::to_string(outcome) {
            Ok(json) => office.store.put_import_outcome(self.id, &json).await.map_err(OfficeError::from),
            Err(e) => Err(OfficeError::failed(e)),
        };
        if let Err(e) = stored {
            tracing::warn!(error = &e as &dyn std::error::Error, "the outcome of an import is not stored");
        }
    }
}

/// The import of a user that is in the register and not in memory. Its rows are checked again, with the present rights of the
/// user. One that was being applied when the program stopped waits again, or was applied.
pub async fn restore(
    office: &Office,
    current_user: &CurrentUser,
    id: Uuid,
) -> Result<Option<Arc<ImportJob>>, OfficeError> {
    let user = current_user.user.id;
    let Some(mut import) = office.store.import(id, user).await? else { return Ok(None) };
    if import.stage == WaitingStage::Writing {
        // Nobody writes it in this program. If its transaction commits meanwhile, it is not moved.
        office.store.move_import(id, WaitingStage::Waiting, "").await?;
        let Some(again) = office.store.import(id, user).await? else { return Ok(None) };
        import = again;
    }
    let now = office.now();
    if import.stage == WaitingStage::Done {
        let is_shown = import.done.is_some_and(|done| now.duration_since(done) < DONE_LIFETIME);
        let outcome: ImportOutcome = serde_json::from_str(&import.outcome).map_err(OfficeError::failed)?;
        let job = ImportJob::restored(&import, Upload::Tables(Vec::new(), None), now);
        job.state().stage = ImportStage::Done(Arc::new(outcome));
        job.state().done_at = import.done;
        return Ok(is_shown.then(|| office.jobs.insert(job)));
    }
    if now.duration_since(import.made) > STORED_LIFETIME {
        return Ok(None);
    }
    let Some(file) = office.store.import_file(id).await? else { return Ok(None) };
    let decisions: ImportDecisions = serde_json::from_str(&import.decisions).map_err(OfficeError::failed)?;
    let job = match read(office, current_user, file.into(), &decisions).await {
        Ok(file) => ImportJob::restored(&import, file, now),
        Err(problem) => {
            let job = ImportJob::restored(&import, Upload::Tables(Vec::new(), None), now);
            job.state().stage = ImportStage::Failed(problem);
            return Ok(Some(office.jobs.insert(job)));
        }
    };
    let is_whole = matches!(*job.state().file, Upload::Whole(_));
    let is_checked = is_whole || (decisions.mapping.is_some() && !decisions.is_mapping);
    {
        let mut state = job.state();
        state.csv = decisions.csv;
        state.mapping = decisions.mapping;
        state.corrections = decisions.corrections;
        state.left_out = HashSet::from_iter(decisions.left_out);
        state.wanted = HashSet::from_iter(decisions.wanted);
        state.is_matched = decisions.is_matched;
    }
    let inserted = office.jobs.insert(Arc::clone(&job));
    if is_checked && Arc::ptr_eq(&inserted, &job) {
        inserted.check(office, current_user);
    }
    Ok(Some(inserted))
}

/// Reads a stored file again, with the corrections of its cells; or returns a message.
async fn read(
    office: &Office,
    current_user: &CurrentUser,
    bytes: Arc<[u8]>,
    decisions: &ImportDecisions,
) -> Result<Upload, String> {
    let language = current_user.language();
    let mut file = match decisions.csv {
        None => open(&office.files, bytes, language).await?,
        Some(form) => {
            let tables = office.files.csv(Arc::clone(&bytes), form).await;
            Upload::Tables(tables.map_err(|e| message(&e, language))?, Some(bytes))
        }
    };
    correct(&mut file, &decisions.corrections);
    Ok(file)
}

/// Deletes stored imports that nobody has applied for a week, and those that were applied and can no longer be undone.
pub async fn delete_old(office: &Office) -> Result<(), OfficeError> {
    let now = office.now();
    let count = office.store.delete_old_imports(now - STORED_LIFETIME, now - DONE_LIFETIME).await?;
    if count > 0 {
        tracing::info!(count, "old imports were deleted");
    }
    Ok(())
}
