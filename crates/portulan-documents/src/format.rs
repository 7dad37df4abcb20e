//! Formats of documents, and the reasons why a file is refused.
use std::io::{Cursor, Read as _};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

/// The largest number of parts of an office document.
const MAX_PARTS: usize = 10_000;

/// The longest list of content types that is read, in bytes.
const MAX_TYPES_BYTES: u64 = 4 << 20;

/// The longest media type in an office document, in bytes.
const MAX_MEDIA_TYPE_BYTES: u64 = 200;

/// The format of a document's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentFormat {
    /// Portable Document Format.
    Pdf,
    /// A text of Microsoft Word (ISO/IEC 29500).
    Docx,
    /// A workbook of Microsoft Excel (ISO/IEC 29500).
    Xlsx,
    /// A presentation of Microsoft `PowerPoint` (ISO/IEC 29500).
    Pptx,
    /// An `OpenDocument` text (ISO/IEC 26300).
    Odt,
    /// An `OpenDocument` workbook (ISO/IEC 26300).
    Ods,
    /// An `OpenDocument` presentation (ISO/IEC 26300).
    Odp,
    /// A photograph or a scanned page.
    Jpeg,
    /// A picture or a scanned page.
    Png,
    /// A photograph.
    Webp,
}

impl DocumentFormat {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
    ];

    /// The extension of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// The format that a file name promises, in lower or upper case; `None` for any other extension.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        let extension = if extension == "jpeg" { "jpg" } else { extension.as_str() };
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// The reason why the file of a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DocumentRefusal {
    /// The format is not supported.
    #[error(
        "this is not a PDF, an office document (DOCX, XLSX, PPTX, ODT, ODS, ODP) or a picture; export it as PDF"
    )]
    UnknownFormat,
    /// An office document of the formats before 2007, which can contain macros.
    #[error("DOC, XLS and PPT can contain macros; save the document as DOCX, XLSX, PPTX or PDF")]
    OldOffice,
    /// An office document that contains macros.
    #[error("the document contains macros; save it without macros, or as PDF")]
    Macros,
    /// The file name promises another format than the content has.
    #[error("the name ends in “{promised}”, but the content is {}; correct the name", found.extension())]
    WrongName {
        /// The extension of the file name; empty without one.
        promised: String,
        /// The format of the content.
        found: DocumentFormat,
    },
    /// The file is damaged or truncated.
    #[error("the document is damaged: {0}; export it again")]
    DamagedFile(String),
}

/// Detects the format of a file by its content, and compares it with the file name.
pub fn document_format(name: &str, bytes: &[u8]) -> Result<DocumentFormat, DocumentRefusal> {
    let found = detect(bytes)?;
    if DocumentFormat::of_name(name) == Some(found) {
        return Ok(found);
    }
    let promised = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    Err(DocumentRefusal::WrongName { promised: promised.chars().take(20).collect(), found })
}

/// Detects the format of a file by its content.
pub fn detect(bytes: &[u8]) -> Result<DocumentFormat, DocumentRefusal> {
    // The header of a PDF may come after other bytes, but readers look for it in the first 1,024 only.
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|window| window == b"%PDF-") {
        return Ok(DocumentFormat::Pdf);
    }
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Ok(DocumentFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(DocumentFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(DocumentFormat::Webp),
        [b'P', b'K', 3, 4, ..] => office_format(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(DocumentRefusal::OldOffice),
        _ => Err(DocumentRefusal::UnknownFormat),
    }
}

/// The format of an office document, which is a ZIP archive of parts.
fn office_format(bytes: &[u8]) -> Result<DocumentFormat, DocumentRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(DocumentRefusal::UnknownFormat);
    }
    let (mut main, mut types) = (None, None);
    let mut has_media_type = false;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        let name = name.trim_start_matches('/');
        if has_macros(name) {
            return Err(DocumentRefusal::Macros);
        }
        match name {
            "[content_types].xml" => types = Some(index),
            "word/document.xml" => main = Some(DocumentFormat::Docx),
            "xl/workbook.xml" => main = Some(DocumentFormat::Xlsx),
            "ppt/presentation.xml" => main = Some(DocumentFormat::Pptx),
            "mimetype" => has_media_type = true,
            _ => {}
        }
    }
    if let Some(index) = types {
        // The content types of parts tell what their names may hide.
        let mut text = Vec::new();
        archive
            .by_index(index)
            .map_err(damaged)?
            .take(MAX_TYPES_BYTES)
            .read_to_end(&mut text)
            .map_err(damaged)?;
        let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
        if text.contains("macroenabled") || text.contains("vbaproject") || text.contains("macrosheet") {
            return Err(DocumentRefusal::Macros);
        }
    }
    if main.is_none() && has_media_type {
        let mut media_type = String::new();
        let part = archive.by_name("mimetype").map_err(damaged)?;
        part.take(MAX_MEDIA_TYPE_BYTES).read_to_string(&mut media_type).map_err(damaged)?;
        main = [DocumentFormat::Odt, DocumentFormat::Ods, DocumentFormat::Odp]
            .into_iter()
            .find(|format| format.media_type() == media_type.trim());
    }
    main.ok_or(DocumentRefusal::UnknownFormat)
}

