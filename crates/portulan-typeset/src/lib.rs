//! Report files: PDF (Typst), HTML, ODT and DOCX. The content of a report comes from `portulan_report`; its
//! layout is defined here, by templates that an authority can replace.
mod docx;
mod html;
mod odt;
mod pdf;
mod picture;
mod templates;
mod xml;

use portulan_report::reports::Report;

pub use templates::ReportTemplates;

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

/// The reason why a report cannot be written, with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// A template cannot be read.
    #[error("{path}: {why}")]
    Template {
        /// The path of the file.
        path: String,
        /// The error message.
        why: String,
    },
    /// Typst rejects the template; the message has file, line and remedy.
    #[error("{0}")]
    Typeset(String),
    /// A picture cannot be drawn; its number in the report.
    #[error("picture {0} of the report cannot be drawn")]
    Picture(usize),
    /// The file cannot be packed.
    #[error("the file could not be put together: {0}")]
    Pack(#[from] std::io::Error),
}

/// Writes a report as a file.
///
/// # Errors
///
/// Returns an error if a replaced template is invalid, with the position and what was expected.
pub fn write(
    paper: &Report,
    form: ReportFileFormat,
    templates: &ReportTemplates,
) -> Result<Vec<u8>, TypesetError> {
    match form {
        ReportFileFormat::Pdf => pdf::write(paper, templates),
        ReportFileFormat::Html => Ok(html::write(paper, templates)),
        ReportFileFormat::Odt => odt::write(paper),
        ReportFileFormat::Docx => docx::write(paper),
    }
}

/// Divides a width among columns by the longest text in each.
pub(crate) fn widths(head: &[String], rows: &[Vec<String>], whole: f64) -> Vec<f64> {
    let longest = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count());
        // Long texts can wrap, short ones must not.
        let longest = cells.chain(head.get(i).map(|name| name.chars().count().min(12))).max().unwrap_or(0);
        f64::from(u32::try_from(longest.clamp(9, 36)).unwrap_or(36))
    };
    let all: Vec<f64> = (0..head.len()).map(longest).collect();
    let sum: f64 = all.iter().sum();
    all.into_iter().map(|part| part / sum * whole).collect()
}
