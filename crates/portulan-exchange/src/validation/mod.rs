//! Reports of IATI validations: for terminals and browsers, and for programs as JSON, SARIF or annotations.
mod documentation;
mod github;
mod html;
mod json;
mod report;
mod safe_json;
mod sarif;
mod text;
mod words;

use std::io::Write;

use portulan_locales::Language;

pub use documentation::rule_documentation;
pub use report::{Counts, Excerpts, ValidationReport, ValidationReportFormat};
pub use words::{PlaceWords, code_rule_message, message, printable, printable_line, rule_message, verdict};

/// True if a file is a spreadsheet or an old office document, by its first bytes (OLE) or its name. Documents
/// in ZIP archives are left to the caller: an archive may also contain IATI files.
pub fn is_office_file(head: &[u8], name: &str) -> bool {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let name = name.to_lowercase();
    head.starts_with(OLE) || [".csv", ".tsv", ".xls", ".fods"].iter().any(|end| name.ends_with(end))
}

/// A report in this format, written to `out`.
pub fn report<'w>(
    format: ValidationReportFormat,
    language: Language,
    out: impl Write + 'w,
) -> Box<dyn ValidationReport + 'w> {
    match format {
        ValidationReportFormat::Text => Box::new(text::TextReport::new(language, out)),
        ValidationReportFormat::Json => Box::new(json::JsonReport::new(language, out)),
        ValidationReportFormat::Sarif => Box::new(sarif::Sarif::new(language, out)),
        ValidationReportFormat::Html => Box::new(html::HtmlReport::new(language, out)),
        ValidationReportFormat::Github => Box::new(github::Github::new(language, out)),
    }
}
