//! `portulan import FILE.xml`: an IATI file into the register.
use std::process::ExitCode;
use std::time::Duration;

use indicatif::ProgressBar;
use portulan_iati::Seen;
use portulan_locales::Language;
use portulan_model::{Record, Severity, State};
use portulan_report::iati::import::{self, ImportError};
use portulan_report::validation::Counts;
use portulan_store::{Scope, Store};
use uuid::Uuid;

use super::{Plan, apply, finish};
use crate::args::Import;
use crate::error::CliError;
use crate::source::Source;
use crate::{inputs, register, show};

/// A file may have this many mebibytes, decompressed.
const LIMIT: u64 = 256;

pub async fn run(options: &Import, language: Language) -> Result<ExitCode, CliError> {
    if options.replace {
        return Err(CliError::usage("cli-import-replace-iati", &[]));
    }
    let bar = ProgressBar::new_spinner().with_message(language.text("cli-import-reading"));
    bar.enable_steady_tick(Duration::from_millis(200));
    let document = read(options)?;
    let counts = judge(&document);
    let name = options.source.display().to_string();
    if counts.critical > 0 {
        bar.finish_and_clear();
        let said = [("file", name.as_str().into()), ("critical", counts.critical.into())];
        eprintln!("{}", language.say("cli-import-invalid", &said));
        return Ok(ExitCode::from(1));
    }
    let store = register::open_existing(&options.data.data).await?;
    let kept = store.records(Scope::Latest).await?;
    let records: Vec<Record> = kept.iter().map(|s| s.record.clone()).collect();
    let how = import::Options {
        now: jiff::Timestamp::now(),
        state: if options.draft { State::Draft } else { State::Published },
        new_id: &mut Uuid::now_v7,
    };
    let import = import::import(&records, document.as_slice(), how).map_err(|e| match e {
        ImportError::Programme(e) => CliError::Site(e.into()),
        ImportError::Read(e) => {
            CliError::usage("cli-path-failed", &[("path", &name), ("why", &e.to_string())])
        }
    })?;
    let mut source = Source::of(import.records);
    source.check(&records)?;
    let plan = Plan::new(&source, &kept, &[], false);
    if source.count(Severity::Error) == 0 && !options.dry_run {
        apply(&store, &plan).await?;
    }
    store.close().await;
    bar.finish_and_clear();
    let code = finish(&source, &plan, options, language);
    let said = [("count", import.read.into()), ("file", name.as_str().into())];
    show::say(&language.say("cli-import-read", &said));
    if !import.reporters.is_empty() {
        let names: Vec<_> = import.reporters.iter().map(String::as_str).take(5).collect();
        let names = names.join(", ");
        let said = [("names", names.as_str().into()), ("own", import.own.as_str().into())];
        show::say(&language.say("cli-import-reporters", &said));
    }
    if counts.error > 0 {
        let said = [("file", name.as_str().into()), ("errors", counts.error.into())];
        show::say(&language.say("cli-import-errors", &said));
    }
    if import.others > 0 {
        show::say(&language.say("cli-import-others", &[("count", import.others.into())]));
    }
    if !import.kept.is_empty() {
        let names: Vec<_> = import.kept.iter().map(|(name, count)| format!("{name} ({count})")).collect();
        show::say(&language.say("cli-import-kept", &[("names", names.join(", ").as_str().into())]));
    }
    Ok(code)
}

fn read(options: &Import) -> Result<Vec<u8>, CliError> {
    let inputs = inputs::gather(std::slice::from_ref(&options.source))?;
    let [input] = inputs.as_slice() else {
        let path = options.source.display().to_string();
        return Err(CliError::usage("cli-import-several", &[("path", &path)]));
    };
    input.read(LIMIT)
}

/// How many findings of each severity the validator has.
fn judge(document: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let options =
        portulan_iati::Options { now: jiff::Timestamp::now().as_millisecond(), advice: false, threads: 1 };
    let judged = portulan_iati::validate(
        document,
        &options,
        Seen::default(),
        &mut |finding| counts.add(finding.severity),
        &mut |_| {},
    );
    // Bytes in memory can always be read.
    judged.map_or(Counts::default(), |_| counts)
}
