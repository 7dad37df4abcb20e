//! Tables and places as files. They are written beside their names and moved there when all are whole.
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use portulan_model::Programme;
use portulan_report::data::{self, DataError, Dataset, Form, GeoSink, Part, Sink};

use super::unwritten;
use crate::error::CliError;

/// The name of the file of places.
pub const PLACES: &str = "places.geojson";
/// The name of the file of grants.
pub const GRANTS: &str = "subventions.csv";

type Out = BufWriter<File>;

/// Files on their way.
pub struct Files<'a> {
    url: &'a str,
    to: &'a Path,
    wanted: Vec<String>,
    targets: Vec<Target>,
    /// What was begun, under the names that it has until it is whole.
    asides: Vec<PathBuf>,
    /// The files that are whole.
    pub done: Vec<PathBuf>,
}

/// A file on its way: what it takes, and where it will stand.
struct Target {
    kind: TargetKind,
    aside: PathBuf,
    path: PathBuf,
}

enum TargetKind {
    Table(Dataset, Form, Box<Sink<Out>>),
    Grants(Box<Sink<Out>>),
    Places(GeoSink<Out>),
}

impl<'a> Files<'a> {
    /// Files by their names in a folder, with links to a site at `url`.
    pub fn new(to: &'a Path, url: &'a str, wanted: Vec<String>) -> Self {
        Self {
            url: url.trim_end_matches('/'),
            to,
            wanted,
            targets: Vec::new(),
            asides: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Takes a part of a programme.
    pub fn take(&mut self, programme: &Programme, part: Part) -> Result<(), CliError> {
        if part == Part::Apart {
            std::fs::create_dir_all(self.to).map_err(|e| CliError::path(self.to, &e))?;
            for name in &self.wanted {
                let path = self.to.join(name);
                self.asides.push(aside(&path));
                self.targets.push(Target::begin(name, path, programme, self.url)?);
            }
        }
        for target in &mut self.targets {
            target.add(programme, self.url, part).map_err(|e| unwritten(&e))?;
        }
        Ok(())
    }

    /// Ends all files once all parts were taken; removes what was begun where that failed.
    pub fn end(&mut self, taken: Result<Programme, CliError>) -> Result<Programme, CliError> {
        let ended = taken.and_then(|programme| self.finish(&programme).map(|()| programme));
        for aside in self.asides.iter().filter(|_| ended.is_err()) {
            // What was moved already is not there; a second failure would only hide the first.
            let _ = std::fs::remove_file(aside);
        }
        ended
    }

    fn finish(&mut self, programme: &Programme) -> Result<(), CliError> {
        let mut ended = Vec::new();
        for target in std::mem::take(&mut self.targets) {
            let Target { kind, aside, path } = target;
            kind.end(programme).map_err(|e| unwritten(&e))?;
            ended.push((aside, path));
        }
        for (aside, path) in ended {
            std::fs::rename(&aside, &path).map_err(|e| CliError::path(&path, &e))?;
            self.done.push(path);
        }
        Ok(())
    }
}

/// Where a file is written before it stands under its name.
pub fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.writing"))
}

impl Target {
    fn begin(name: &str, path: PathBuf, programme: &Programme, url: &str) -> Result<Self, CliError> {
        let aside = aside(&path);
        let file = File::create(&aside).map_err(|e| CliError::path(&aside, &e))?;
        let kind = TargetKind::begin(name, programme, url, BufWriter::new(file));
        Ok(Self { kind: kind.map_err(|e| unwritten(&e))?, aside, path })
    }

    fn add(&mut self, programme: &Programme, url: &str, part: Part) -> Result<(), DataError> {
        let rows = |sink: &mut Sink<Out>, table: data::Table| {
            table.rows.into_iter().try_for_each(|row| sink.row(row))
        };
        match &mut self.kind {
            TargetKind::Table(dataset, _, sink) => rows(sink, data::part(programme, *dataset, url, part)),
            TargetKind::Grants(sink) => rows(sink, data::grants(programme)),
            TargetKind::Places(sink) => sink.add(programme, url, part),
        }
    }
}

impl TargetKind {
    fn begin(name: &str, programme: &Programme, url: &str, mut out: Out) -> Result<Self, DataError> {
        if name == PLACES {
            return Ok(Self::Places(GeoSink::begin(out)?));
        }
        if name == GRANTS {
            let columns = data::grants(programme).columns;
            return Ok(Self::Grants(Box::new(Sink::begin(Form::Csv, name, &columns, out)?)));
        }
        let known = name.split_once('.').and_then(|(name, ending)| Dataset::of(name).zip(Form::of(ending)));
        let (dataset, form) = known.ok_or_else(|| std::io::Error::other(name.to_owned()))?;
        if form == Form::Json {
            out.write_all(data::envelope(programme, dataset.name())[0].as_bytes())?;
        }
        let columns = data::part(programme, dataset, url, Part::Apart).columns;
        Ok(Self::Table(dataset, form, Box::new(Sink::begin(form, dataset.name(), &columns, out)?)))
    }

    fn end(self, programme: &Programme) -> Result<(), DataError> {
        let mut out = match self {
            Self::Table(dataset, Form::Json, sink) => {
                let mut out = sink.finish()?;
                out.write_all(data::envelope(programme, dataset.name())[1].as_bytes())?;
                out
            }
            Self::Table(_, _, sink) | Self::Grants(sink) => sink.finish()?,
            Self::Places(sink) => sink.finish()?,
        };
        Ok(out.flush()?)
    }
}
