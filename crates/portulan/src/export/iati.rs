//! `portulan export iati`: the published register as two IATI files, and what it lacks for better ones.
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Seek as _, Write as _};
use std::process::ExitCode;

use jiff::Timestamp;
use portulan_locales::Language;
use portulan_model::Programme;
use portulan_report::data::Part;
use portulan_report::iati::{Ends, Parts};
use portulan_store::Scope;

use super::files::aside;
use super::pass::{Taker, pass};
use super::{finish, say_written, unwritten};
use crate::args::ExportIati;
use crate::error::CliError;
use crate::{serve, show};

/// The activities of projects wait in a file of their own: what stands before them is known last.
struct Waiting {
    parts: Option<Parts>,
    projects: BufWriter<File>,
    ends: Option<Ends>,
}

impl Taker for Waiting {
    fn take(&mut self, programme: &Programme, part: Part) -> Result<(), CliError> {
        let Some(parts) = self.parts.as_mut().filter(|_| part == Part::Projects) else { return Ok(()) };
        let text = parts.projects(programme);
        self.projects.write_all(text.as_bytes()).map_err(|e| unwritten(&e))
    }

    fn end(&mut self, programme: &Programme) -> Result<(), CliError> {
        self.ends = self.parts.take().map(|parts| parts.finish(programme));
        Ok(())
    }
}

pub async fn run(options: &ExportIati, language: Language) -> Result<ExitCode, CliError> {
    let store = serve::open_existing(&options.data.data).await?;
    let projects = BufWriter::new(tempfile::tempfile().map_err(|e| unwritten(&e))?);
    let mut waiting = Waiting { parts: Some(Parts::new(Timestamp::now())), projects, ends: None };
    let done = pass(&store, Scope::Published, &mut waiting).await;
    store.close().await;
    done?;
    let Some(Ends { activities, organisations, gaps }) = waiting.ends else { return Ok(ExitCode::SUCCESS) };
    std::fs::create_dir_all(&options.to).map_err(|e| CliError::path(&options.to, &e))?;
    match activities {
        Some(around) => {
            let path = options.to.join("activities.xml");
            let (path_aside, projects) = (aside(&path), waiting.projects.into_inner());
            let written = projects.map_err(std::io::IntoInnerError::into_error).and_then(|mut projects| {
                projects.rewind()?;
                let mut out = File::create(&path_aside)?;
                out.write_all(around[0].as_bytes())?;
                std::io::copy(&mut projects, &mut out)?;
                out.write_all(around[1].as_bytes())?;
                std::fs::rename(&path_aside, &path)
            });
            written.map_err(|e| CliError::path(&path, &e))?;
            say_written(&path, language);
        }
        None => show::say(&language.text("cli-export-no-activity")),
    }
    for gap in &gaps {
        let (advice, said) = (language.text("cli-advice"), language.text(&format!("iati-gap-{}", gap.kind)));
        show::say(&format!("{advice}: {}: {said}", gap.record));
    }
    finish(&options.to, &BTreeMap::from([("organisation.xml".into(), organisations.into_bytes())]), language)
}
