//! Encoding of pictures: one file for storage, and smaller ones for the site.
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _};
use serde::{Deserialize, Serialize};

use crate::{DecodedPicture, MediaError, PictureFormat};

/// The longest side of a stored picture, in pixels.
const MAX_STORED_SIDE_PIXELS: u32 = 3200;
/// The widths used by the site, in pixels.
pub const WIDTHS: [u32; 3] = [480, 960, 1600];

/// A picture in one size and format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The format.
    pub format: PictureFormat,
    /// The width, in pixels.
    pub width: u32,
    /// The height, in pixels.
    pub height: u32,
    /// The encoded file.
    pub bytes: Vec<u8>,
}

impl DecodedPicture {
    /// The file for storage: only pixels, no larger than a printed page requires.
    pub fn to_stored_file(&self) -> Result<Variant, MediaError> {
        let (width, height) = self.size();
        let longest = width.max(height);
        if longest <= MAX_STORED_SIDE_PIXELS {
            return encode(&self.pixels, self.plain_format());
        }
        let part = |side: u32| scaled(side, MAX_STORED_SIDE_PIXELS, longest);
        encode(
            &self.pixels.resize_exact(part(width), part(height), FilterType::Lanczos3),
            self.plain_format(),
        )
    }

    /// The files for the site: each width up to that of the picture, in each format. Reports progress from 0
    /// to 1.
    pub fn variants(&self, progress: &mut dyn FnMut(f32)) -> Result<Vec<Variant>, MediaError> {
        let (width, height) = self.size();
        let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|w| *w < width).collect();
        if widths.len() < WIDTHS.len() {
            widths.push(width);
        }
        let formats = [PictureFormat::Avif, PictureFormat::Webp, self.plain_format()];
        let all = u16::try_from(widths.len() * formats.len()).unwrap_or(1);
        let mut out = Vec::new();
        for wide in widths {
            let small = if wide == width {
                self.pixels.clone()
            } else {
                self.pixels.resize_exact(wide, scaled(height, wide, width), FilterType::Lanczos3)
            };
            for format in formats {
                out.push(encode(&small, format)?);
                progress(f32::from(u16::try_from(out.len()).unwrap_or(all)) / f32::from(all));
            }
        }
        Ok(out)
    }

    /// The format that every browser supports.
    fn plain_format(&self) -> PictureFormat {
        if self.is_transparent() { PictureFormat::Png } else { PictureFormat::Jpeg }
    }
}

/// Scales a side by the ratio `to / from`; at least one pixel.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let exact = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

fn encode(pixels: &DynamicImage, format: PictureFormat) -> Result<Variant, MediaError> {
    let (width, height) = (pixels.width(), pixels.height());
    let failed = |e: image::ImageError| MediaError::Damaged(e.to_string());
    // A picture may have an opaque alpha channel; JPEG does not support one.
    let flat;
    let pixels = match (pixels, format) {
        (DynamicImage::ImageRgba8(_), PictureFormat::Jpeg) => {
            flat = DynamicImage::ImageRgb8(pixels.to_rgb8());
            &flat
        }
        _ => pixels,
    };
    let (raw, alpha) = (pixels.as_bytes(), pixels.color().has_alpha());
    let colours = if alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    let mut bytes = Vec::new();
    match format {
        PictureFormat::Jpeg => JpegEncoder::new_with_quality(&mut bytes, 86)
            .write_image(raw, width, height, colours)
            .map_err(failed)?,
        PictureFormat::Png => {
            PngEncoder::new(&mut bytes).write_image(raw, width, height, colours).map_err(failed)?;
        }
        // One thread: the other cores serve the site.
        PictureFormat::Avif => AvifEncoder::new_with_speed_quality(&mut bytes, 9, 62)
            .with_num_threads(Some(1))
            .write_image(raw, width, height, colours)
            .map_err(failed)?,
        PictureFormat::Webp => {
            let encoder = if alpha {
                webp::Encoder::from_rgba(raw, width, height)
            } else {
                webp::Encoder::from_rgb(raw, width, height)
            };
            let made = encoder.encode_simple(false, 76.0);
            bytes = made.map_err(|e| MediaError::Damaged(format!("{e:?}")))?.to_vec();
        }
    }
    Ok(Variant { format, width, height, bytes })
}
