//! `portulan validate PATH…`.
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use portulan_exchange::validation::{self, Counts, Excerpts, ValidationReport, ValidationReportFormat};
use portulan_iati::{Finding, Seen, ValidationOptions};
use portulan_locales::{Language, io_fault, key};

use crate::args::{FailOn, ReportFormat, Validate};
use crate::error::CliError;
use crate::inputs::{self, InputFile};
use crate::permissions;

mod fix;

/// The largest size of a source line for an excerpt, in bytes.
const MAX_LINE_BYTES: usize = 64 * 1024;

pub fn run(options: &Validate, language: Language) -> Result<ExitCode, CliError> {
    let inputs = inputs::gather(&options.paths)?;
    // Reports of validation have nothing of a register in them.
    permissions::open_new_files();
    if options.fix {
        return fix::run(&inputs, options.write, language);
    }
    let out: Box<dyn Write> = match &options.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| CliError::path(path, &e))?)),
        None => Box::new(BufWriter::new(io::stdout())),
    };
    let format = match options.format {
        ReportFormat::Text => ValidationReportFormat::Text,
        ReportFormat::Json => ValidationReportFormat::Json,
        ReportFormat::Sarif => ValidationReportFormat::Sarif,
        ReportFormat::Html => ValidationReportFormat::Html,
        ReportFormat::Github => ValidationReportFormat::Github,
    };
    let report = validation::report(format, language, out);
    let mut session =
        ValidateSession { options, language, report, counts: Counts::default(), seen: Vec::new() };
    let done = session.files(&inputs);
    match done {
        // A reader who has gone (`portulan validate … | head`) does not stop the program with an error.
        Err(Stop::Write(e)) if e.kind() == io::ErrorKind::BrokenPipe => {}
        Err(Stop::Write(e)) => {
            return Err(CliError::usage(key!("cli-path-failed"), &[("path", "-"), ("why", &io_fault(&e))]));
        }
        Err(Stop::Read(name, e)) => {
            return Err(CliError::usage(key!("cli-path-failed"), &[("path", &name), ("why", &io_fault(&e))]));
        }
        Ok(()) => {}
    }
    let counts = session.counts;
    let failing = counts.critical
        + if options.fail_on == FailOn::Critical { 0 } else { counts.error }
        + if options.fail_on == FailOn::Warning { counts.warning } else { 0 };
    Ok(ExitCode::from(u8::from(failing > 0)))
}

/// The reason why the run stops before the last file.
enum Stop {
    Read(String, io::Error),
    Write(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

struct ValidateSession<'a> {
    options: &'a Validate,
    language: Language,
    report: Box<dyn ValidationReport + 'a>,
    counts: Counts,
    /// The identifiers and references of each file read so far, for checks across files.
    seen: Vec<(String, Seen)>,
}

impl ValidateSession<'_> {
    fn files(&mut self, inputs: &[InputFile]) -> Result<(), Stop> {
        for input in inputs {
            self.file(input, inputs.len() == 1)?;
        }
        if inputs.len() > 1 && !self.options.no_advice {
            let all: Vec<&Seen> = self.seen.iter().map(|(_, seen)| seen).collect();
            let lost = self.seen.iter().flat_map(|(name, seen)| {
                seen.dangling_references(&all).map(|finding| (name.clone(), finding))
            });
            let lost: Vec<_> = lost.collect();
            if !lost.is_empty() {
                self.report.across(&lost)?;
            }
        }
        Ok(self.report.finish()?)
    }

    /// Validates one file; if it is the only one, its references are checked with it.
    fn file(&mut self, input: &InputFile, only: bool) -> Result<(), Stop> {
        let failed = |e| Stop::Read(input.name.clone(), e);
        let (source, size) = input.open().map_err(failed)?;
        let bar = self.bar(input, size);
        self.report.begin(&input.name)?;
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        let options = ValidationOptions {
            now: jiff::Timestamp::now().as_millisecond(),
            advice: !self.options.no_advice,
            threads: threads.map_or(1, std::num::NonZeroUsize::get),
        };
        let mut written = Ok(());
        let mut counts = Counts::default();
        let report = &mut self.report;
        let mut sink = |finding: Finding| {
            if finding.id == "0.1.1" {
                counts = Counts::default();
            }
            counts.add(finding.severity);
            if written.is_ok() {
                written = report.add(&finding);
            }
        };
        let seen = self.seen.first().map(|(_, seen)| seen.sibling()).unwrap_or_default();
        let mut outcome =
            portulan_iati::validate(source, &options, seen, &mut sink, &mut |bytes| bar.set_position(bytes))
                .map_err(failed)?;
        if only && outcome.fault.is_none() {
            outcome.seen.dangling_references(&[&outcome.seen]).for_each(&mut sink);
        }
        written?;
        bar.finish_and_clear();
        self.counts.critical += counts.critical;
        self.counts.error += counts.error;
        self.counts.warning += counts.warning;
        let excerpts = self.excerpts(input).unwrap_or_default();
        self.report.end(&outcome, &excerpts)?;
        self.seen.push((input.name.clone(), std::mem::take(&mut outcome.seen)));
        Ok(())
    }

    fn bar(&self, input: &InputFile, size: Option<u64>) -> ProgressBar {
        let bar = match size {
            Some(size) => ProgressBar::new(size),
            None => ProgressBar::no_length(),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        let template = if size.is_some() {
            "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
        } else {
            "{msg} {spinner} {bytes} {bytes_per_sec}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(format!("{} {}", self.language.text(key!("cli-validate-reading")), input.name));
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// The lines that the report needs, read again; empty for input that cannot be read twice.
    fn excerpts(&self, input: &InputFile) -> io::Result<Excerpts> {
        let mut wanted = self.report.wanted();
        wanted.sort_unstable();
        let Some(last) = wanted.last().copied().filter(|_| input.is_repeatable()) else {
            return Ok(Excerpts::new());
        };
        let Some(source) = portulan_iati::decoded(input.open()?.0)? else { return Ok(Excerpts::new()) };
        let mut source = BufReader::new(source);
        let mut excerpts = Excerpts::new();
        for number in 1..=last {
            let line = line(&mut source)?;
            if wanted.binary_search(&number).is_ok() {
                excerpts.insert(number, String::from_utf8_lossy(&line).into_owned());
            }
        }
        Ok(excerpts)
    }
}

/// The next line without its end, which is LF, CRLF or CR; its first bytes when it is very long.
fn line(source: &mut BufReader<Box<dyn Read + Send>>) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let bytes = source.fill_buf()?;
        let end = bytes.iter().position(|b| matches!(b, b'\n' | b'\r'));
        let take = end.unwrap_or(bytes.len());
        let room = MAX_LINE_BYTES.saturating_sub(line.len()).min(take);
        line.extend_from_slice(&bytes[..room]);
        let over = bytes.is_empty();
        let returned = end.is_some_and(|at| bytes[at] == b'\r');
        source.consume(take + usize::from(end.is_some()));
        if returned && source.fill_buf()?.first() == Some(&b'\n') {
            source.consume(1);
        }
        if over || end.is_some() {
            return Ok(line);
        }
    }
}
