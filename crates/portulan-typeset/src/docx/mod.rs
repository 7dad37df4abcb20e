//! DOCX (Office Open XML). Drawings are converted to PNG.
mod body;
mod namespaces;

use std::io::{Cursor, Write as _};

use portulan_report::reports::Report;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use self::namespaces::{HEAD, NAMES, RELATIONS};
use crate::error::TypesetError;
use crate::picture::{PictureSet, media};
use crate::xml::Markup;

const STYLES: &str = include_str!("../../templates/docx-styles.xml");
const NUMBERING: &str = include_str!("../../templates/docx-numbering.xml");
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(crate) fn write(paper: &Report) -> Result<Vec<u8>, TypesetError> {
    let media = media(paper)?;
    let (document, links) = body::write(paper, &media, accent(paper));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).map_err(std::io::Error::from)?;
        zip.write_all(bytes)
    };
    put("[Content_Types].xml", types().as_bytes())?;
    put("_rels/.rels", package().as_bytes())?;
    put("docProps/core.xml", core(paper).as_bytes())?;
    put("word/document.xml", document.as_bytes())?;
    put("word/styles.xml", styles(paper).as_bytes())?;
    put("word/numbering.xml", NUMBERING.as_bytes())?;
    put(
        "word/header1.xml",
        frame("w:hdr", "Header", &format!("{} · {}", paper.author, paper.title), None).as_bytes(),
    )?;
    let foot = frame("w:ftr", "Footer", &paper.notice, Some(&paper.words.page));
    put("word/footer1.xml", foot.as_bytes())?;
    put("word/_rels/document.xml.rels", relations(&media, &links).as_bytes())?;
    for one in &media {
        put(&format!("word/media/{}", one.name), &one.bytes)?;
    }
    Ok(zip.finish().map_err(std::io::Error::from)?.into_inner())
}

fn types() -> String {
    let mut m = Markup::default();
    m.raw(HEAD);
    m.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |m| {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpg", "image/jpeg"),
            ("webp", "image/webp"),
        ];
        for (ending, kind) in defaults {
            m.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
        let parts = [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering")];
        let frames = [("header1", "header"), ("footer1", "footer")];
        let word = parts.into_iter().chain(frames);
        let word = word.map(|(name, kind)| (format!("/word/{name}.xml"), format!("{WORD}.{kind}+xml")));
        for (name, kind) in word.chain([("/docProps/core.xml".to_owned(), core)]) {
            m.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
    });
    m.into_string()
}

fn package() -> String {
    let mut m = Markup::default();
    m.raw(HEAD);
    m.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |m| {
        let core = format!("{PACKAGE}/relationships/metadata/core-properties");
        relation(m, "r1", &format!("{RELATIONS}/officeDocument"), "word/document.xml", false);
        relation(m, "r2", &core, "docProps/core.xml", false);
    });
    m.into_string()
}

fn relation(m: &mut Markup, id: &str, kind: &str, target: &str, outside: bool) {
    let mut attributes = vec![("Id", id), ("Type", kind), ("Target", target)];
    attributes.extend(outside.then_some(("TargetMode", "External")));
    m.empty("Relationship", &attributes);
}

fn relations(media: &[PictureSet], links: &[String]) -> String {
    let mut m = Markup::default();
    m.raw(HEAD);
    m.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |m| {
        for (name, file) in
            [("styles", "styles"), ("numbering", "numbering"), ("header", "header1"), ("footer", "footer1")]
        {
            relation(m, name, &format!("{RELATIONS}/{name}"), &format!("{file}.xml"), false);
        }
        for (number, one) in media.iter().enumerate() {
            relation(
                m,
                &format!("i{number}"),
                &format!("{RELATIONS}/image"),
                &format!("media/{}", one.name),
                false,
            );
        }
        for (number, link) in links.iter().enumerate() {
            relation(m, &format!("l{number}"), &format!("{RELATIONS}/hyperlink"), link, true);
        }
    });
    m.into_string()
}

fn core(paper: &Report) -> String {
    let mut m = Markup::default();
    m.raw(HEAD);
    let names = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    m.element("cp:coreProperties", &names, |m| {
        m.text_element("dc:title", &[], &paper.name());
        m.text_element("dc:subject", &[], &paper.subtitle);
        m.text_element("dc:creator", &[], &paper.author);
        m.text_element("dc:language", &[], paper.language.tag());
    });
    m.into_string()
}

fn styles(paper: &Report) -> String {
    let language = if paper.language.tag() == "fr" { "fr-FR" } else { "en-GB" };
    STYLES.replace("{accent}", &accent(paper)).replace("{language}", language)
}

/// The accent colour of the publisher, as six hexadecimal digits.
fn accent(paper: &Report) -> String {
    paper.accent.chars().filter(char::is_ascii_hexdigit).take(6).collect()
}

/// The header or footer of pages; a footer contains the page number after its word.
fn frame(name: &str, style: &str, text: &str, page: Option<&str>) -> String {
    let mut m = Markup::default();
    m.raw(HEAD);
    m.element(name, &NAMES, |m| {
        m.element("w:p", &[], |m| {
            m.element("w:pPr", &[], |m| m.empty("w:pStyle", &[("w:val", style)]));
            body::words(m, text, "");
            if let Some(word) = page {
                body::words(m, &format!(" {word} "), "");
                m.element("w:fldSimple", &[("w:instr", "PAGE")], |m| body::words(m, "1", ""));
            }
        });
    });
    m.into_string()
}
