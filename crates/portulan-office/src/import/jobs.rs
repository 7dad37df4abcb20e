//! Imports in progress. They are held in memory: until an import is applied, its data is still in the
//! uploaded file.
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use portulan_editorial::{EditorialError, authority};
use portulan_locales::{Language, MessageKey, key};
use portulan_store::{Denial, StoreError};
use portulan_workbook::SheetTable;
use uuid::Uuid;

use super::plan::{ImportPlan, Mapping, Planner, RowVerdict};
use super::whole::{self, WholeRecords};
use super::{items, rows};
use crate::Office;
use crate::auth::CurrentUser;
use crate::error::OfficeError;

/// An import is dropped this long after it was begun.
const JOB_LIFETIME: SignedDuration = SignedDuration::from_hours(4);
/// An import that is done is shown for this long.
const DONE_LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// The largest number of imports in progress, of all users.
const MAX_JOBS: usize = 16;
/// The largest memory of the files of all imports, in bytes.
const MAX_HELD_BYTES: usize = 512 << 20;

/// The progress of a job in rows, and a flag to stop it.
#[derive(Debug, Default)]
pub struct ImportProgress {
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
}

impl ImportProgress {
    /// Begins to count.
    pub fn begin(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Counts a row. Returns an error if the job was cancelled.
    pub fn step(&self) -> Result<(), OfficeError> {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) { Err(OfficeError::Refused(String::new())) } else { Ok(()) }
    }

    /// Cancels the job.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Rows done and rows in all.
    pub fn counts(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// True if the job was cancelled.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub enum Upload {
    /// Sheets, and the bytes of a CSV, which may be read again with other settings.
    Tables(Vec<SheetTable>, Option<Arc<[u8]>>),
    /// Records.
    Whole(WholeRecords),
}

impl Upload {
    /// An estimate of the memory that it takes, in bytes.
    fn byte_size(&self) -> usize {
        match self {
            Self::Tables(tables, raw) => {
                let raw = raw.as_ref().map_or(0, |bytes| bytes.len());
                tables.iter().map(SheetTable::byte_size).sum::<usize>() + raw
            }
            Self::Whole(WholeRecords::Iati(bytes)) => bytes.len(),
            // Records take about three times the bytes of their files.
            Self::Whole(WholeRecords::Folder(archive)) => {
                let files: usize = archive.files.iter().map(|(_, bytes)| bytes.len()).sum();
                let all = usize::try_from(archive.byte_size).unwrap_or(usize::MAX);
                files.saturating_add(all.saturating_sub(files).saturating_mul(3))
            }
        }
    }
}

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
    /// The import was applied: number of rows by verdict, and notes on the file.
    Done(Vec<(RowVerdict, usize)>, Vec<String>),
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
    /// A message to display once: the register has changed meanwhile.
    pub told: Option<MessageKey>,
    /// The memory that the file takes, in bytes.
    byte_size: usize,
    /// The time at which it was applied.
    done_at: Option<Timestamp>,
    progress: Arc<ImportProgress>,
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
    state: Mutex<ImportState>,
}

impl ImportJob {
    /// The state, for as long as it is held.
    pub fn state(&self) -> MutexGuard<'_, ImportState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True if the import was applied.
    pub fn is_done(&self) -> bool {
        matches!(self.state().stage, ImportStage::Done(..))
    }

    /// True if the job is still of use at a moment.
    fn is_current(&self, now: Timestamp) -> bool {
        let state = self.state();
        let shown = state.done_at.is_none_or(|done| now.duration_since(done) < DONE_LIFETIME);
        matches!(state.stage, ImportStage::Writing) || (shown && now.duration_since(self.made) < JOB_LIFETIME)
    }

    /// Marks the job as applied.
    fn finish(&self, plan: &ImportPlan, now: Timestamp) {
        let shown = [RowVerdict::Adds, RowVerdict::Changes, RowVerdict::LeftOut, RowVerdict::Same];
        let counts = shown.map(|verdict| (verdict, plan.count(verdict)));
        let mut state = self.state();
        state.stage = ImportStage::Done(counts.into(), plan.notes.clone());
        state.done_at = Some(now);
        state.file = Arc::new(Upload::Tables(Vec::new(), None));
        state.byte_size = 0;
    }

