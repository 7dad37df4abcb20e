//! Pictures as the site shows them: sizes and formats derived from the file that is kept.
use async_trait::async_trait;

use crate::{StoreError, StoredFile};

/// A file and what was derived from it, without the bytes of either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPicture {
    /// The file's name.
    pub name: String,
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// What there is of it, the narrowest first.
    pub sizes: Vec<PictureSize>,
}

/// A picture in one size and format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSize {
    /// The format, as names of files end: `avif`, `webp`, `jpg`, `png`.
    pub format: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Where pictures are kept.
#[async_trait]
pub trait PictureStore: Send + Sync {
    /// All pictures, by name.
    async fn pictures(&self) -> Result<Vec<StoredPicture>, StoreError>;

    /// One picture.
    async fn picture(&self, name: &str) -> Result<Option<StoredPicture>, StoreError>;

    /// One file.
    async fn file(&self, name: &str) -> Result<Option<StoredFile>, StoreError>;

    /// A file of which nothing was derived yet.
    async fn bare_file(&self) -> Result<Option<StoredFile>, StoreError>;

    /// The bytes of a picture in one size and format, if the file still has that digest, or one that begins so.
    async fn variant(
        &self,
        name: &str,
        digest: &str,
        format: &str,
        width: u32,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps what was derived from a file of that digest; nothing, where nothing can be.
    async fn put_variants(
        &self,
        name: &str,
        digest: &str,
        variants: Vec<(PictureSize, Vec<u8>)>,
    ) -> Result<(), StoreError>;
}
