//! Picture files and the variants derived from them for the site.
use async_trait::async_trait;

use crate::{StoreError, StoredFile};

/// A picture file and its variants, without their bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPicture {
    /// The file name.
    pub name: String,
    /// The SHA-256 digest of the file, in hexadecimal.
    pub digest: String,
    /// The variants, the narrowest first.
    pub sizes: Vec<PictureSize>,
}

/// A variant: a picture in one size and format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSize {
    /// The format, as a file extension: `avif`, `webp`, `jpg`, `png`.
    pub format: String,
    /// The width, in pixels.
    pub width: u32,
    /// The height, in pixels.
    pub height: u32,
}

/// Storage of pictures.
#[async_trait]
pub trait PictureStore: Send + Sync {
    /// All pictures, ordered by name.
    async fn pictures(&self) -> Result<Vec<StoredPicture>, StoreError>;

    /// One picture.
    async fn picture(&self, name: &str) -> Result<Option<StoredPicture>, StoreError>;

    /// One file.
    async fn file(&self, name: &str) -> Result<Option<StoredFile>, StoreError>;

    /// A file without variants.
    async fn bare_file(&self) -> Result<Option<StoredFile>, StoreError>;

    /// The bytes of a variant, if the digest of its file is this one or starts with it.
    async fn variant(
        &self,
        name: &str,
        digest: &str,
        format: &str,
        width: u32,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Stores the variants of the file with this digest; an empty list if none can be derived.
    async fn put_variants(
        &self,
        name: &str,
        digest: &str,
        variants: Vec<(PictureSize, Vec<u8>)>,
    ) -> Result<(), StoreError>;
}
