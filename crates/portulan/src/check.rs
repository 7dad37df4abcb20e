//! `portulan check DIR`.
use std::process::ExitCode;

use portulan_locales::Language;
use portulan_model::ProblemSeverity;

use crate::args::CheckArgs;
use crate::console;
use crate::error::CliError;
use crate::source::{FolderSource, SourceFolder};

pub fn run(options: &CheckArgs, language: Language) -> Result<ExitCode, CliError> {
    let mut source = FolderSource::read(SourceFolder::Disk(&options.folder), &|| {})?;
    source.check(&[])?;
    console::say(console::problems(&source, language, !options.errors_only).trim_end());
    Ok(if source.count(ProblemSeverity::Error) > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
