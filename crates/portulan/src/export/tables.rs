//! `portulan export csv` and its sisters. Projects go through a few hundred at a time, so that memory does not grow with
//! them; files are written beside their names and moved there when all are whole.
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portulan_locales::Language;
use portulan_model::{Body, Kind, Programme, Rates};
use portulan_report::data::{self, DataError, Dataset, Form, GeoSink, Part, Sink};
use portulan_store::{Ledgers as _, Scope, SqliteStore, Store as _, Stored};
use portulan_web::SiteError;

use super::unwritten;
use crate::args::ExportTables;
use crate::error::CliError;
use crate::{serve, show};

/// The name of the file of places.
const PLACES: &str = "places.geojson";

type Out = BufWriter<File>;

/// A file on its way: what it takes, and where it will stand.
struct Target {
    kind: TargetKind,
    aside: PathBuf,
    path: PathBuf,
}

enum TargetKind {
    Table(Dataset, Box<Sink<Out>>),
    Places(GeoSink<Out>),
}

/// The files, and as much of the register as they need at once.
struct Writer<'a> {
    url: &'a str,
    rates: Rates,
    /// Records apart from projects, until all are there.
    gathered: Vec<Stored>,
    programme: Option<Programme>,
    wanted: Vec<Wanted>,
    targets: Vec<Target>,
    /// What was begun, under the names that it has until it is whole.
    asides: Vec<PathBuf>,
    to: &'a Path,
    /// The ending of the files.
    ending: &'a str,
}

#[derive(Clone, Copy)]
enum Wanted {
    Table(Dataset, Form),
    Places,
}

impl Wanted {
    fn file(self, ending: &str) -> String {
        match self {
            Self::Table(dataset, _) => format!("{}.{ending}", dataset.name()),
            Self::Places => PLACES.to_owned(),
        }
    }
}

/// The published register as tables, or its places.
pub async fn run(options: &ExportTables, ending: &str, language: Language) -> Result<ExitCode, CliError> {
    let named: Option<Vec<Dataset>> = options.tables.iter().map(|name| Dataset::of(name)).collect();
    let Some(named) = named else {
        let known: Vec<_> = Dataset::ALL.iter().map(|d| d.name()).collect();
        return Err(CliError::usage("cli-export-table", &[("known", &known.join(", "))]));
    };
    let named = if named.is_empty() { Dataset::ALL.to_vec() } else { named };
    let wanted = match Form::of(ending) {
        Some(form) => named.into_iter().map(|dataset| Wanted::Table(dataset, form)).collect(),
        None => vec![Wanted::Places],
    };
    let store = serve::open_existing(&options.files.data.data).await?;
    let mut writer = Writer {
        url: options.files.public_url.trim_end_matches('/'),
        rates: store.rates(None).await?,
        gathered: Vec::new(),
        programme: None,
        wanted,
        targets: Vec::new(),
        asides: Vec::new(),
        ending,
        to: &options.files.to,
    };
    let scope = match options.as_of {
        None => Scope::Published,
        Some(day) => Scope::AsOf(end_of(day, &store).await?),
    };
    let mut failed = None;
    let mut take = |part: Vec<Stored>| match writer.take(part) {
        Ok(()) => true,
        Err(e) => {
            failed = Some(e);
            false
        }
    };
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Project).collect();
    let kinds = [&kinds[..], &[Kind::Project]].concat();
    let read = store.each(scope, &kinds, &mut take).await;
    store.close().await;
    let done = match failed {
        Some(e) => Err(e),
        None => read.map_err(CliError::from).and_then(|()| writer.finish()),
    };
    if done.is_err() {
        writer.clear();
    }
    for file in done? {
        let path = file.display().to_string();
        show::say(&language.say("cli-export-wrote", &[("file", path.as_str().into())]));
    }
    Ok(ExitCode::SUCCESS)
}

/// The end of a day where the authority is.
async fn end_of(day: Date, store: &SqliteStore) -> Result<Timestamp, CliError> {
    let authority = store.records_of(Kind::Authority).await?;
    let zone = authority.iter().find_map(|stored| match &stored.record.body {
        Body::Authority(body) => TimeZone::get(&body.time_zone).ok(),
        _ => None,
    });
    let zone = zone.unwrap_or(TimeZone::UTC);
    let end = day.tomorrow().and_then(|next| zone.to_timestamp(next.at(0, 0, 0, 0)));
    end.map_err(|e| CliError::usage("cli-export-day", &[("why", &e.to_string())]))
}