    /// The progress of the rows.
    pub fn progress(&self) -> Arc<ImportProgress> {
        self.state().progress.clone()
    }

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
        let (file, mapping, left_out) = {
            let state = self.state();
            (state.file.clone(), state.mapping.clone(), state.left_out.clone())
        };
        match (&*file, mapping) {
            (Upload::Whole(whole), _) => {
                whole::plan(office, current_user, whole, self.publish, progress).await
            }
            (Upload::Tables(tables, _), Some(mapping)) => {
                let table = tables.get(mapping.table).ok_or(OfficeError::Missing)?;
                let authority = authority(&*office.store).await?;
                let planner =
                    Planner::new((office, current_user), (table, &mapping), &left_out, progress, authority);
                let mut plan = match mapping.target.list {
                    None => rows::plan(planner).await?,
                    Some(list) => items::plan(planner, list).await?,
                };
                super::refuse_denied(office, current_user, &mut plan).await?;
                Ok(plan)
            }
            (Upload::Tables(..), None) => Err(OfficeError::Missing),
        }
    }

    /// Applies the plan that the user has reviewed, in one transaction. Does nothing if there is no plan, or
    /// it is being applied.
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
            let outcome = office.editorial.import(&author, plan.changes.clone()).await;
            match outcome {
                Ok(()) => {
                    office.pictures.notify_one();
                    job.finish(&plan, Timestamp::now());
                }
                // The register or the user's rights have changed: the result would differ from the reviewed
                // plan.
                Err(
                    EditorialError::Conflict(_)
                    | EditorialError::Denied(_)
                    | EditorialError::Store(StoreError::SlugTaken { .. } | StoreError::Dangling { .. }),
                ) => {
                    job.state().told = Some(key!("office-import-again"));
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

    /// Starts a job. An earlier one of the same user is dropped, as is the oldest if there are too many, or
    /// if their files need too much memory.
    pub fn begin(&self, user: Uuid, name: String, file: Upload, publish: bool) -> Arc<ImportJob> {
        let job = Arc::new(ImportJob {
            id: Uuid::now_v7(),
            user,
            name,
            publish,
            made: Timestamp::now(),
            state: Mutex::new(ImportState {
                stage: ImportStage::Mapping,
                byte_size: file.byte_size(),
                file: Arc::new(file),
                mapping: None,
                left_out: HashSet::new(),
                told: None,
                done_at: None,
                progress: Arc::default(),
            }),
        });
        let mut all = self.all();
        retain(&mut all, |old| old.user != user && old.is_current(job.made));
        let held = |all: &HashMap<Uuid, Arc<ImportJob>>| {
            all.values().map(|old| old.state().byte_size).sum::<usize>()
        };
        let added = job.state().byte_size;
        while all.len() >= MAX_JOBS || added.saturating_add(held(&all)) > self.max_bytes {
            let Some(oldest) = all.values().min_by_key(|old| old.made).map(|old| old.id) else { break };
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

    /// The current job of a user.
    pub fn of(&self, user: Uuid) -> Option<Arc<ImportJob>> {
        self.all().values().find(|job| job.user == user).cloned()
    }

    /// Stops and drops a job.
    pub fn cancel(&self, job: &ImportJob) {
        job.progress().stop();
        self.all().remove(&job.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(jobs: &ImportJobs, bytes: usize) -> Arc<ImportJob> {
        let file = Upload::Whole(WholeRecords::Iati(vec![0; bytes].into()));
        jobs.begin(Uuid::now_v7(), "a.xml".to_owned(), file, false)
    }

    fn has(jobs: &ImportJobs, job: &ImportJob) -> bool {
        jobs.find(job.id, job.user).is_some()
    }

    #[test]
    fn imports_are_dropped_by_the_clock() {
        let jobs = ImportJobs::default();
        let (done, left, writing) = (begin(&jobs, 9), begin(&jobs, 9), begin(&jobs, 9));
        let later = |minutes| left.made + SignedDuration::from_mins(minutes);
        done.finish(&ImportPlan::default(), later(0));
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
