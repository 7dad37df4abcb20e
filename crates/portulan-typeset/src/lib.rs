//! Reports as files: PDF by the typesetter, HTML, and the formats of office programs. A report says what stands in it
//! (`portulan_report::paper`); how it looks is here, in templates that an authority may replace.
mod docx;
mod html;
mod odt;
mod pdf;
mod picture;
mod templates;
mod xml;

use portulan_report::paper::Report;

pub use templates::ReportTemplates;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PDF, tagged (PDF/UA-1).
    Pdf,
    /// One page of HTML that needs nothing else.
    Html,
    /// `OpenDocument` text.
    Odt,
    /// Office Open XML text.
    Docx,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Html, Self::Odt, Self::Docx];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Odt => "odt",
            Self::Docx => "docx",
        }
    }

    /// The form that files of an ending have.
    pub fn of(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// Why a report could not be written, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// A template cannot be read.
    #[error("{path}: {why}")]
    Template {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The typesetter refuses the template, with file, line and remedy.
    #[error("{0}")]
    Typeset(String),
    /// A picture cannot be drawn.
    #[error("picture {0} of the report cannot be drawn")]
    Picture(usize),
    /// A file could not be put together.
    #[error("the file could not be put together: {0}")]
    Pack(#[from] std::io::Error),
}

/// Writes a report as a file.
///
/// # Errors
/// Where a template that replaces ours is not right, with the place and what was expected.
pub fn write(paper: &Report, form: Form, templates: &ReportTemplates) -> Result<Vec<u8>, TypesetError> {
    match form {
        Form::Pdf => pdf::write(paper, templates),
        Form::Html => Ok(html::write(paper, templates)),
        Form::Odt => odt::write(paper),
        Form::Docx => docx::write(paper),
    }
}

/// Widths of columns that share a width, by the longest text in each.
pub(crate) fn widths(head: &[String], rows: &[Vec<String>], whole: f64) -> Vec<f64> {
    let longest = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count());
        // Long texts break over lines, short ones must not.
        let longest = cells.chain(head.get(i).map(|name| name.chars().count().min(12))).max().unwrap_or(0);
        f64::from(u32::try_from(longest.clamp(9, 36)).unwrap_or(36))
    };
    let all: Vec<f64> = (0..head.len()).map(longest).collect();
    let sum: f64 = all.iter().sum();
    all.into_iter().map(|part| part / sum * whole).collect()
}
