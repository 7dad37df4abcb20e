//! `portulan export iati`: the published register as two IATI files, with the gaps of the export.
use std::collections::BTreeMap;
use std::io::{BufWriter, Seek as _, Write as _};
use std::process::ExitCode;

use jiff::Timestamp;
use portulan_exchange::data::RowScope;
use portulan_exchange::iati::{FinalParts, StreamedIatiExport};
use portulan_locales::{Language, key, list};
use portulan_model::PublishedRegister;
use portulan_store::Scope;

use super::stream::pass;
use super::written::{finish, say_written, unwritten};
use crate::args::ExportIati;
use crate::error::CliError;
use crate::{console, output, register};

pub async fn run(options: &ExportIati, language: Language) -> Result<ExitCode, CliError> {
    let store = register::open_existing(&options.data.data).await?;
    let mut parts = StreamedIatiExport::new(Timestamp::now());
    // The activities of projects go to a temporary file: the text before them is known last.
    let mut projects = BufWriter::new(tempfile::tempfile().map_err(|e| unwritten(&e))?);
    let mut take = |programme: &PublishedRegister, part| match part {
        RowScope::Projects => {
            projects.write_all(parts.projects(programme).as_bytes()).map_err(|e| unwritten(&e))
        }
        _ => Ok(()),
    };
    let taken = pass(&store, Scope::Published, &mut take).await;
    store.close().await;
    let FinalParts { activities, organisations, gaps } = parts.finish(&taken?);
    std::fs::create_dir_all(&options.to).map_err(|e| CliError::path(&options.to, &e))?;
    match activities {
        Some(around) => {
            let path = options.to.join("activities.xml");
            let projects = projects.into_inner().map_err(std::io::IntoInnerError::into_error);
            let mut out = output::begin(&path)?;
            let written = projects.and_then(|mut projects| {
                projects.rewind()?;
                out.write_all(around[0].as_bytes())?;
                std::io::copy(&mut projects, &mut out)?;
                out.write_all(around[1].as_bytes())?;
                out.persist(&path).map_err(|e| e.error)
            });
            written.map_err(|e| CliError::path(&path, &e))?;
            say_written(&path, language);
        }
        None => console::say(&language.text(key!("cli-export-no-activity"))),
    }
    for gap in &gaps {
        let (advice, message) =
            (language.text(key!("cli-advice")), language.word(list!("iati-gap"), gap.kind));
        console::say(&language.labelled(&advice, language.labelled(&gap.record, message)));
    }
    finish(&options.to, &BTreeMap::from([("organisation.xml".into(), organisations.into_bytes())]), language)
}
