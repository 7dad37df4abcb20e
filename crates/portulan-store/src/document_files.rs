//! Files of documents, and the text extracted from them for the search.
use async_trait::async_trait;

use crate::StoreError;

/// The size of a part of a stored file, in bytes. The last part may be smaller.
pub const FILE_PART_BYTES: usize = 1 << 20;

/// A document's file, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// The file name.
    pub name: String,
    /// The SHA-256 digest of the content, in hexadecimal.
    pub digest: String,
    /// The size, in bytes.
    pub size: u64,
}

impl StoredDocument {
    /// The number of parts, which are numbered from 0.
    pub fn part_count(&self) -> u64 {
        self.size.div_ceil(FILE_PART_BYTES as u64)
    }
}

/// Storage of the files of documents.
#[async_trait]
pub trait DocumentFileStore: Send + Sync {
    /// All files, ordered by name.
    async fn document_files(&self) -> Result<Vec<StoredDocument>, StoreError>;

    /// The files with these names that exist, ordered by name.
    async fn document_files_named(&self, names: &[&str]) -> Result<Vec<StoredDocument>, StoreError>;

    /// A part of a file, of [`FILE_PART_BYTES`]; `None` after the last part, and if the file has another digest by now.
    async fn document_part(
        &self,
        file: &StoredDocument,
        position: u64,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// The whole content of a file; `None` if the file has another digest by now.
    async fn document_content(&self, file: &StoredDocument) -> Result<Option<Vec<u8>>, StoreError>;

    /// A file whose text has not been extracted yet.
    async fn document_without_text(&self) -> Result<Option<StoredDocument>, StoreError>;

    /// Stores the text of a file, unless the file has been replaced.
    async fn put_document_text(&self, file: &StoredDocument, text: String) -> Result<(), StoreError>;
}
