//! Decoding of untrusted pictures.
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, Layout, TransformOptions};

use crate::format::{MAX_PIXELS, MediaError, PictureFormat};

/// The longest side, in pixels.
const MAX_SIDE_PIXELS: u32 = 30_000;
/// The memory limit of one decoding, in bytes.
const MAX_DECODING_BYTES: u64 = 1 << 30;

/// The pixels of a picture: upright, in sRGB, eight bits per channel.
#[derive(Debug, Clone)]
pub struct DecodedPicture {
    /// The format of the file.
    pub format: PictureFormat,
    pub(crate) pixels: DynamicImage,
}

/// Detects the format from the first bytes. File names and media types are ignored.
fn format(bytes: &[u8]) -> Result<PictureFormat, MediaError> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => return Ok(PictureFormat::Jpeg),
        Ok(ImageFormat::Png) => return Ok(PictureFormat::Png),
        Ok(ImageFormat::WebP) => return Ok(PictureFormat::Webp),
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let brand = bytes.get(4..12).unwrap_or_default();
    if head.contains("<svg") {
        Err(MediaError::Svg)
    } else if brand.starts_with(b"ftyphei") || brand.starts_with(b"ftyphev") || brand == b"ftypmif1" {
        Err(MediaError::Heic)
    } else {
        Err(MediaError::Unknown)
    }
}

impl DecodedPicture {
    /// Decodes a picture, applies its orientation and converts its colours to sRGB.
    pub fn read(bytes: &[u8]) -> Result<Self, MediaError> {
        let format = format(bytes)?;
        let mut reader = ImageReader::new(Cursor::new(bytes));
        reader.set_format(match format {
            PictureFormat::Png => ImageFormat::Png,
            PictureFormat::Webp => ImageFormat::WebP,
            _ => ImageFormat::Jpeg,
        });
        let mut limits = Limits::default();
        (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE_PIXELS), Some(MAX_SIDE_PIXELS));
        limits.max_alloc = Some(MAX_DECODING_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(explain)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(MediaError::TooLarge);
        }
        // Wrong metadata of a valid picture is ignored.
        let orientation = decoder.orientation().ok();
        let profile = decoder.icc_profile().ok().flatten();
        let mut pixels = DynamicImage::from_decoder(decoder).map_err(explain)?;
        if let Some(orientation) = orientation {
            pixels.apply_orientation(orientation);
        }
        let pixels = if pixels.color().has_alpha() {
            DynamicImage::ImageRgba8(pixels.into_rgba8())
        } else {
            DynamicImage::ImageRgb8(pixels.into_rgb8())
        };
        Ok(Self { format, pixels: profile.and_then(|p| to_srgb(&pixels, &p)).unwrap_or(pixels) })
    }

    /// Width and height, in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.pixels.width(), self.pixels.height())
    }

    /// True if the picture has transparent parts.
    pub fn is_transparent(&self) -> bool {
        self.pixels.as_rgba8().is_some_and(|p| p.pixels().any(|p| p.0[3] < 255))
    }
}

/// Converts pixels from a colour profile to sRGB; `None` if the profile cannot be applied.
fn to_srgb(pixels: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let layout = if pixels.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options).ok()?;
    let mut out = vec![0; pixels.as_bytes().len()];
    transform.transform(pixels.as_bytes(), &mut out).ok()?;
    let (width, height) = (pixels.width(), pixels.height());
    Some(match layout {
        Layout::Rgba => DynamicImage::ImageRgba8(image::RgbaImage::from_raw(width, height, out)?),
        _ => DynamicImage::ImageRgb8(image::RgbImage::from_raw(width, height, out)?),
    })
}

fn explain(e: ImageError) -> MediaError {
    match e {
        ImageError::Limits(_) => MediaError::TooLarge,
        e => MediaError::Damaged(e.to_string()),
    }
}

/// The reason why the bytes are not a picture of the format that the file name promises. Decodes the picture.
pub fn fault(name: &str, bytes: &[u8]) -> Option<MediaError> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match (DecodedPicture::read(bytes), ending.parse::<PictureFormat>()) {
        (Err(e), _) => Some(e),
        (Ok(picture), Ok(promised)) if promised == picture.format => None,
        (Ok(picture), _) => Some(MediaError::Misnamed { promised: ending, found: picture.format }),
    }
}
