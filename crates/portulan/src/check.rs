//! `portulan check DIR`.
use std::process::ExitCode;

use portulan_locales::Language;
use portulan_model::Severity;

use crate::args::Check;
use crate::console;
use crate::error::CliError;
use crate::source::{Folder, Source};

pub fn run(options: &Check, language: Language) -> Result<ExitCode, CliError> {
    let mut source = Source::read(Folder::Disk(&options.folder), &|| {})?;
    source.check(&[])?;
    console::say(console::problems(&source, language, !options.errors_only).trim_end());
    Ok(if source.count(Severity::Error) > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
