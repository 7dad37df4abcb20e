//! The formats of report files.

/// The format of a report file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFileFormat {
    /// PDF, tagged (PDF/UA-1).
    Pdf,
    /// A self-contained HTML page.
    Html,
    /// ODT (`OpenDocument` text).
    Odt,
    /// DOCX (Office Open XML text).
    Docx,
}

impl ReportFileFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Html, Self::Odt, Self::Docx];

    /// The file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Odt => "odt",
            Self::Docx => "docx",
        }
    }

    /// The format with this file extension.
    pub fn from_extension(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.extension() == ending)
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}
