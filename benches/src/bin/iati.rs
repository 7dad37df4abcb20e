//! Validation of a large IATI file: this program on one core and two, libxml2's `xmllint` with the official schema, and bare
//! event reading by quick-xml, in one run on one file. See `benches/README.md`.
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Size of the file, in bytes.
const SIZE: u64 = 210_000_000;
/// Runs of each, in turn, so that a machine that slows down slows all alike; the fastest counts, which others disturbed least.
const RUNS: usize = 7;

fn main() -> Result<()> {
    let schema = std::env::args_os().nth(1).map(PathBuf::from).context(
        "give the path of iati-activities-schema.xsd 2.03 (the tests leave one under target/pyiati)",
    )?;
    let program = Path::new("target/release/portulan");
    if !program.exists() {
        bail!("build the program first: cargo build --release");
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("activities.xml");
    let activities = write(&file)?;
    let size = std::fs::metadata(&file)?.len();
    println!("{activities} activities, {} MB\n", size / 1_000_000);
    println!("| what | MB/s | memory, MiB |\n|---|---|---|");
    let validate = |threads: &str, advice: bool| {
        let mut command = Command::new(program);
        command
            .args(["validate", "--format", "json", "--output", "/dev/null", "--threads", threads])
            .arg(&file);
        if !advice {
            command.arg("--no-advice");
        }
        command
    };
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(&file);
    let mut measured = [
        Measured::new("xmllint, schema only", Some(xmllint)),
        Measured::new("portulan, all rules, 1 thread", Some(validate("1", false))),
        Measured::new("portulan, all rules and advice, 1 thread", Some(validate("1", true))),
        Measured::new("portulan, all rules, 2 threads", Some(validate("2", false))),
        Measured::new("quick-xml, events only", None),
    ];
    for _ in 0..RUNS {
        for one in &mut measured {
            one.run(&file)?;
        }
    }
    for one in &mut measured {
        one.show(size);
    }
    Ok(())
}

/// A way to read the file: a command, or quick-xml in this process.
struct Measured {
    what: &'static str,
    command: Option<Command>,
    times: Vec<Duration>,
    /// The most that was resident, in KiB.
    memory: u64,
}

impl Measured {
    fn new(what: &'static str, command: Option<Command>) -> Self {
        Self { what, command, times: Vec::new(), memory: 0 }
    }

    fn run(&mut self, file: &Path) -> Result<()> {
        let start = Instant::now();
        if let Some(command) = &mut self.command {
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let status = loop {
                if let Some(status) = child.try_wait()? {
                    break status;
                }
                self.memory = self.memory.max(peak(child.id()));
                std::thread::sleep(Duration::from_millis(5));
            };
            if !status.success() {
                bail!("{} ended with {status}: the file should be valid", self.what);
            }
        } else {
            bare(file)?;
        }
        self.times.push(start.elapsed());
        Ok(())
    }

    fn show(&mut self, size: u64) {
        self.times.sort();
        #[allow(clippy::cast_precision_loss, reason = "a figure to read")]
        let speed = size as f64 / self.times[0].as_secs_f64() / 1e6;
        let memory = if self.memory == 0 { "-".to_owned() } else { (self.memory / 1024).to_string() };
        println!("| {} | {speed:.0} | {memory} |", self.what);
    }
}

/// Most resident memory of a process so far, in KiB.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

/// Reads every event.
fn bare(file: &Path) -> Result<()> {
    let source = std::io::BufReader::with_capacity(256 * 1024, File::open(file)?);
    let mut reader = quick_xml::Reader::from_reader(source);
    let mut buffer = Vec::new();
    while !matches!(reader.read_event_into(&mut buffer)?, quick_xml::events::Event::Eof) {
        buffer.clear();
    }
    Ok(())
}

/// Made-up activities of a made-up town, alike in shape to what local authorities publish.
fn write(file: &Path) -> Result<usize> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\" generated-datetime=\"2024-06-01T00:00:00Z\">"
    )?;
    let (mut written, mut number) = (0, 0);
    let mut text = String::new();
    while written < SIZE {
        text.clear();
        number += 1;
        activity(&mut text, number)?;
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
    }
    writeln!(out, "</iati-activities>")?;
    out.flush()?;
    Ok(number)
}

