//! The text of office documents: ZIP archives whose parts are XML.
use std::io::{BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::bounded_text::BoundedText;
use crate::format::{DocumentFormat, DocumentRefusal, damaged};

/// The largest unpacked size of the parts that are read, in bytes.
const MAX_UNPACKED_BYTES: u64 = 64 << 20;

/// The parts that hold the text, by the beginning and the end of their names.
fn parts(format: DocumentFormat) -> &'static [(&'static str, &'static str)] {
    match format {
        DocumentFormat::Docx => &[
            ("word/document", ".xml"),
            ("word/footnotes", ".xml"),
            ("word/header", ".xml"),
            ("word/footer", ".xml"),
        ],
        DocumentFormat::Xlsx => &[("xl/sharedStrings", ".xml"), ("xl/worksheets/sheet", ".xml")],
        DocumentFormat::Pptx => &[("ppt/slides/slide", ".xml"), ("ppt/notesSlides/notesSlide", ".xml")],
        _ => &[("content", ".xml")],
    }
}

/// The text of an office document.
pub fn text(format: DocumentFormat, bytes: &[u8]) -> Result<String, DocumentRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut names: Vec<String> =
        archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    names.retain(|name| {
        parts(format).iter().any(|(start, end)| name.starts_with(start) && name.ends_with(end))
    });
    // Slide 10 comes after slide 9.
    names.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut text = BoundedText::default();
    let mut left = MAX_UNPACKED_BYTES;
    for name in names {
        let part = archive.by_name(&name).map_err(damaged)?;
        let mut part = part.take(left);
        read_part(BufReader::new(&mut part), format, &mut text)?;
        left = part.limit();
        if left == 0 || text.is_full() {
            break;
        }
    }
    Ok(text.finish())
}

/// True for the elements that end a word: paragraphs, cells, line breaks and tabs.
fn ends_word(name: &[u8]) -> bool {
    matches!(name, b"p" | b"h" | b"br" | b"tab" | b"s" | b"line-break" | b"si" | b"c" | b"table-cell" | b"tc")
}

fn read_part(
    content: impl std::io::BufRead,
    format: DocumentFormat,
    text: &mut BoundedText,
) -> Result<(), DocumentRefusal> {
    let mut xml = Reader::from_reader(content);
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    // In a workbook, values of cells without a text are numbers of strings and of no use.
    let mut skips = false;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name();
                skips = format == DocumentFormat::Xlsx
                    && !matches!(name.as_ref().as_bytes(), b"t" | b"r" | b"si");
                if ends_word(name.as_ref().as_bytes()) {
                    text.end_word();
                }
            }
            Ok(Event::Empty(tag)) if ends_word(tag.local_name().as_ref().as_bytes()) => text.end_word(),
            Ok(Event::End(tag)) if ends_word(tag.local_name().as_ref().as_bytes()) => text.end_word(),
            Ok(Event::Text(content)) if !skips => text.push(&content),
            Ok(Event::CData(content)) if !skips => text.push(&content),
            Ok(Event::GeneralRef(name)) if !skips => {
                if let Some(resolved) = resolve_xml_entity(&name) {
                    text.push(resolved);
                } else if let Ok(Some(c)) = name.resolve_char_ref() {
                    text.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            // A part that was cut at the limit, or is damaged, has the text up to there.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        if text.is_full() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounded_text::MAX_TEXT_BYTES;
    use crate::format::tests::archive;

    #[test]
    fn words_of_paragraphs_and_cells_are_apart() {
        let word = archive(&[(
            "word/document.xml",
            "<w:p><w:t>Conven</w:t><w:t>tion &amp; annexe</w:t></w:p><w:p><w:t>n&#176;&#160;12</w:t><w:br/><w:t>fin</w:t></w:p>",
        )]);
        assert_eq!(text(DocumentFormat::Docx, &word).expect("read"), "Convention & annexe n° 12 fin");
        let sheet = archive(&[
            ("xl/worksheets/sheet1.xml", "<c t='s'><v>0</v></c><c t='inlineStr'><is><t>Total</t></is></c>"),
            (
                "xl/sharedStrings.xml",
                "<si><t>Eau</t></si><si><r><t>Assai</t></r><r><t>nissement</t></r></si>",
            ),
        ]);
        assert_eq!(text(DocumentFormat::Xlsx, &sheet).expect("read"), "Eau Assainissement Total");
        let slides = archive(&[
            ("ppt/slides/slide10.xml", "<a:p><a:t>dix</a:t></a:p>"),
            ("ppt/slides/slide9.xml", "<a:p><a:t>neuf</a:t></a:p>"),
        ]);
        assert_eq!(text(DocumentFormat::Pptx, &slides).expect("read"), "neuf dix");
        let odt =
            archive(&[("content.xml", "<text:p>Délibération<text:s/>2024</text:p><text:h>Objet</text:h>")]);
        assert_eq!(text(DocumentFormat::Odt, &odt).expect("read"), "Délibération 2024 Objet");
    }

    #[test]
    fn a_long_text_ends_at_the_limit() {
        let long = "é ".repeat(MAX_TEXT_BYTES);
        let word = archive(&[("word/document.xml", &format!("<w:t>{long}</w:t>"))]);
        let read = text(DocumentFormat::Docx, &word).expect("read");
        assert!(read.len() <= MAX_TEXT_BYTES && read.len() > MAX_TEXT_BYTES - 8, "{}", read.len());
    }
}