impl Writer<'_> {
    /// Takes records: first all that are no projects, then projects.
    fn take(&mut self, part: Vec<Stored>) -> Result<(), CliError> {
        if part.first().is_some_and(|stored| stored.record.kind() != Kind::Project) {
            self.gathered.extend(part);
            return Ok(());
        }
        self.begin()?;
        let Some(programme) = &mut self.programme else { return Ok(()) };
        programme.exchange_projects(part.into_iter().map(|s| (s.record, s.created, s.updated)));
        for target in &mut self.targets {
            target.add(programme, self.url, Part::Projects)?;
        }
        Ok(())
    }

    /// Begins all files with what does not come from projects, once.
    fn begin(&mut self) -> Result<(), CliError> {
        if self.programme.is_some() {
            return Ok(());
        }
        let gathered = std::mem::take(&mut self.gathered).into_iter();
        let programme = Programme::new(gathered.map(|s| (s.record, s.created, s.updated)));
        let programme = programme.map_err(SiteError::from)?.with_rates(std::mem::take(&mut self.rates));
        std::fs::create_dir_all(self.to).map_err(|e| CliError::path(self.to, &e))?;
        for wanted in &self.wanted {
            let path = self.to.join(wanted.file(self.ending));
            self.asides.push(aside(&path));
            let mut target = Target::begin(*wanted, path, &programme, self.url)?;
            target.add(&programme, self.url, Part::Apart)?;
            self.targets.push(target);
        }
        self.programme = Some(programme);
        Ok(())
    }

    /// Ends all files, moves them where they belong, and says which they are.
    fn finish(&mut self) -> Result<Vec<PathBuf>, CliError> {
        self.begin()?;
        let mut ended = Vec::new();
        for target in std::mem::take(&mut self.targets) {
            let (aside, path) = (target.aside.clone(), target.path.clone());
            ended.push((aside, path));
            target.end()?;
        }
        for (aside, path) in &ended {
            std::fs::rename(aside, path).map_err(|e| CliError::path(path, &e))?;
        }
        Ok(ended.into_iter().map(|(_, path)| path).collect())
    }

    /// Removes what was begun.
    fn clear(&self) {
        for aside in &self.asides {
            // What was moved already is not there; a second failure would only hide the first.
            let _ = std::fs::remove_file(aside);
        }
    }
}

/// Where a file is written before it stands under its name.
fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.writing"))
}

impl Target {
    fn begin(wanted: Wanted, path: PathBuf, programme: &Programme, url: &str) -> Result<Self, CliError> {
        let aside = aside(&path);
        let file = File::create(&aside).map_err(|e| CliError::path(&aside, &e))?;
        let out = BufWriter::new(file);
        let kind = match wanted {
            Wanted::Table(dataset, form) => {
                let columns = data::part(programme, dataset, url, Part::Apart).columns;
                let sink = Sink::begin(form, dataset.name(), &columns, out);
                TargetKind::Table(dataset, Box::new(sink.map_err(|e| unwritten(&e))?))
            }
            Wanted::Places => TargetKind::Places(GeoSink::begin(out).map_err(|e| unwritten(&e))?),
        };
        Ok(Self { kind, aside, path })
    }

    fn add(&mut self, programme: &Programme, url: &str, part: Part) -> Result<(), CliError> {
        let added: Result<(), DataError> = match &mut self.kind {
            TargetKind::Table(dataset, sink) => {
                let rows = data::part(programme, *dataset, url, part).rows;
                rows.into_iter().try_for_each(|row| sink.row(row))
            }
            TargetKind::Places(sink) => sink.add(programme, url, part),
        };
        added.map_err(|e| unwritten(&e))
    }

    fn end(self) -> Result<(), CliError> {
        let out = match self.kind {
            TargetKind::Table(_, sink) => sink.finish(),
            TargetKind::Places(sink) => sink.finish(),
        };
        let mut out = out.map_err(|e| unwritten(&e))?;
        out.flush().map_err(|e| CliError::path(&self.aside, &e))
    }
}