fn activity(out: &mut String, n: usize) -> Result<()> {
    let (country, sector) =
        (["ID", "HT", "MX", "UA", "SN"][n % 5], ["14030", "11120", "41010", "43040"][n % 4]);
    write!(
        out,
        r#"  <iati-activity default-currency="EUR" xml:lang="fr" last-updated-datetime="2024-05-01T10:00:00Z" hierarchy="2">
    <iati-identifier>FR-INSEE-000000000-{n}</iati-identifier>
    <reporting-org ref="FR-INSEE-000000000" type="15"><narrative>Ville imaginaire</narrative></reporting-org>
    <title>
      <narrative>Eau potable et assainissement, tranche {n}</narrative>
      <narrative xml:lang="en">Drinking water and sanitation, phase {n}</narrative>
    </title>
    <description type="1">
      <narrative>Réhabilitation de réseaux, formation des agents &amp; sensibilisation des habitants des quartiers concernés par la tranche {n} du programme.</narrative>
    </description>
    <participating-org ref="FR-INSEE-000000000" type="15" role="1"><narrative>Ville imaginaire</narrative></participating-org>
    <participating-org type="22" role="4"><narrative>Association imaginaire</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date iso-date="2021-01-01" type="1"/>
    <activity-date iso-date="2021-02-01" type="2"/>
    <activity-date iso-date="2026-12-31" type="3"/>
    <recipient-country code="{country}"/>
    <location>
      <name><narrative>Quartier {n}</narrative></name>
      <point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>-3.99 122.51</pos></point>
      <exactness code="1"/>
    </location>
    <sector vocabulary="1" code="{sector}" percentage="60"/>
    <sector vocabulary="1" code="14032" percentage="40"/>
    <tag vocabulary="3" code="6.1"/>
    <policy-marker vocabulary="1" code="1" significance="1"/>
    <collaboration-type code="1"/>
    <default-flow-type code="10"/>
    <default-finance-type code="110"/>
    <default-aid-type code="C01"/>
    <default-tied-status code="5"/>
"#
    )?;
    for year in 2021..2025 {
        write!(
            out,
            r#"    <budget type="1" status="2">
      <period-start iso-date="{year}-01-01"/>
      <period-end iso-date="{year}-12-31"/>
      <value currency="EUR" value-date="{year}-01-01">{}</value>
    </budget>
"#,
            10_000 + n % 90_000
        )?;
    }
    for i in 0..8 {
        write!(
            out,
            r#"    <transaction ref="{n}-{i}">
      <transaction-type code="3"/>
      <transaction-date iso-date="202{}-0{}-15"/>
      <value currency="EUR" value-date="2022-03-15">{}.50</value>
      <description><narrative>Versement {i} au partenaire local</narrative></description>
      <provider-org ref="FR-INSEE-000000000" type="15"><narrative>Ville imaginaire</narrative></provider-org>
      <receiver-org type="22"><narrative>Association imaginaire</narrative></receiver-org>
    </transaction>
"#,
            1 + i % 3,
            1 + i,
            1_000 + (n * 7 + i) % 9_000
        )?;
    }
    write!(
        out,
        r#"    <document-link format="text/html" url="https://ville.example/projets/{n}">
      <title><narrative>Fiche du projet</narrative></title>
      <category code="A01"/>
      <language code="fr"/>
    </document-link>
    <related-activity ref="FR-INSEE-000000000-1" type="1"/>
    <result type="1" aggregation-status="true">
      <title><narrative>Habitants raccordés</narrative></title>
      <indicator measure="1">
        <title><narrative>Nombre d'habitants</narrative></title>
        <baseline year="2021" value="0"/>
        <period>
          <period-start iso-date="2021-01-01"/>
          <period-end iso-date="2024-12-31"/>
          <target value="1200"/>
          <actual value="{}"/>
        </period>
      </indicator>
    </result>
  </iati-activity>
"#,
        n % 1_500
    )?;
    Ok(())
}
