//! The command line of Portulan: reads arguments, calls the crates below, says what happened.
mod access;
mod args;
mod check;
mod error;
mod export;
mod import;
mod init;
mod inputs;
mod report;
mod rules;
mod serve;
mod show;
mod source;
mod validate;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Arguments, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("PORTULAN_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let language = arguments.language();
    let done = match arguments.command {
        None => serve::run(serve::Options::default(), language).await,
        Some(Command::Serve(options)) => serve::run(options.into(), language).await,
        Some(Command::Import(options)) => import::run(&options, language).await,
        Some(Command::Export(options)) => export::run(&options, language).await,
        Some(Command::Report(report)) => report::run(&report, language).await,
        Some(Command::Check(options)) => check::run(&options, language),
        Some(Command::Validate(options)) => validate::run(&options, language),
        Some(Command::Rules(options)) => rules::run(&options, language),
        Some(Command::Access(options)) => access::run(&options, language).await,
        Some(Command::Init(options)) => init::run(options, language).await,
    };
    match done {
        Ok(code) => code,
        Err(e) => {
            eprintln!("{}: {}", language.text("cli-error"), e.say(language));
            ExitCode::from(e.code())
        }
    }
}
