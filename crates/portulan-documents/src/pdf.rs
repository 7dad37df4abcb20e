//! The text of PDF files.
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use crate::bounded_text::BoundedText;

/// The number of pages that are read.
const MAX_PAGES: usize = 2_000;

/// The gap between two glyphs that separates words, as a part of the font size.
const WORD_GAP: f64 = 0.2;

/// The distance between base lines that separates lines, as a part of the font size.
const LINE_GAP: f64 = 0.3;

/// The text of a PDF, without marks for characters that have no Unicode value. Empty if the file cannot be opened, such as one with a
/// password: it can be stored all the same.
pub fn text(bytes: &[u8]) -> String {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return String::new() };
    let cache = InterpreterCache::new();
    let mut collector = TextCollector::default();
    for page in pdf.pages().iter().take(MAX_PAGES) {
        let mut context = Context::new(
            Affine::IDENTITY,
            Rect::new(0.0, 0.0, 1.0, 1.0),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut collector);
        collector.text.end_word();
        collector.end = None;
        if collector.text.is_full() {
            break;
        }
    }
    collector.text.finish()
}

/// Collects the characters of glyphs in the order in which a page draws them.
#[derive(Default)]
struct TextCollector {
    text: BoundedText,
    /// The place at which the last glyph ended.
    end: Option<Point>,
}

impl Device<'_> for TextCollector {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        if self.text.is_full() {
            return;
        }
        let place = transform * glyph_transform;
        let start = place * Point::ORIGIN;
        // Glyphs are drawn in a thousandth of the font size.
        let size = (place * Point::new(0.0, 1000.0)).distance(start);
        if let Some(end) = self.end
            && ((start.y - end.y).abs() > LINE_GAP * size || (start.x - end.x).abs() > WORD_GAP * size)
        {
            self.text.end_word();
        }
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.text.push(c.encode_utf8(&mut [0; 4])),
            Some(BfString::String(s)) => self.text.push(&s),
            None => {}
        }
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        self.end = width.map(|width| place * Point::new(width, 0.0));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A PDF of one page that draws two lines in Helvetica, and a word made of two parts.
    fn page(content: &str) -> Vec<u8> {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
             /Resources << /Font << /F 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            writeln!(file, "{number} 0 obj\n{object}\nendobj").expect("written");
        }
        let start = file.len();
        write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("written");
        for place in places {
            writeln!(file, "{place:010} 00000 n ").expect("written");
        }
        write!(file, "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").expect("written");
        file.into_bytes()
    }

    #[test]
    fn lines_and_gaps_separate_words_and_kerning_does_not() {
        let content = "BT /F 12 Tf 72 700 Td [(Conv) 20 (ention) -400 (2024)] TJ 0 -14 Td (Kananga) Tj ET";
        assert_eq!(text(&page(content)), "Convention 2024 Kananga");
    }

    #[test]
    fn a_file_that_cannot_be_opened_has_no_text() {
        assert_eq!(text(b"%PDF-1.7 nothing"), "");
        let whole = page("BT /F 12 Tf (x) Tj ET");
        for end in (0..whole.len()).step_by(7) {
            let _ = text(&whole[..end]);
        }
    }
}
