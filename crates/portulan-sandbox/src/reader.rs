//! The interface of the server to sandboxed reading.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use portulan_documents::DocumentFormat;
use portulan_media::Variant;
use portulan_workbook::{CsvForm, SheetTable};
use tokio::sync::Semaphore;

use crate::child::{ChildProcess, Limits};
use crate::{Archive, Output, SandboxError, SandboxJob, read};

/// The longest time that a file waits for a worker. Its bytes stay in memory for that time.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// The number of files read at the same time; others wait. Each may use as much memory as its limits allow.
const MAX_CHILDREN: usize = 2;

/// Reads untrusted files.
#[derive(Debug, Clone)]
pub struct FileReader {
    place: ReadingPlace,
    slots: Arc<Semaphore>,
}

#[derive(Debug, Clone)]
enum ReadingPlace {
    InProcess,
    Child(ChildProcess),
}

impl FileReader {
    /// Reads files in this process, one at a time: for tests, and where files are trusted.
    pub fn in_process() -> Self {
        Self { place: ReadingPlace::InProcess, slots: Arc::new(Semaphore::new(1)) }
    }

    /// Reads each file in a child process: `program` with the arguments of a worker (see
    /// [`Limits::arguments`]).
    pub fn child(program: PathBuf) -> Self {
        let place = ReadingPlace::Child(ChildProcess { program, limits: None });
        Self { place, slots: Arc::new(Semaphore::new(MAX_CHILDREN)) }
    }

    /// The same reader with these limits for all jobs.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        if let ReadingPlace::Child(child) = &mut self.place {
            child.limits = Some(limits);
        }
        self
    }

    /// Reads the sheets of a workbook.
    pub async fn workbook(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Vec<SheetTable>, SandboxError> {
        match self.run(SandboxJob::Workbook, bytes.into()).await? {
            Output::Tables(tables) => Ok(tables),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Reads a CSV with a given separator and encoding.
    pub async fn csv(
        &self,
        bytes: impl Into<Arc<[u8]>>,
        form: CsvForm,
    ) -> Result<Vec<SheetTable>, SandboxError> {
        match self.run(SandboxJob::Csv(form), bytes.into()).await? {
            Output::Tables(tables) => Ok(tables),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Reads an archive of records.
    pub async fn archive(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Archive, SandboxError> {
        match self.run(SandboxJob::Archive, bytes.into()).await? {
            Output::Archive(archive) => Ok(archive),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Extracts the first CSV of a ZIP archive, of at most `max_bytes`.
    pub async fn packed_csv(
        &self,
        bytes: impl Into<Arc<[u8]>>,
        max_bytes: u64,
    ) -> Result<Option<Vec<u8>>, SandboxError> {
        match self.run(SandboxJob::PackedCsv(max_bytes), bytes.into()).await? {
            Output::Csv(csv) => Ok(csv),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Re-encodes a picture for storage: only its pixels remain.
    pub async fn clean_picture(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Variant, SandboxError> {
        match self.run(SandboxJob::CleanPicture, bytes.into()).await? {
            Output::Pictures(mut files) => files.pop().ok_or(SandboxError::OtherAnswer),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Creates the sizes of a picture that the site uses.
    pub async fn picture_variants(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Vec<Variant>, SandboxError> {
        match self.run(SandboxJob::PictureVariants, bytes.into()).await? {
            Output::Pictures(files) => Ok(files),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Detects the format of a document.
    pub async fn document_format(&self, bytes: impl Into<Arc<[u8]>>) -> Result<DocumentFormat, SandboxError> {
        match self.run(SandboxJob::DocumentFormat, bytes.into()).await? {
            Output::Format(format) => Ok(format),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    /// Extracts the text of a document.
    pub async fn document_text(&self, bytes: impl Into<Arc<[u8]>>) -> Result<String, SandboxError> {
        match self.run(SandboxJob::DocumentText, bytes.into()).await? {
            Output::Text(text) => Ok(text),
            _ => Err(SandboxError::OtherAnswer),
        }
    }

    async fn run(&self, job: SandboxJob, bytes: Arc<[u8]>) -> Result<Output, SandboxError> {
        let closed = |e| SandboxError::Unavailable(std::io::Error::other(e));
        let slot = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.slots).acquire_owned()).await;
        let slot = slot.map_err(|_| SandboxError::Busy)?.map_err(closed)?;
        match &self.place {
            ReadingPlace::Child(child) => child.run(job, &bytes).await,
            ReadingPlace::InProcess => {
                let work = move || {
                    // Held until the work ends, even if the caller has stopped waiting.
                    let _slot = slot;
                    read(job, &bytes)
                };
                let done = tokio::task::spawn_blocking(work).await;
                Ok(done.map_err(|e| SandboxError::Unavailable(e.into()))??)
            }
        }
    }
}
