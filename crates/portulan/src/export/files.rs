//! Tables and places as files. They are moved to their places when all are whole.
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use portulan_exchange::data::{
    self, Beneficiaries, DataError, Dataset, GeoSink, Grants, RowScope, TableFormat, TableWriter,
};
use portulan_model::PublishedRegister;
use tempfile::TempPath;

use super::written::unwritten;
use crate::error::CliError;
use crate::output;

/// The name of the file of places.
pub const PLACES: &str = "places.geojson";
/// The name of the file of grants.
pub const GRANTS: &str = "subventions.csv";

type OutputFile = BufWriter<File>;

/// Files being written.
pub struct Files<'a> {
    url: &'a str,
    to: &'a Path,
    wanted: Vec<String>,
    beneficiaries: Beneficiaries,
    targets: Vec<ExportTarget>,
}

/// A file being written: its writer, and its final path.
struct ExportTarget {
    kind: TargetKind,
    aside: TempPath,
    path: PathBuf,
}

enum TargetKind {
    Table(Dataset, TableFormat, Box<TableWriter<OutputFile>>),
    /// The grants, which are complete when all parts were taken.
    Grants(Grants, Box<TableWriter<OutputFile>>),
    Places(GeoSink<OutputFile>),
}

impl<'a> Files<'a> {
    /// Files by their names in a folder, with links to a site at `url`.
    pub fn new(to: &'a Path, url: &'a str, wanted: Vec<String>) -> Self {
        let beneficiaries = Beneficiaries::default();
        Self { url: url.trim_end_matches('/'), to, wanted, beneficiaries, targets: Vec::new() }
    }

    /// The same, with the grants of some beneficiaries.
    pub fn with_grants_of(self, beneficiaries: Beneficiaries) -> Self {
        Self { beneficiaries, ..self }
    }

    /// Writes the rows of some records of a register.
    pub fn take(&mut self, programme: &PublishedRegister, part: RowScope) -> Result<(), CliError> {
        if part == RowScope::Apart {
            std::fs::create_dir_all(self.to).map_err(|e| CliError::path(self.to, &e))?;
            for name in &self.wanted {
                let path = self.to.join(name);
                self.targets.push(ExportTarget::begin(name, path, programme, self.url, self.beneficiaries)?);
            }
        }
        for target in &mut self.targets {
            target.add(programme, self.url, part).map_err(|e| unwritten(&e))?;
        }
        Ok(())
    }

    /// Completes all files after the last batch. If that fails, unfinished files are removed.
    pub fn end(
        self,
        taken: Result<PublishedRegister, CliError>,
    ) -> Result<(PublishedRegister, Vec<PathBuf>), CliError> {
        let programme = taken?;
        let done = self.finish(&programme)?;
        Ok((programme, done))
    }

    fn finish(self, programme: &PublishedRegister) -> Result<Vec<PathBuf>, CliError> {
        let mut ended = Vec::new();
        for target in self.targets {
            let ExportTarget { kind, aside, path } = target;
            kind.end(programme).map_err(|e| unwritten(&e))?;
            ended.push((aside, path));
        }
        let mut done = Vec::new();
        for (aside, path) in ended {
            aside.persist(&path).map_err(|e| CliError::path(&path, &e.error))?;
            done.push(path);
        }
        Ok(done)
    }
}

impl ExportTarget {
    fn begin(
        name: &str,
        path: PathBuf,
        programme: &PublishedRegister,
        url: &str,
        beneficiaries: Beneficiaries,
    ) -> Result<Self, CliError> {
        let (file, aside) = output::begin(&path)?.into_parts();
        let kind = TargetKind::begin(name, programme, url, beneficiaries, BufWriter::new(file));
        Ok(Self { kind: kind.map_err(|e| unwritten(&e))?, aside, path })
    }

    fn add(&mut self, programme: &PublishedRegister, url: &str, part: RowScope) -> Result<(), DataError> {
        let rows = |sink: &mut TableWriter<OutputFile>, table: data::OpenDataTable| {
            table.rows.into_iter().try_for_each(|row| sink.row(row))
        };
        match &mut self.kind {
            TargetKind::Table(dataset, _, sink) => rows(sink, data::part(programme, *dataset, url, part)),
            TargetKind::Grants(grants, _) => {
                grants.add(programme);
                Ok(())
            }
            TargetKind::Places(sink) => sink.add(programme, url, part),
        }
    }
}

impl TargetKind {
    fn begin(
        name: &str,
        programme: &PublishedRegister,
        url: &str,
        beneficiaries: Beneficiaries,
        mut out: OutputFile,
    ) -> Result<Self, DataError> {
        if name == PLACES {
            return Ok(Self::Places(GeoSink::begin(out)?));
        }
        if name == GRANTS {
            let sink = TableWriter::begin(TableFormat::Csv, name, &Grants::columns(), out)?;
            return Ok(Self::Grants(Grants::new(beneficiaries), Box::new(sink)));
        }
        let known = name
            .split_once('.')
            .and_then(|(name, ending)| Dataset::of(name).zip(TableFormat::from_extension(ending)));
        let (dataset, form) = known.ok_or_else(|| std::io::Error::other(name.to_owned()))?;
        if form == TableFormat::Json {
            out.write_all(data::envelope(programme, dataset.name())[0].as_bytes())?;
        }
        let columns = data::part(programme, dataset, url, RowScope::Apart).columns;
        Ok(Self::Table(dataset, form, Box::new(TableWriter::begin(form, dataset.name(), &columns, out)?)))
    }

    fn end(self, programme: &PublishedRegister) -> Result<(), DataError> {
        let mut out = match self {
            Self::Table(dataset, TableFormat::Json, sink) => {
                let mut out = sink.finish()?;
                out.write_all(data::envelope(programme, dataset.name())[1].as_bytes())?;
                out
            }
            Self::Grants(grants, mut sink) => {
                for row in grants.rows() {
                    sink.row(row)?;
                }
                sink.finish()?
            }
            Self::Table(_, _, sink) => sink.finish()?,
            Self::Places(sink) => sink.finish()?,
        };
        Ok(out.flush()?)
    }
}
