//! An uploaded file, as it was read.
use std::sync::Arc;

use portulan_sandbox::Archive;
use portulan_workbook::SheetTable;

/// An uploaded file.
#[derive(Debug, Clone)]
pub enum Upload {
    /// Sheets, and the bytes of a CSV, which may be read again with other settings.
    Tables(Vec<SheetTable>, Option<Arc<[u8]>>),
    /// Records.
    Whole(WholeRecords),
}

/// An uploaded file other than a spreadsheet.
#[derive(Debug, Clone)]
pub enum WholeRecords {
    /// A folder of records, with its pictures, and the files that could not be read.
    Folder(Archive),
    /// An IATI file.
    Iati(Arc<[u8]>),
}

impl Upload {
    /// An estimate of the memory that it takes, in bytes.
    pub(super) fn byte_size(&self) -> usize {
        match self {
            Self::Tables(tables, raw) => {
                let raw = raw.as_ref().map_or(0, |bytes| bytes.len());
                tables.iter().map(SheetTable::byte_size).sum::<usize>() + raw
            }
            Self::Whole(WholeRecords::Iati(bytes)) => bytes.len(),
            // Records take about three times the bytes of their files.
            Self::Whole(WholeRecords::Folder(archive)) => {
                let files: usize = archive.files.iter().map(|(.., bytes)| bytes.len()).sum();
                let all = usize::try_from(archive.byte_size).unwrap_or(usize::MAX);
                files.saturating_add(all.saturating_sub(files).saturating_mul(3))
            }
        }
    }
}
