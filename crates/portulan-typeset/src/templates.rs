//! Report templates: the built-in ones, or those of an authority in a folder.
use std::borrow::Cow;
use std::path::Path;

use crate::error::TypesetError;

/// The Typst template of PDF reports, and the style sheet of HTML reports.
#[derive(Debug, Clone)]
pub struct ReportTemplates {
    pub(crate) typst: Cow<'static, str>,
    pub(crate) css: Cow<'static, str>,
}

/// The largest size of a template, in bytes.
const MAX_TEMPLATE_BYTES: u64 = 1 << 20;

impl Default for ReportTemplates {
    fn default() -> Self {
        let [(_, typst), (_, css)] = Self::BUILT_IN;
        Self { typst: typst.into(), css: css.into() }
    }
}

impl ReportTemplates {
    /// The built-in templates, by file name.
    pub const BUILT_IN: [(&str, &str); 2] = [
        ("report.typ", include_str!("../templates/report.typ")),
        ("report.css", include_str!("../templates/report.css")),
    ];

    /// Reads the templates of a folder; missing files are replaced by the built-in ones.
    ///
    /// # Errors
    ///
    /// Returns an error if a file exists and cannot be read.
    pub fn read(folder: &Path) -> Result<Self, TypesetError> {
        let [typst, css] = Self::BUILT_IN.map(|(name, ours)| read(&folder.join(name), ours));
        Ok(Self { typst: typst?, css: css? })
    }
}

fn read(path: &Path, ours: &'static str) -> Result<Cow<'static, str>, TypesetError> {
    let failed = |why: String| TypesetError::Template { path: path.display().to_string(), why };
    match std::fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(ours.into()),
        Err(e) => return Err(failed(e.to_string())),
        Ok(file) if file.len() > MAX_TEMPLATE_BYTES => {
            return Err(failed(format!("larger than {MAX_TEMPLATE_BYTES} bytes")));
        }
        Ok(_) => {}
    }
    std::fs::read_to_string(path).map(Cow::Owned).map_err(|e| failed(e.to_string()))
}
