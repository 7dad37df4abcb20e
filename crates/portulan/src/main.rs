//! The command line of Portulan: parses arguments, calls the other crates, and prints the results.
mod access;
mod args;
mod check;
mod console;
mod error;
mod export;
mod health;
mod import;
mod init;
mod inputs;
mod output;
mod permissions;
mod register;
mod report;
mod rules;
mod serve;
mod settings;
mod source;
mod supervisor;
mod usage;
mod validate;

use std::num::NonZeroUsize;
use std::process::ExitCode;

use portulan_locales::{Language, key};

use crate::args::{CliArguments, Command};

/// Returns freed memory to the system, and does not grow with the number of threads, unlike many system
/// allocators. Huge pages are disabled (feature `no_thp`): with them the idle server uses 84 MB instead of
/// 50.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Threads per core for blocking work (pages, reports, pictures, passwords, validation). The validator uses
/// at most one per core and the site two, so that one remains for the office.
const BLOCKING_THREADS_PER_CORE: usize = 4;

fn main() -> ExitCode {
    permissions::close_new_files();
    let arguments = match usage::parse(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err((text, 0)) => {
            console::say(text.trim_end());
            return ExitCode::SUCCESS;
        }
        Err((text, code)) => {
            console::warn(text.trim_end());
            return ExitCode::from(code);
        }
    };
    if let Some(Command::Worker(limits)) = &arguments.command {
        return worker(limits);
    }
    let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(cores * BLOCKING_THREADS_PER_CORE)
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run(arguments)),
        Err(e) => {
            let language = Language::from_environment();
            console::warn(&language.labelled(&language.text(key!("cli-error")), e));
            ExitCode::from(2)
        }
    }
}

/// Reads one file for a server. It has no other threads, and prints no messages.
fn worker(limits: &args::Worker) -> ExitCode {
    match portulan_sandbox::worker::run(limits.memory_bytes, limits.cpu_seconds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            console::warn(&e.to_string());
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: CliArguments) -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("PORTULAN_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let language = arguments.language();
    let done = match arguments.command {
        None => serve::run(serve::ServeOptions::default(), language).await,
        Some(Command::Serve(options)) => serve::run(options.into(), language).await,
        Some(Command::Import(options)) => import::run(&options, language).await,
        Some(Command::Export(options)) => export::run(&options, language).await,
        Some(Command::Report(report)) => report::run(&report, language).await,
        Some(Command::Check(options)) => check::run(&options, language),
        Some(Command::Validate(options)) => validate::run(&options, language),
        Some(Command::Rules(options)) => rules::run(&options, language),
        Some(Command::Access(options)) => access::run(&options, language).await,
        Some(Command::Init(options)) => init::run(options, language).await,
        // Handled before threads were started.
        Some(Command::Worker(_)) => Ok(ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(e) => {
            console::warn(&language.labelled(&language.text(key!("cli-error")), e.say(language)));
            ExitCode::from(e.code())
        }
    }
}
