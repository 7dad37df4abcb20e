//! Untrusted files, read in a process of their own: whatever a library does with a hostile workbook, archive or
//! picture, the server goes on.
//!
//! [`read`] is the work, a pure function of bytes. [`FileReader`] is what the server asks: it hands the file to a child,
//! the same program started as a worker, which limits itself ([`worker`]) before it reads a byte.
mod archive;
mod child;
mod reader;
mod wire;
pub mod worker;

use std::io;

use portulan_media::{DecodedPicture, MediaError, Variant};
use portulan_workbook::{CsvForm, SheetTable, WorkbookError};
use serde::{Deserialize, Serialize};

pub use archive::{Archive, MAX_ENTRIES, MAX_UNPACKED_BYTES, Unread, UnreadReason, read_archive};
pub use child::Limits;
pub use reader::FileReader;

/// What is to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SandboxJob {
    /// Read the sheets of a workbook.
    Workbook,
    /// Read a CSV with a separator and an encoding that were chosen.
    Csv(CsvForm),
    /// Read an archive of records and pictures.
    Archive,
    /// Unpack the first CSV of a ZIP archive, of at most so many bytes.
    PackedCsv(u64),
    /// Make of a picture the file that is stored: nothing but its pixels.
    CleanPicture,
    /// Make the sizes of a picture that the site shows.
    PictureVariants,
}

/// What a job gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Output {
    /// The sheets of a workbook.
    Tables(Vec<SheetTable>),
    /// The content of an archive.
    Archive(Archive),
    /// The unpacked file; none where the archive has none.
    Csv(Option<Vec<u8>>),
    /// One or more files of a picture.
    Pictures(Vec<Variant>),
}

/// Why a file is refused, whichever process reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// By the reader of workbooks.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// By the reader of pictures.
    #[error(transparent)]
    Picture(#[from] MediaError),
    /// The archive is damaged.
    #[error("the archive is damaged: {0}; make it again")]
    DamagedArchive(String),
    /// The archive has too much in it.
    #[error(
        "the archive is too large: it may have {MAX_ENTRIES} files, of {} MB unpacked in all; split it",
        MAX_UNPACKED_BYTES >> 20
    )]
    LargeArchive,
}

/// Why there is no outcome of a job.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The file itself is at fault.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Reading the file takes more memory than the worker may have, or gives more than it may answer.
    #[error("the file is too complex to be read within the limits of memory")]
    TooComplex,
    /// Reading the file takes more time than the worker may have.
    #[error("the file cannot be read within the limits of time")]
    TooSlow,
    /// All workers are at work, and none ended in time.
    #[error("other files are being read; send the file again in a moment")]
    Busy,
    /// The worker cannot be started or reached.
    #[error("the worker that reads files cannot be used")]
    Unavailable(#[source] io::Error),
    /// The worker ended otherwise than it should.
    #[error("the worker that reads files stopped ({status}): {log}")]
    Crashed {
        /// How the process ended.
        status: String,
        /// The end of what it wrote to its log.
        log: String,
    },
    /// The worker's answer is not one.
    #[error("the answer of the worker that reads files cannot be decoded")]
    Answer(#[source] postcard::Error),
    /// The answer belongs to another job.
    #[error("the worker that reads files answered another question")]
    OtherAnswer,
}

/// Does a job. Everything in here may be hostile, and may take any time and memory.
pub fn read(job: SandboxJob, bytes: &[u8]) -> Result<Output, Refusal> {
    Ok(match job {
        SandboxJob::Workbook => Output::Tables(portulan_workbook::read(bytes)?),
        SandboxJob::Csv(form) => Output::Tables(portulan_workbook::read_csv(bytes, form)?),
        SandboxJob::Archive => Output::Archive(read_archive(bytes)?),
        SandboxJob::PackedCsv(max_bytes) => Output::Csv(portulan_workbook::packed_csv(bytes, max_bytes)?),
        SandboxJob::CleanPicture => Output::Pictures(vec![DecodedPicture::read(bytes)?.keep()?]),
        SandboxJob::PictureVariants => Output::Pictures(DecodedPicture::read(bytes)?.variants(&mut |_| {})?),
    })
}
