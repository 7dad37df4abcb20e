//! The reasons why a file is refused.
use portulan_documents::DocumentRefusal;
use portulan_media::MediaError;
use portulan_workbook::WorkbookError;
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_ENTRIES, MAX_UNPACKED_BYTES};

/// The reason why a file is refused, in whichever process it is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// Refused as a workbook.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// Refused as a picture.
    #[error(transparent)]
    Picture(#[from] MediaError),
    /// Refused as a document.
    #[error(transparent)]
    Document(#[from] DocumentRefusal),
    /// The archive is damaged.
    #[error("the archive is damaged: {0}; make it again")]
    DamagedArchive(String),
    /// The archive exceeds a limit.
    #[error(
        "the archive is too large: it may have {MAX_ENTRIES} files, of {} MB unpacked in all; split it",
        MAX_UNPACKED_BYTES >> 20
    )]
    LargeArchive,
}
