//! Files that an export writes, with their names on the terminal and the error if writing fails.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use portulan_locales::{Language, key};

use crate::error::CliError;
use crate::{console, output};

pub fn unwritten(e: &dyn std::fmt::Display) -> CliError {
    CliError::usage(key!("cli-export-workbook"), &[("why", &e.to_string())])
}

/// Writes files, and prints their names.
pub fn finish(
    to: &Path,
    tree: &BTreeMap<PathBuf, Vec<u8>>,
    language: Language,
) -> Result<ExitCode, CliError> {
    for (name, bytes) in tree {
        let path = to.join(name);
        output::write(&path, bytes)?;
        say_written(&path, language);
    }
    Ok(ExitCode::SUCCESS)
}

pub fn say_written(path: &Path, language: Language) {
    let path = path.display().to_string();
    console::say(&language.format(key!("cli-export-wrote"), &[("file", path.as_str().into())]));
}
