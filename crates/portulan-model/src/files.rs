//! Files that are stored beside records.
use serde::{Deserialize, Serialize};

use crate::{Body, Kind};

/// The longest file name, in bytes.
const MAX_NAME_BYTES: usize = 200;

/// The type of a file beside a record. Each kind of record has at most one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// A picture, which the site shows in several sizes.
    Picture,
    /// The file of a document, for download.
    Document,
}

impl FileKind {
    /// Every type of file.
    pub const ALL: [Self; 2] = [Self::Picture, Self::Document];

    /// The files of a kind of record; `None` if its records have none.
    pub fn of(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.kind() == kind)
    }

    /// The kind of the records that have such files. The files are in its folder.
    pub fn kind(self) -> Kind {
        match self {
            Self::Picture => Kind::Media,
            Self::Document => Kind::Document,
        }
    }

    /// The extensions of file names.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Picture => &["jpg", "jpeg", "png", "webp"],
            Self::Document => {
                &["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "jpeg", "png", "webp"]
            }
        }
    }

    /// True for a plain file name without a path, with one of the extensions, of at most 200 bytes.
    pub fn is_file_name(self, name: &str) -> bool {
        let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let has_extension = name
            .rsplit_once('.')
            .is_some_and(|(stem, extension)| !stem.is_empty() && self.extensions().contains(&extension));
        is_plain && has_extension && !name.starts_with('.') && name.len() <= MAX_NAME_BYTES
    }
}

impl Body {
    /// The file of the record: its type and its name.
    pub fn file(&self) -> Option<(FileKind, &str)> {
        match self {
            Self::Media(body) => Some((FileKind::Picture, body.file.as_deref()?)),
            Self::Document(body) => Some((FileKind::Document, body.file.as_deref()?)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for name in ["a.pdf", "Annexe_1-b.v2.docx", "scan.jpeg"] {
            assert!(FileKind::Document.is_file_name(name), "{name}");
        }
        let long = format!("{}.pdf", "a".repeat(197));
        for name in
            ["", ".pdf", "..pdf", "a.exe", "a.PDF", "a/b.pdf", "..\\a.pdf", "é.pdf", "a b.pdf", "pdf", &long]
        {
            assert!(!FileKind::Document.is_file_name(name), "{name}");
        }
        assert!(FileKind::Picture.is_file_name("a.png") && !FileKind::Picture.is_file_name("a.pdf"));
    }

    #[test]
    fn each_type_of_file_belongs_to_a_kind() {
        for file in FileKind::ALL {
            assert_eq!(FileKind::of(file.kind()), Some(file));
        }
        assert_eq!(FileKind::of(Kind::Project), None);
    }
}
