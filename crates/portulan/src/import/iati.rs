//! `portulan import FILE.xml`: an IATI file into the register.
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use indicatif::ProgressBar;
use portulan_exchange::iati::import::{self, ImportError};
use portulan_exchange::iati::import_notes::{self, NoteReader};
use portulan_exchange::validation::printable_line;
use portulan_iati::ReadError;
use portulan_locales::{Language, io_fault, key};
use portulan_model::{ProblemSeverity, Record, State};
use portulan_store::{Scope, Store};
use uuid::Uuid;

use super::plan::{Plan, apply, finish};
use crate::args::ImportArgs;
use crate::error::CliError;
use crate::source::FolderSource;
use crate::{console, inputs, register};

/// A file may have this many mebibytes, decompressed.
const LIMIT: u64 = 256;
const MEBIBYTE_BYTES: usize = 1024 * 1024;

pub async fn run(options: &ImportArgs, language: Language) -> Result<ExitCode, CliError> {
    if options.replace {
        return Err(CliError::usage(key!("cli-import-replace-iati"), &[]));
    }
    let bar = ProgressBar::new_spinner().with_message(language.text(key!("cli-import-reading")));
    bar.enable_steady_tick(Duration::from_millis(200));
    let document = read(options)?;
    let name = options.source.display().to_string();
    let store = register::open_existing(&options.data.data).await?;
    let stored = store.records(Scope::Latest).await?;
    let records: Vec<Record> = stored.iter().map(|s| s.record.clone()).collect();
    let how = import::ImportOptions {
        now: jiff::Timestamp::now(),
        state: if options.draft { State::Draft } else { State::Published },
        new_id: &mut Uuid::now_v7,
        is_cancelled: &|| false,
    };
    let mut import = match import::import(&records, document.as_slice(), how) {
        Ok(import) => import,
        Err(ImportError::Programme(e)) => return Err(CliError::Site(e.into())),
        Err(ImportError::Read(ReadError::Io(e))) => {
            return Err(CliError::usage(key!("cli-path-failed"), &[("path", &name), ("why", &io_fault(&e))]));
        }
        Err(ImportError::Read(ReadError::Fault(_))) => return Ok(invalid(&bar, &name, 1, language)),
        Err(ImportError::Read(ReadError::TooMuch(bytes))) => {
            let limit = (bytes / MEBIBYTE_BYTES).to_string();
            return Err(CliError::usage(key!("cli-import-memory"), &[("path", &name), ("limit", &limit)]));
        }
        Err(ImportError::Unsettled(count)) => {
            bar.finish_and_clear();
            let message = [("file", name.as_str().into()), ("count", count.into())];
            console::warn(&language.format(key!("cli-import-unsettled"), &message));
            return Ok(ExitCode::from(1));
        }
        // The command line has no cancellation: the user ends the process.
        Err(ImportError::Cancelled) => return Ok(ExitCode::from(1)),
        Err(ImportError::Invalid(critical)) => return Ok(invalid(&bar, &name, critical, language)),
    };
    let mut source = FolderSource::of(std::mem::take(&mut import.records));
    source.check(&records)?;
    let plan = Plan::new(&source, &stored, &BTreeMap::new(), false);
    if source.count(ProblemSeverity::Error) == 0 && !options.dry_run {
        apply(&store, &plan).await?;
    }
    store.close().await;
    bar.finish_and_clear();
    let code = finish(&source, &plan, options, language);
    let reader = NoteReader::Terminal(&name);
    for refused in &import.refused {
        console::warn(&printable_line(&import_notes::refused(refused, reader, language)));
    }
    for note in import_notes::notes(&import, reader, language) {
        console::say(&printable_line(&note));
    }
    Ok(if import.refused.is_empty() { code } else { ExitCode::from(1) })
}

/// Reports that nothing is imported, as the file is not valid IATI.
fn invalid(bar: &ProgressBar, name: &str, critical: usize, language: Language) -> ExitCode {
    bar.finish_and_clear();
    let message = [("file", name.into()), ("critical", critical.into())];
    console::warn(&language.format(key!("cli-import-invalid"), &message));
    ExitCode::from(1)
}

fn read(options: &ImportArgs) -> Result<Vec<u8>, CliError> {
    let inputs = inputs::gather(std::slice::from_ref(&options.source))?;
    let [input] = inputs.as_slice() else {
        let path = options.source.display().to_string();
        return Err(CliError::usage(key!("cli-import-several"), &[("path", &path)]));
    };
    input.read(LIMIT)
}
