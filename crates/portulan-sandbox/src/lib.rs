//! Reading of untrusted files in a separate process: if a library fails on a hostile workbook, archive or
//! picture, the server is not affected.
//!
//! [`read`] does the work, as a pure function of bytes. [`FileReader`] is the interface of the server: it
//! passes the file to a child process, the same program started as a worker, which limits its resources
//! ([`worker`]) before it reads a byte.
mod archive;
mod child;
mod limits;
mod reader;
mod refusal;
mod wire;
pub mod worker;

use std::io;

use portulan_documents::{DocumentFormat, detect, document_text};
use portulan_media::{DecodedPicture, Variant};
use portulan_workbook::{CsvForm, SheetTable};
use serde::{Deserialize, Serialize};

pub use archive::{Archive, Unread, UnreadReason, read_archive};
pub use child::Limits;
pub use limits::{MAX_ENTRIES, MAX_UNPACKED_BYTES};
pub use reader::FileReader;
pub use refusal::Refusal;

/// A job for a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SandboxJob {
    /// Read the sheets of a workbook.
    Workbook,
    /// Read a CSV with a given separator and encoding.
    Csv(CsvForm),
    /// Read an archive of records and pictures.
    Archive,
    /// Extract the first CSV of a ZIP archive, of at most this many bytes.
    PackedCsv(u64),
    /// Re-encode a picture for storage: only its pixels remain.
    CleanPicture,
    /// Create the sizes of a picture that the site uses.
    PictureVariants,
    /// Detect the format of a document.
    DocumentFormat,
    /// Extract the text of a document, whose format is detected again.
    DocumentText,
}

/// The output of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Output {
    /// The sheets of a workbook.
    Tables(Vec<SheetTable>),
    /// The content of an archive.
    Archive(Archive),
    /// The extracted file; `None` if the archive has none.
    Csv(Option<Vec<u8>>),
    /// One or more files of a picture.
    Pictures(Vec<Variant>),
    /// The format of a document.
    Format(DocumentFormat),
    /// The text of a document.
    Text(String),
}

/// The reason why a job has no output.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The file is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Reading the file takes more memory than the limit, or the answer is larger than the limit.
    #[error("the file is too complex to be read within the limits of memory")]
    TooComplex,
    /// Reading the file takes longer than the limit.
    #[error("the file cannot be read within the limits of time")]
    TooSlow,
    /// All workers stayed busy for the whole waiting time.
    #[error("other files are being read; send the file again in a moment")]
    Busy,
    /// The worker cannot be started, or communication with it failed.
    #[error("the worker that reads files cannot be used")]
    Unavailable(#[source] io::Error),
    /// The worker crashed.
    #[error("the worker that reads files stopped ({status}): {log}")]
    Crashed {
        /// The exit status.
        status: String,
        /// The end of its log.
        log: String,
    },
    /// The answer cannot be decoded.
    #[error("the answer of the worker that reads files cannot be decoded")]
    Answer(#[source] postcard::Error),
    /// The answer belongs to another job.
    #[error("the worker that reads files answered another question")]
    OtherAnswer,
}

/// Does a job. The input may be hostile: any amount of memory and time may be needed.
pub fn read(job: SandboxJob, bytes: &[u8]) -> Result<Output, Refusal> {
    Ok(match job {
        SandboxJob::Workbook => Output::Tables(portulan_workbook::read(bytes)?),
        SandboxJob::Csv(form) => Output::Tables(portulan_workbook::read_csv(bytes, form)?),
        SandboxJob::Archive => Output::Archive(read_archive(bytes)?),
        SandboxJob::PackedCsv(max_bytes) => Output::Csv(portulan_workbook::packed_csv(bytes, max_bytes)?),
        SandboxJob::CleanPicture => Output::Pictures(vec![DecodedPicture::read(bytes)?.to_stored_file()?]),
        SandboxJob::DocumentFormat => Output::Format(detect(bytes)?),
        SandboxJob::DocumentText => Output::Text(document_text(detect(bytes)?, bytes)?),
        SandboxJob::PictureVariants => Output::Pictures(DecodedPicture::read(bytes)?.variants(&mut |_| {})?),
    })
}
