//! Imports in progress, as they are held in memory. The register stores them too (`stored.rs`): one that is not in memory is
//! read again when its user asks for it.
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use portulan_locales::MessageKey;
use portulan_store::WaitingImport;
use portulan_workbook::CsvForm;
use uuid::Uuid;

pub use super::corrections::CellCorrection;
use super::mapping::Mapping;
use super::outcome::ImportOutcome;
use super::plan::ImportPlan;
use super::progress::ImportProgress;
use super::upload::Upload;

/// An import leaves memory this long after it was begun.
const JOB_LIFETIME: SignedDuration = SignedDuration::from_hours(4);
/// An import that is done is shown for this long.
pub(super) const DONE_LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// The largest number of imports in progress, of all users.
const MAX_JOBS: usize = 16;
/// The largest memory of the files of all imports, in bytes.
const MAX_HELD_BYTES: usize = 512 << 20;

/// The stage of a job.
#[derive(Debug, Clone)]
pub enum ImportStage {
    /// The columns are to be named.
    Mapping,
    /// The rows are being checked.
    Checking,
    /// There is a plan to look at.
    Ready(Arc<ImportPlan>),
    /// The import is being applied.
    Writing,
    /// The import was applied.
    Done(Arc<ImportOutcome>),
    /// The import failed; the reason.
    Failed(String),
}

/// The changing state of a job.
pub struct ImportState {
    /// The stage.
    pub stage: ImportStage,
    /// The uploaded file, with corrections made since.
    pub file: Arc<Upload>,
    /// The mapping.
    pub mapping: Option<Mapping>,
    /// Lines that are left out.
    pub left_out: HashSet<usize>,
    /// Lines that are imported although they look like totals or notes.
    pub wanted: HashSet<usize>,
    /// The corrections made in the file.
    pub corrections: Vec<CellCorrection>,
    /// The separator and encoding that the user chose for a CSV.
    pub csv: Option<CsvForm>,
    /// True if the page of values was answered.
    pub is_matched: bool,
    /// True if the register stores the import.
    pub is_stored: bool,
    /// A message to display once: the register has changed meanwhile.
    pub notice: Option<MessageKey>,
    /// The memory that the file takes, in bytes.
    byte_size: usize,
    /// The time at which it was applied.
    pub(super) done_at: Option<Timestamp>,
    pub(super) progress: Arc<ImportProgress>,
}

/// An import of one user.
pub struct ImportJob {
    pub id: Uuid,
    pub user: Uuid,
    /// The name of the file.
    pub name: String,
    /// True to publish imported records at once, for files without a mapping.
    pub publish: bool,
    pub made: Timestamp,
    /// The time since which it is in memory.
    held_since: Timestamp,
    state: Mutex<ImportState>,
}

impl ImportJob {
    /// The state, for as long as it is held.
    pub fn state(&self) -> MutexGuard<'_, ImportState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True if the import was applied.
    pub fn is_done(&self) -> bool {
        matches!(self.state().stage, ImportStage::Done(_))
    }

    /// True if the import is being applied.
    pub fn is_writing(&self) -> bool {
        matches!(self.state().stage, ImportStage::Writing)
    }

    /// True if the job is still of use at a moment.
    fn is_current(&self, now: Timestamp) -> bool {
        let state = self.state();
        let shown = state.done_at.is_none_or(|done| now.duration_since(done) < DONE_LIFETIME);
        matches!(state.stage, ImportStage::Writing)
            || (shown && now.duration_since(self.held_since) < JOB_LIFETIME)
    }

    /// A job in the stage of mapping.
    fn new(
        (id, user): (Uuid, Uuid),
        (made, held_since): (Timestamp, Timestamp),
        name: String,
        publish: bool,
        file: Upload,
    ) -> Arc<Self> {
        let state = ImportState {
            stage: ImportStage::Mapping,
            byte_size: file.byte_size(),
            file: Arc::new(file),
            mapping: None,
            left_out: HashSet::new(),
            wanted: HashSet::new(),
            corrections: Vec::new(),
            csv: None,
            is_matched: false,
            is_stored: false,
            notice: None,
            done_at: None,
            progress: Arc::default(),
        };
        Arc::new(Self { id, user, name, publish, made, held_since, state: Mutex::new(state) })
    }

    /// The job of a stored import, with its file.
    pub(super) fn restored(import: &WaitingImport, file: Upload, now: Timestamp) -> Arc<Self> {
        let (key, since) = ((import.id, import.user), (import.made, now));
        let job = Self::new(key, since, import.name.clone(), import.publish, file);
        job.state().is_stored = true;
        job
    }

    /// Marks the job as applied.
    pub(super) fn finish(&self, outcome: ImportOutcome, now: Timestamp) {
        let mut state = self.state();
        state.stage = ImportStage::Done(Arc::new(outcome));
        state.done_at = Some(now);
        state.file = Arc::new(Upload::Tables(Vec::new(), None));
        (state.mapping, state.corrections) = (None, Vec::new());
        state.byte_size = 0;
    }

    /// The progress of the rows.
    pub fn progress(&self) -> Arc<ImportProgress> {
        self.state().progress.clone()
    }
}

