//! Pictures in pages: the record, the variants of its file, and their addresses.
use portulan_model::kinds::Media;
use portulan_model::{PublishedRecord, Ref};
use portulan_store::{PictureSize, PictureStore, StoreError};

use crate::Site;
use crate::respond::RenderedPage;

/// The displayed width of a picture, from which browsers select a variant.
const FIGURE: &str = "(min-width: 37rem) 34rem, 100vw";

/// A picture, or the caption that waits for it.
pub(crate) struct SitePicture<'a> {
    pub media: &'a PublishedRecord<Media>,
    pub file: Option<ResponsiveImage>,
}

/// The variants of a picture, for an HTML `picture` element.
pub(crate) struct ResponsiveImage {
    /// Media type and `srcset` of each format that some browsers lack, the smallest first.
    pub sources: Vec<(&'static str, String)>,
    /// `srcset` of the format that all have.
    pub srcset: String,
    /// The largest in the format that all have.
    pub src: String,
    /// The width of the largest variant, in pixels.
    pub width: u32,
    /// The height of the largest variant, in pixels.
    pub height: u32,
    /// The `sizes` attribute: the displayed width.
    pub sizes: &'static str,
    /// CSS classes for the part that stays visible when the picture is cropped.
    pub focus: String,
}

/// The pictures of a record, in its order.
pub(crate) fn pictures<'a>(site: &'a Site, media: &'a [Ref<Media>]) -> Vec<SitePicture<'a>> {
    let known = media.iter().filter_map(|r| site.programme.media.get(r));
    known.map(|media| SitePicture { media, file: shown(site, &media.body, FIGURE) }).collect()
}

/// A picture for a page; `None` without a file, or before its variants are derived.
pub(crate) fn shown(site: &Site, media: &Media, sizes: &'static str) -> Option<ResponsiveImage> {
    let picture = site.picture(media.file.as_deref()?)?;
    let address = |s: &PictureSize| address(site.media, picture, s);
    let of = |format: &'static str| picture.sizes.iter().filter(move |s| s.format == format);
    let srcset = |format: &'static str| {
        let each: Vec<String> = of(format).map(|s| format!("{} {}w", address(s), s.width)).collect();
        each.join(", ")
    };
    let plain = if of("png").next().is_some() { "png" } else { "jpg" };
    let largest = of(plain).next_back()?;
    let sources =
        [("image/avif", "avif"), ("image/webp", "webp")].map(|(kind, format)| (kind, srcset(format)));
    let focus = media.focus.as_ref().map(|f| format!("fx-{} fy-{}", f.x.min(100) / 10, f.y.min(100) / 10));
    Some(ResponsiveImage {
        sources: sources.into_iter().filter(|(_, srcset)| !srcset.is_empty()).collect(),
        srcset: srcset(plain),
        src: address(largest),
        width: largest.width,
        height: largest.height,
        sizes,
        focus: focus.unwrap_or_default(),
    })
}

/// The address of a picture in one of its sizes, under a base such as `/media`.
pub fn address(base: &str, picture: &portulan_store::StoredPicture, size: &PictureSize) -> String {
    format!("{base}/{}/{}-{}.{}", &picture.digest[..16], picture.name, size.width, size.format)
}

/// A picture's address, taken apart: `/media/<digest>/<file>-<width>.<format>`.
pub struct PictureRequest {
    digest: String,
    /// The file's name.
    pub file: String,
    width: u32,
    format: String,
}

impl PictureRequest {
    /// Parses an address; `None` if it is not one of a picture.
    pub fn of(digest: &str, name: &str) -> Option<Self> {
        let (rest, format) = name.rsplit_once('.')?;
        let (file, width) = rest.rsplit_once('-')?;
        let width = width.parse().ok()?;
        let whole = digest.len() >= 16;
        whole.then(|| Self {
            digest: digest.to_owned(),
            file: file.to_owned(),
            width,
            format: format.to_owned(),
        })
    }

    /// The picture, cacheable forever: another file has another address.
    pub(crate) async fn read<S: PictureStore + ?Sized>(
        &self,
        store: &S,
    ) -> Result<Option<RenderedPage>, StoreError> {
        let found = self.bytes(store).await?;
        Ok(found.map(|(media_type, bytes)| RenderedPage::new(media_type, bytes).immutable()))
    }

    /// The picture's bytes and media type.
    pub async fn bytes<S: PictureStore + ?Sized>(
        &self,
        store: &S,
    ) -> Result<Option<(&'static str, Vec<u8>)>, StoreError> {
        let bytes = store.variant(&self.file, &self.digest, &self.format, self.width).await?;
        Ok(bytes.map(|bytes| (media_type(&self.format), bytes)))
    }
}

/// The media type of a picture, by the extension of its file name.
pub fn media_type(format: &str) -> &'static str {
    match format {
        "avif" => "image/avif",
        "webp" => "image/webp",
        "png" => "image/png",
        _ => "image/jpeg",
    }
}
