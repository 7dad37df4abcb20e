//! `portulan report`.
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use portulan_locales::Language;
use portulan_report::eapd::{self, Declaration};
use portulan_store::Ledgers as _;

use crate::args::{Eapd, Report};
use crate::error::CliError;
use crate::{export, serve, show};

pub async fn run(report: &Report, language: Language) -> Result<ExitCode, CliError> {
    match report {
        Report::Eapd(options) => declare(options, language).await,
    }
}

/// The declaration of a year, with what officers decided in the office.
async fn declare(options: &Eapd, language: Language) -> Result<ExitCode, CliError> {
    let store = serve::open_existing(&options.data.data).await?;
    let programme = export::published(&store).await?;
    let declared = store.declared(options.year).await?;
    store.close().await;
    let choices = eapd::choices(declared.choices);
    let declaration = Declaration::of(&programme, options.year, &choices);
    let file = options.out.display().to_string();
    let bytes = match options.out.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => eapd::workbook(&declaration, &programme, language)
            .map_err(|e| CliError::usage("cli-export-workbook", &[("why", &e.to_string())]))?,
        Some("csv") => eapd::crs(&declaration, language).into_bytes(),
        _ => return Err(CliError::usage("cli-report-form", &[("file", &file)])),
    };
    let folder = options.out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = options.out.file_name().unwrap_or_default();
    export::finish(folder, &BTreeMap::from([(name.into(), bytes)]), language)?;
    let (sum, year) = (language.money(declaration.sum(), "EUR"), options.year.to_string());
    let said = [
        ("count", declaration.lines.len().into()),
        ("sum", sum.as_str().into()),
        ("year", year.as_str().into()),
        ("out", declaration.left_out.len().into()),
    ];
    show::say(&language.say("cli-report-done", &said));
    Ok(tell_gaps(&declaration, language))
}

fn tell_gaps(declaration: &Declaration, language: Language) -> ExitCode {
    let missing = language.text("cli-report-gap");
    for gap in &declaration.gaps {
        eprintln!("{missing}: {}", eapd::gap(language, gap));
    }
    for line in &declaration.lines {
        for gap in &line.gaps {
            eprintln!("{missing}: {}: {}", line.project, eapd::gap(language, gap));
        }
    }
    if declaration.missing() == 0 {
        return ExitCode::SUCCESS;
    }
    let year = declaration.year.to_string();
    let said = [("count", declaration.missing().into()), ("year", year.as_str().into())];
    eprintln!("{}", language.say("cli-report-incomplete", &said));
    ExitCode::from(1)
}
