//! ODT (`OpenDocument` text). Drawings are converted to PNG.
mod body;

use std::io::{Cursor, Write as _};

use portulan_report::reports::Report;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::TypesetError;
use crate::format::ReportFileFormat;
use crate::picture::{PictureSet, media};
use crate::xml::Markup;

const STYLES: &str = include_str!("../../templates/odt-styles.xml");
const NAMES: [(&str, &str); 10] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("office:version", "1.3"),
];

pub(crate) fn write(paper: &Report) -> Result<Vec<u8>, TypesetError> {
    let media = media(paper)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    let mut put = |name: &str, bytes: &[u8], method: CompressionMethod| {
        zip.start_file(name, plain.compression_method(method)).map_err(std::io::Error::from)?;
        zip.write_all(bytes)
    };
    // The media type comes first and uncompressed, so that programs can detect it in the archive.
    put("mimetype", ReportFileFormat::Odt.media_type().as_bytes(), CompressionMethod::Stored)?;
    put("content.xml", content(paper, &media).as_bytes(), CompressionMethod::Deflated)?;
    put("styles.xml", styles(paper).as_bytes(), CompressionMethod::Deflated)?;
    put("meta.xml", meta(paper).as_bytes(), CompressionMethod::Deflated)?;
    for one in &media {
        put(&format!("Pictures/{}", one.name), &one.bytes, CompressionMethod::Stored)?;
    }
    put("META-INF/manifest.xml", manifest(&media).as_bytes(), CompressionMethod::Deflated)?;
    Ok(zip.finish().map_err(std::io::Error::from)?.into_inner())
}

fn manifest(media: &[PictureSet]) -> String {
    let mut m = Markup::default();
    m.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    m.element("manifest:manifest", &[("xmlns:manifest", name), ("manifest:version", "1.3")], |m| {
        let mut entry = |path: &str, kind: &str| {
            m.empty("manifest:file-entry", &[("manifest:full-path", path), ("manifest:media-type", kind)]);
        };
        entry("/", ReportFileFormat::Odt.media_type());
        for file in ["content.xml", "styles.xml", "meta.xml"] {
            entry(file, "text/xml");
        }
        for one in media {
            entry(&format!("Pictures/{}", one.name), one.kind);
        }
    });
    m.into_string()
}

fn meta(paper: &Report) -> String {
    let mut m = Markup::default();
    m.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    m.element("office:document-meta", &NAMES, |m| {
        m.element("office:meta", &[], |m| {
            m.text_element("dc:title", &[], &paper.name());
            m.text_element("dc:subject", &[], &paper.subtitle);
            m.text_element("dc:creator", &[], &paper.author);
            m.text_element("dc:language", &[], paper.language.tag());
        });
    });
    m.into_string()
}

/// The style sheet, with the accent colour, language, header and footer of the report.
fn styles(paper: &Report) -> String {
    let text = |text: &str| {
        let mut m = Markup::default();
        m.text(text);
        m.into_string()
    };
    let country = if paper.language.tag() == "fr" { "FR" } else { "GB" };
    STYLES
        .replace("{accent}", &text(&paper.accent))
        .replace("{language}", paper.language.tag())
        .replace("{country}", country)
        .replace("{head}", &text(&format!("{} · {}", paper.author, paper.title)))
        .replace("{notice}", &text(&paper.notice))
        .replace("{page}", &text(&paper.words.page))
}

fn content(paper: &Report, media: &[PictureSet]) -> String {
    let (written, tables) = body::write(paper, media);
    let mut m = Markup::default();
    m.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    m.element("office:document-content", &NAMES, |m| {
        m.element("office:automatic-styles", &[], |m| {
            for style in &tables {
                m.raw(style);
            }
        });
        m.element("office:body", &[], |m| {
            m.element("office:text", &[], |m| m.raw(&written));
        });
    });
    m.into_string()
}
