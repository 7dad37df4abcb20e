//! Errors that end a command, and exit codes: 1 for bad data, 2 for wrong usage.
use std::path::Path;

use portulan_locales::{Language, MessageKey, io_fault, key};
use portulan_model::RegisterError;
use portulan_store::StoreError;

/// The reason why a command fails.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A message of the locales, with its arguments: the person used the program wrongly, or the machine refuses.
    #[error("{key}")]
    Use { key: MessageKey, arguments: Vec<(&'static str, String)> },
    /// The register cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The office cannot be opened.
    #[error(transparent)]
    Office(#[from] portulan_office::OfficeError),
    /// The inputs of a declaration cannot be read.
    #[error(transparent)]
    Declaration(#[from] portulan_editorial::declarations::DeclarationError),
    /// The register cannot be published as it is.
    #[error(transparent)]
    Register(#[from] portulan_model::RegisterError),
    /// The site cannot be built.
    #[error(transparent)]
    Site(#[from] portulan_web::SiteError),
}

/// An error with the errors that caused it, for the person at the command line.
fn with_causes(e: &dyn std::error::Error) -> String {
    let mut text = e.to_string();
    let mut source = e.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text.extend([": ", &cause_text]);
        }
        source = cause.source();
    }
    text
}

impl CliError {
    pub fn usage(key: MessageKey, arguments: &[(&'static str, &str)]) -> Self {
        Self::Use { key, arguments: arguments.iter().map(|&(n, v)| (n, v.to_owned())).collect() }
    }

    pub fn path(path: &Path, why: &std::io::Error) -> Self {
        Self::usage(
            key!("cli-path-failed"),
            &[("path", &path.display().to_string()), ("why", &io_fault(why))],
        )
    }

    pub fn code(&self) -> u8 {
        match self {
            Self::Store(StoreError::Newer { .. } | StoreError::Unusable { .. }) | Self::Use { .. } => 2,
            Self::Store(_) | Self::Register(_) | Self::Site(_) | Self::Office(_) | Self::Declaration(_) => 1,
        }
    }

    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Use { key, arguments } => {
                let shown = |(name, value): &(&'static str, String)| match *name {
                    "why" => (*name, language.detail(value)),
                    _ => (*name, value.clone()),
                };
                let shown: Vec<_> = arguments.iter().map(shown).collect();
                let arguments: Vec<_> = shown.iter().map(|(n, v)| (*n, v.as_str().into())).collect();
                language.format(*key, &arguments)
            }
            Self::Store(e) => e
                .problem()
                .or_else(|| e.machine_problem())
                .map_or_else(|| self.failure(language), |problem| language.problem_paragraph(&problem)),
            Self::Register(RegisterError::NoAuthority) => {
                language.problem_paragraph(&("no-authority", Vec::new()))
            }
            Self::Office(e) if !e.detail(language).is_empty() => e.detail(language),
            other => other.failure(language),
        }
    }

    /// The message of a failure of the program or the machine, whose causes have English texts.
    fn failure(&self, language: Language) -> String {
        language.format(key!("cli-failed"), &[("detail", with_causes(self).as_str().into())])
    }
}