/// True if a part of this name holds macros: a project of Visual Basic or a sheet of Excel 4 macros, a binary workbook, which can hold
/// both, or a library of an `OpenDocument` file or of an object in it.
fn has_macros(name: &str) -> bool {
    let folders = || name.split('/').rev().skip(1);
    name.ends_with("vbaproject.bin")
        || name == "xl/workbook.bin"
        || folders().any(|folder| matches!(folder, "macrosheets" | "basic" | "scripts"))
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` passes it")]
pub(crate) fn damaged(e: impl std::error::Error) -> DocumentRefusal {
    DocumentRefusal::DamagedFile(e.to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    /// A ZIP archive of parts.
    pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    }

    #[test]
    fn the_content_decides_on_the_format() {
        let odt = "application/vnd.oasis.opendocument.text";
        let cases: [(&str, Vec<u8>, Result<DocumentFormat, DocumentRefusal>); 13] = [
            ("a.pdf", b"%PDF-1.7\n".to_vec(), Ok(DocumentFormat::Pdf)),
            ("A.PDF", b"\xEF\xBB\xBF%PDF-1.7\n".to_vec(), Ok(DocumentFormat::Pdf)),
            ("a.jpeg", vec![0xFF, 0xD8, 0xFF, 0xE0], Ok(DocumentFormat::Jpeg)),
            ("a.docx", archive(&[("word/document.xml", "")]), Ok(DocumentFormat::Docx)),
            ("a.xlsx", archive(&[("xl/workbook.xml", "")]), Ok(DocumentFormat::Xlsx)),
            ("a.odt", archive(&[("mimetype", odt)]), Ok(DocumentFormat::Odt)),
            ("a.doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], Err(DocumentRefusal::OldOffice)),
            (
                "a.docx",
                archive(&[("word/document.xml", ""), ("word/vbaProject.bin", "")]),
                Err(DocumentRefusal::Macros),
            ),
            (
                "a.odt",
                archive(&[("mimetype", odt), ("Basic/script-lc.xml", "")]),
                Err(DocumentRefusal::Macros),
            ),
            ("a.zip", archive(&[("notes.txt", "")]), Err(DocumentRefusal::UnknownFormat)),
            ("a.html", b"<script>".to_vec(), Err(DocumentRefusal::UnknownFormat)),
            (
                "a.html",
                b"%PDF-1.7".to_vec(),
                Err(DocumentRefusal::WrongName { promised: "html".to_owned(), found: DocumentFormat::Pdf }),
            ),
            (
                "pdf",
                b"%PDF-1.7".to_vec(),
                Err(DocumentRefusal::WrongName { promised: String::new(), found: DocumentFormat::Pdf }),
            ),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(document_format(name, &bytes), expected, "{name}");
        }
        let types = |content: &str| archive(&[("word/document.xml", ""), ("[Content_Types].xml", content)]);
        for (name, bytes) in [
            ("a.docx", types("application/vnd.ms-word.document.macroEnabled.main+xml")),
            ("a.docx", types("application/vnd.ms-office.vbaProject")),
            ("a.xlsx", archive(&[("xl/workbook.xml", ""), ("xl/macrosheets/sheet1.xml", "")])),
            ("a.xlsx", archive(&[("xl/workbook.bin", "")])),
            ("a.odt", archive(&[("mimetype", odt), ("Object 1/Basic/script-lc.xml", "")])),
            ("a.odt", archive(&[("mimetype", odt), ("/Basic/script-lc.xml", "")])),
        ] {
            assert_eq!(document_format(name, &bytes), Err(DocumentRefusal::Macros), "{name}");
        }
        assert_eq!(document_format("a.docx", &types("wordprocessingml")), Ok(DocumentFormat::Docx));
        assert!(matches!(document_format("a.docx", b"PK\x03\x04no"), Err(DocumentRefusal::DamagedFile(_))));
    }

    #[test]
    fn extensions_and_media_types_differ() {
        let mut extensions: Vec<_> = DocumentFormat::ALL.iter().map(|f| f.extension()).collect();
        let mut types: Vec<_> = DocumentFormat::ALL.iter().map(|f| f.media_type()).collect();
        for list in [&mut extensions, &mut types] {
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), DocumentFormat::ALL.len());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_verdict(start in prop::sample::select(vec![&b"PK\x03\x04"[..], b"%PDF-", b"", b"RIFF"]),
                                    rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let bytes = [start, &rest].concat();
            if let Ok(format) = document_format("a.pdf", &bytes) {
                let _ = crate::document_text(format, &bytes);
            }
        }
    }
}
