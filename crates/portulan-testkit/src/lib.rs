//! Fixtures that the tests of several crates share: the example registers and an empty one.
//!
//! The examples are read from `examples/` in the checkout. A fixture that cannot be read ends the test with a message that
//! names the file.
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use portulan_model::{Kind, PublishedRegister, Rates, Record, folder};
use portulan_store::{Clock, RandomError, RandomSource};

/// The example of the city of La Rochelle: the facts of its public page, without amounts.
pub const LA_ROCHELLE: &str = "la-rochelle";
/// The example of a fictional authority that has money, results and exchange rates.
pub const PORT_IMAGINAIRE: &str = "port-imaginaire";

/// A clock that only a test advances.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// Creates a clock that shows a time.
    pub fn new(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock ahead.
    pub fn advance(&self, time: SignedDuration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A source of “random” bytes that count up: eight bytes are the next number. Two sources that are asked the same give the same.
#[derive(Debug, Default)]
pub struct CountingRandom(AtomicU64);

impl RandomSource for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        for part in bytes.chunks_mut(size_of::<u64>()) {
            let number = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
        Ok(())
    }
}

/// Returns the folder of an example.
pub fn example_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

/// Reads the records of an example, by kind and slug.
///
/// # Panics
///
/// Panics if a file cannot be read or is not a record.
pub fn example_records(name: &str) -> Vec<Record> {
    records_of(&example_folder(name)).into_iter().map(|(record, _)| record).collect()
}

/// Reads the records of a folder, each with the text of its file, by kind and slug.
///
/// # Panics
///
/// Panics if a file cannot be read or is not a record.
pub fn records_of(folder: &Path) -> Vec<(Record, String)> {
    let mut records = Vec::new();
    for kind in Kind::ALL {
        let entries = std::fs::read_dir(folder.join(kind.folder())).into_iter().flatten();
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.expect("a folder that can be listed").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        for path in paths {
            let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let record =
                folder::read(*kind, &slug, &text).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
            records.push((record, text));
        }
    }
    records
}

/// Reads the exchange rates of [`PORT_IMAGINAIRE`].
///
/// # Panics
///
/// Panics if the file cannot be read.
pub fn example_rates() -> Rates {
    let text = std::fs::read_to_string(example_folder(PORT_IMAGINAIRE).join("rates.csv")).expect("rates.csv");
    Rates::read(&text).expect("exchange rates")
}

/// Returns a snapshot of records, all created and changed at `moment`.
///
/// # Panics
///
/// Panics if the records lack an authority or refer to records that are not among them.
pub fn published(records: Vec<Record>, moment: Timestamp) -> PublishedRegister {
    let records = records.into_iter().map(|record| (record, moment, moment));
    PublishedRegister::new(records).expect("a register that can be published")
}

/// Returns [`PORT_IMAGINAIRE`] as a snapshot, with its rates.
///
/// # Panics
///
/// Panics if the example cannot be read.
pub fn port_imaginaire() -> PublishedRegister {
    published(example_records(PORT_IMAGINAIRE), Timestamp::UNIX_EPOCH).with_rates(example_rates())
}

/// Returns the records of a fictional authority that has nothing yet: itself and its organisation.
///
/// # Panics
///
/// Never, unless the form of records changes.
pub fn empty_register() -> Vec<Record> {
    let authority = "id = \"01a20f25-0000-7000-8000-00000000000a\"\nstate = \"published\"\nfictional = true\n\
        country = \"FR\"\niati_identifier = \"XM-EXAMPLE-PORT\"\nlanguages = [\"fr\", \"en\"]\n\
        organisation = \"port-exemple\"\nname.fr = \"Port-Exemple\"\n";
    let organisation =
        "id = \"01a20f25-0000-7000-8000-00000000000b\"\nstate = \"published\"\nname.fr = \"Port-Exemple\"\n";
    vec![
        folder::read(Kind::Authority, "port-exemple", authority).expect("an authority"),
        folder::read(Kind::Organisation, "port-exemple", organisation).expect("an organisation"),
    ]
}

/// Returns an HTML page with each tag on one line, however the template breaks it, and with plain spaces in place of those that
/// do not break: tests compare attributes in a row, and words.
pub fn with_tags_on_one_line(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut is_in_tag, mut is_quoted) = (false, false);
    for c in html.chars() {
        match c {
            '<' if !is_quoted => is_in_tag = true,
            '>' if !is_quoted => {
                if is_in_tag && out.ends_with(' ') {
                    out.pop();
                }
                is_in_tag = false;
            }
            '"' if is_in_tag => is_quoted = !is_quoted,
            _ => {}
        }
        if is_in_tag && !is_quoted && c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c });
        }
    }
    out
}