/// All imports in progress.
pub struct ImportJobs {
    all: Mutex<HashMap<Uuid, Arc<ImportJob>>>,
    max_bytes: usize,
}

impl Default for ImportJobs {
    fn default() -> Self {
        Self { all: Mutex::default(), max_bytes: MAX_HELD_BYTES }
    }
}

/// Removes the imports for which a condition is false, and stops them.
fn retain(all: &mut HashMap<Uuid, Arc<ImportJob>>, stays: impl Fn(&ImportJob) -> bool) {
    all.retain(|_, job| {
        let stays = stays(job);
        if !stays {
            job.progress().stop();
        }
        stays
    });
}

impl ImportJobs {
    fn all(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<ImportJob>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a job with an identity, of a user. An earlier one of the same user is dropped if it is not done.
    pub fn begin(
        &self,
        (id, user): (Uuid, Uuid),
        name: String,
        file: Upload,
        publish: bool,
        now: Timestamp,
    ) -> Arc<ImportJob> {
        let job = ImportJob::new((id, user), (now, now), name, publish, file);
        retain(&mut self.all(), |old| old.user != user || old.is_done() || old.is_writing());
        self.insert(job)
    }

    /// Adds a job, unless it is there: the one that is there is returned. The oldest leave memory if there are too many, or if
    /// their files need too much memory.
    pub(super) fn insert(&self, job: Arc<ImportJob>) -> Arc<ImportJob> {
        let mut all = self.all();
        if let Some(there) = all.get(&job.id) {
            return Arc::clone(there);
        }
        retain(&mut all, |old| old.is_current(job.held_since));
        let held = |all: &HashMap<Uuid, Arc<ImportJob>>| {
            all.values().map(|old| old.state().byte_size).sum::<usize>()
        };
        let added = job.state().byte_size;
        while all.len() >= MAX_JOBS || added.saturating_add(held(&all)) > self.max_bytes {
            let left = all.values().filter(|old| !old.is_writing());
            let Some(oldest) = left.min_by_key(|old| (old.held_since, old.id)).map(|old| old.id) else {
                break;
            };
            if let Some(old) = all.remove(&oldest) {
                old.progress().stop();
            }
        }
        all.insert(job.id, job.clone());
        job
    }

    /// Drops the imports that are done or abandoned at a moment.
    pub fn sweep(&self, now: Timestamp) {
        retain(&mut self.all(), |job| job.is_current(now));
    }

    /// A user's job.
    pub fn find(&self, id: Uuid, user: Uuid) -> Option<Arc<ImportJob>> {
        self.all().get(&id).filter(|job| job.user == user).cloned()
    }

    /// The job of a user that is not done.
    pub fn of(&self, user: Uuid) -> Option<Arc<ImportJob>> {
        self.all().values().find(|job| job.user == user && !job.is_done()).cloned()
    }

    /// Stops a job and removes it from memory.
    pub fn remove(&self, id: Uuid) {
        if let Some(job) = self.all().remove(&id) {
            job.progress().stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::upload::WholeRecords;

    fn begin(jobs: &ImportJobs, bytes: usize) -> Arc<ImportJob> {
        let file = Upload::Whole(WholeRecords::Iati(vec![0; bytes].into()));
        jobs.begin((Uuid::now_v7(), Uuid::now_v7()), "a.xml".to_owned(), file, false, Timestamp::UNIX_EPOCH)
    }

    fn has(jobs: &ImportJobs, job: &ImportJob) -> bool {
        jobs.find(job.id, job.user).is_some()
    }

    #[test]
    fn imports_are_dropped_by_the_clock() {
        let jobs = ImportJobs::default();
        let (done, left, writing) = (begin(&jobs, 9), begin(&jobs, 9), begin(&jobs, 9));
        let later = |minutes| left.made + SignedDuration::from_mins(minutes);
        done.finish(ImportOutcome::default(), later(0));
        assert_eq!(done.state().file.byte_size(), 0, "what is in the register is not held as well");
        writing.state().stage = ImportStage::Writing;
        jobs.sweep(later(14));
        assert!(has(&jobs, &done) && has(&jobs, &left));
        jobs.sweep(later(16));
        assert!(!has(&jobs, &done) && has(&jobs, &left));
        jobs.sweep(later(5 * 60));
        assert!(!has(&jobs, &left) && left.progress().is_stopped() && has(&jobs, &writing));
    }

    #[test]
    fn the_files_of_all_imports_share_one_budget() {
        let jobs = ImportJobs { max_bytes: 100, ..ImportJobs::default() };
        let (first, second) = (begin(&jobs, 40), begin(&jobs, 40));
        let third = begin(&jobs, 50);
        assert!(!has(&jobs, &first) && has(&jobs, &second) && has(&jobs, &third));
        let alone = begin(&jobs, 1000);
        assert!(!has(&jobs, &second) && !has(&jobs, &third) && has(&jobs, &alone), "as large as it is");
    }

    #[test]
    fn there_are_so_many_imports_at_most() {
        let jobs = ImportJobs::default();
        let all: Vec<_> = (0..=MAX_JOBS).map(|_| begin(&jobs, 1)).collect();
        assert_eq!(all.iter().filter(|job| has(&jobs, job)).count(), MAX_JOBS);
    }
}
