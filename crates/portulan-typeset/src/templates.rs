//! The templates: ours, or those of an authority in a folder.
use std::borrow::Cow;
use std::path::Path;

use crate::TypesetError;

/// The template of the PDF, in Typst, and the style of HTML.
#[derive(Debug, Clone)]
pub struct ReportTemplates {
    pub(crate) typst: Cow<'static, str>,
    pub(crate) css: Cow<'static, str>,
}

/// A template may have this many bytes.
const LIMIT: u64 = 1 << 20;

impl Default for ReportTemplates {
    fn default() -> Self {
        let [(_, typst), (_, css)] = Self::OURS;
        Self { typst: typst.into(), css: css.into() }
    }
}

impl ReportTemplates {
    /// Our templates, by the names of their files.
    pub const OURS: [(&str, &str); 2] = [
        ("report.typ", include_str!("../templates/report.typ")),
        ("report.css", include_str!("../templates/report.css")),
    ];

    /// Those of a folder; ours for the files that it does not have.
    ///
    /// # Errors
    /// Where a file is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Self, TypesetError> {
        let [typst, css] = Self::OURS.map(|(name, ours)| read(&folder.join(name), ours));
        Ok(Self { typst: typst?, css: css? })
    }
}

fn read(path: &Path, ours: &'static str) -> Result<Cow<'static, str>, TypesetError> {
    let failed = |why: String| TypesetError::Template { path: path.display().to_string(), why };
    match std::fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(ours.into()),
        Err(e) => return Err(failed(e.to_string())),
        Ok(file) if file.len() > LIMIT => return Err(failed(format!("larger than {LIMIT} bytes"))),
        Ok(_) => {}
    }
    std::fs::read_to_string(path).map(Cow::Owned).map_err(|e| failed(e.to_string()))
}
