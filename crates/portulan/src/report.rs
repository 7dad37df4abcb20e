//! `portulan report`.
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;
use portulan_editorial::declarations;
use portulan_editorial::report_rendering::{self, PapersError, RenderedReport, ReportQuery};
use portulan_exchange::data::RowScope;
use portulan_locales::{Language, key};
use portulan_model::PublishedRegister;
use portulan_report::eapd::{self, Declaration};
use portulan_report::reports::ReportError;
use portulan_store::Scope;
use portulan_typeset::{ReportFileFormat, ReportTemplates};

use crate::args::{Eapd, ReportArgs, ReportKind};
use crate::error::CliError;
use crate::export::stream::pass;
use crate::{console, export, output, permissions, register};

pub async fn run(report: &ReportArgs, language: Language) -> Result<ExitCode, CliError> {
    match report {
        ReportArgs::Eapd(options) => declare(options, language).await,
        ReportArgs::Annual(options) => {
            paper(&options.paper, &ReportQuery::Annual(options.year), language).await
        }
        ReportArgs::Partnership(options) => {
            paper(&options.paper, &ReportQuery::Partnership(&options.slug), language).await
        }
        ReportArgs::Goals(options) => paper(options, &ReportQuery::Goals, language).await,
        ReportArgs::Funder(options) => {
            paper(&options.paper, &ReportQuery::Funder(&options.slug), language).await
        }
        ReportArgs::Briefing(options) => {
            paper(&options.paper, &ReportQuery::Briefing(&options.slug), language).await
        }
        ReportArgs::Templates(options) => {
            permissions::open_new_files();
            // Templates are edited by users; a changed one is not overwritten.
            if let Some((name, _)) =
                ReportTemplates::BUILT_IN.iter().find(|(name, _)| options.to.join(name).exists())
            {
                let file = options.to.join(name).display().to_string();
                return Err(CliError::usage(key!("cli-paper-templates"), &[("file", &file)]));
            }
            let ours = ReportTemplates::BUILT_IN.map(|(name, text)| (name.into(), text.as_bytes().to_vec()));
            export::finish(&options.to, &BTreeMap::from(ours), language)
        }
    }
}

/// Writes the declaration of a year, with the decisions of officers.
async fn declare(options: &Eapd, language: Language) -> Result<ExitCode, CliError> {
    let store = register::open_existing(&options.data.data).await?;
    let (inputs, declared) = declarations::inputs(&store, options.year).await?;
    let filed = declarations::filed(&declared)?;
    let mut declaration = Declaration::default();
    let mut take = |programme: &PublishedRegister, part| {
        if part == RowScope::Apart {
            declaration = Declaration::begin(programme, options.year, &inputs);
        }
        declaration.add(programme, &inputs);
        Ok(())
    };
    let taken = pass(&store, Scope::Published, &mut take).await;
    store.close().await;
    let programme = taken?;
    // A declaration that was filed stays as it was.
    let declaration = filed.unwrap_or(declaration);
    let file = options.out.display().to_string();
    let bytes = match options.out.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => eapd::workbook(&declaration, &programme, language)
            .map_err(|e| CliError::usage(key!("cli-export-workbook"), &[("why", &e.to_string())]))?,
        Some("csv") => eapd::crs(&declaration, language).into_bytes(),
        _ => return Err(CliError::usage(key!("cli-report-form"), &[("file", &file)])),
    };
    write_file(&options.out, bytes, language)?;
    let (sum, year) = (language.money(declaration.sum(), "EUR"), options.year.to_string());
    let message = [
        ("count", declaration.lines.len().into()),
        ("sum", sum.as_str().into()),
        ("year", year.as_str().into()),
        ("out", declaration.left_out.len().into()),
    ];
    console::say(&language.format(key!("cli-report-done"), &message));
    Ok(tell_gaps(&declaration, language))
}

/// The templates of reports in a folder.
pub fn templates(folder: &Path) -> Result<ReportTemplates, CliError> {
    if !folder.is_dir() {
        return Err(CliError::usage(
            key!("cli-templates-missing"),
            &[("folder", &folder.display().to_string())],
        ));
    }
    ReportTemplates::read(folder).map_err(|e| CliError::usage(key!("cli-paper"), &[("why", &e.to_string())]))
}

/// A report as a file.
async fn paper(
    options: &ReportKind,
    asked: &ReportQuery<'_>,
    language: Language,
) -> Result<ExitCode, CliError> {
    let file = options.out.display().to_string();
    let form = options.out.extension().and_then(|e| e.to_str()).and_then(ReportFileFormat::from_extension);
    let form = form.ok_or_else(|| CliError::usage(key!("cli-paper-form"), &[("file", &file)]))?;
    let failed =
        |why: &dyn std::fmt::Display| CliError::usage(key!("cli-paper"), &[("why", &why.to_string())]);
    let templates = options.templates.as_deref().map(templates).transpose()?.unwrap_or_default();
    let store = register::open_existing(&options.data.data).await?;
    let programme = export::published(&store).await?;
    let first = Language::for_reports(&programme.authority.body);
    let written = report_rendering::write(
        &store,
        &programme,
        options.language.unwrap_or(first),
        asked,
        Timestamp::now(),
    )
    .await;
    store.close().await;
    let RenderedReport { paper, .. } = written.map_err(|e| match e {
        PapersError::Store(e) => e.into(),
        PapersError::Missing(ReportError::NoPartnership(slug) | ReportError::NoFunder(slug))
        | PapersError::NoMission(slug) => CliError::usage(key!("cli-paper-missing"), &[("record", &slug)]),
    })?;
    let bytes = portulan_typeset::write(&paper, form, &templates).map_err(|e| failed(&e))?;
    write_file(&options.out, bytes, language)
}

/// Writes one file, and prints its name.
fn write_file(out: &Path, bytes: Vec<u8>, language: Language) -> Result<ExitCode, CliError> {
    let name = out.file_name().unwrap_or_default();
    export::finish(output::folder_of(out), &BTreeMap::from([(name.into(), bytes)]), language)
}

fn tell_gaps(declaration: &Declaration, language: Language) -> ExitCode {
    let missing = language.text(key!("cli-report-gap"));
    for gap in &declaration.gaps {
        console::warn(&language.labelled(&missing, eapd::gap(language, gap)));
    }
    for line in &declaration.lines {
        for gap in &line.gaps {
            let text = language.labelled(&line.project, eapd::gap(language, gap));
            console::warn(&language.labelled(&missing, text));
        }
    }
    if declaration.missing() == 0 {
        return ExitCode::SUCCESS;
    }
    let year = declaration.year.to_string();
    let message = [("count", declaration.missing().into()), ("year", year.as_str().into())];
    console::warn(&language.format(key!("cli-report-incomplete"), &message));
    ExitCode::from(1)
}
