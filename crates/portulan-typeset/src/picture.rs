//! Conversion of drawings to pixels, for formats without vector graphics.
use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use image::ImageReader;
use portulan_report::reports::{Image, Report};
use resvg::{tiny_skia, usvg};

use crate::error::TypesetError;
use crate::pdf::FONTS;

/// A drawing as PNG, with its size in its own units.
pub(crate) struct Pixels {
    pub bytes: Vec<u8>,
    pub width: f32,
    pub height: f32,
}

/// Renders an SVG at twice its size, at most 2400 pixels wide.
pub(crate) fn draw(svg: &[u8]) -> Option<Pixels> {
    static LIBRARY: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let fonts = LIBRARY.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        Arc::new(fonts)
    });
    let options =
        usvg::Options { fontdb: fonts.clone(), font_family: "Portulan Sans".into(), ..Default::default() };
    let tree = usvg::Tree::from_data(svg, &options).ok()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (2400.0 / width).min(2.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by 2400 pixels")]
    let mut pixels = tiny_skia::Pixmap::new((width * scale).ceil() as u32, (height * scale).ceil() as u32)?;
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Some(Pixels { bytes: pixels.encode_png().ok()?, width, height })
}

/// A picture in a format that office programs support.
pub(crate) struct PictureSet {
    pub name: String,
    /// The media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// The ratio of height to width.
    pub ratio: f64,
}

/// All pictures of a report: drawings as PNG, photographs unchanged.
pub(crate) fn media(paper: &Report) -> Result<Vec<PictureSet>, TypesetError> {
    let one = |(number, image): (usize, &Image)| {
        let failed = || TypesetError::Picture(number);
        if image.form == "svg" {
            let Pixels { bytes, width, height } = draw(&image.bytes).ok_or_else(failed)?;
            let ratio = f64::from(height) / f64::from(width);
            return Ok(PictureSet { name: format!("{number}.png"), kind: "image/png", bytes, ratio });
        }
        let reader = ImageReader::new(Cursor::new(&image.bytes)).with_guessed_format()?;
        let (width, height) = reader.into_dimensions().map_err(|_| failed())?;
        let kind = match image.form {
            "png" => "image/png",
            "webp" => "image/webp",
            _ => "image/jpeg",
        };
        let ratio = f64::from(height) / f64::from(width);
        Ok(PictureSet { name: format!("{number}.{}", image.form), kind, bytes: image.bytes.clone(), ratio })
    };
    paper.images.iter().enumerate().map(one).collect()
}
