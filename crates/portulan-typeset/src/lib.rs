//! Report files: PDF (Typst), HTML, ODT and DOCX. The content of a report comes from `portulan_report`; its
//! layout is defined here, by templates that an authority can replace.
mod column_widths;
mod docx;
mod error;
mod format;
mod html;
mod odt;
mod pdf;
mod picture;
mod templates;
mod xml;

use portulan_report::reports::Report;

pub use error::TypesetError;
pub use format::ReportFileFormat;
pub use templates::ReportTemplates;

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
