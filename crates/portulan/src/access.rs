//! `portulan access EMAIL`: restores access for users who have lost it.
use std::process::ExitCode;

use portulan_locales::{Language, key};
use portulan_office::OfficeAccess as Granted;
use portulan_store::Environment;

use crate::args::Access;
use crate::error::CliError;
use crate::{console, register};

pub async fn run(options: &Access, language: Language) -> Result<ExitCode, CliError> {
    let store = register::open_existing(&options.data.data).await?;
    let wanted = Granted {
        email: options.email.trim().to_lowercase(),
        language: language.tag().to_owned(),
        administrator: options.administrator,
        drop_second_step: options.drop_second_step,
    };
    let path = portulan_office::access(&store, wanted, &Environment::default()).await?;
    store.close().await;
    let Some(path) = path else {
        return Err(CliError::usage(key!("cli-access-unknown"), &[("email", &options.email)]));
    };
    let link = format!("{}{path}", options.public_url.trim_end_matches('/'));
    console::say(&language.format(key!("cli-access"), &[("link", link.as_str().into())]));
    Ok(ExitCode::SUCCESS)
}
