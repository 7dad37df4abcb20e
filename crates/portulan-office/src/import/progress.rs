//! The progress of an import.
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::OfficeError;

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
        self.check()
    }

    /// Returns an error if the job was cancelled.
    pub fn check(&self) -> Result<(), OfficeError> {
        if self.is_stopped() { Err(OfficeError::Refused(String::new())) } else { Ok(()) }
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
