//! From pixels to files: one to keep, and smaller ones for the site.
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _};
use serde::{Deserialize, Serialize};

use crate::{DecodedPicture, MediaError, PictureFormat};

/// What is kept has no side longer than this, in pixels.
const LONGEST_KEPT: u32 = 3200;
/// The widths in which the site shows pictures, in pixels.
pub const WIDTHS: [u32; 3] = [480, 960, 1600];

/// A picture in one size and format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its format.
    pub format: PictureFormat,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

impl DecodedPicture {
    /// The file to keep: nothing but pixels, no larger than a page of print needs.
    pub fn keep(&self) -> Result<Variant, MediaError> {
        let (width, height) = self.size();
        let longest = width.max(height);
        if longest <= LONGEST_KEPT {
            return encode(&self.pixels, self.plain_format());
        }
        let part = |side: u32| scaled(side, LONGEST_KEPT, longest);
        encode(
            &self.pixels.resize_exact(part(width), part(height), FilterType::Lanczos3),
            self.plain_format(),
        )
    }

    /// What the site shows: each width that the picture has, in each format. Tells how far it is, in parts of one.
    pub fn variants(&self, told: &mut dyn FnMut(f32)) -> Result<Vec<Variant>, MediaError> {
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
                told(f32::from(u16::try_from(out.len()).unwrap_or(all)) / f32::from(all));
            }
        }
        Ok(out)
    }

    /// The format for everybody.
    fn plain_format(&self) -> PictureFormat {
        if self.is_transparent() { PictureFormat::Png } else { PictureFormat::Jpeg }
    }
}

/// A side made shorter in a proportion; at least one pixel.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let exact = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

fn encode(pixels: &DynamicImage, format: PictureFormat) -> Result<Variant, MediaError> {
    let (width, height) = (pixels.width(), pixels.height());
    let failed = |e: image::ImageError| MediaError::Damaged(e.to_string());
    // A picture may have a fourth channel in which nothing is transparent; JPEG has none.
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
        // One thread: readers of the site need the others.
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
