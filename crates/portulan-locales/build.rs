//! Writes the texts of all languages, with their no-break spaces, and the sorted keys of all messages, for the macros
//! that check keys when a crate compiles.
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::Entry;
use fluent_syntax::parser::parse;

#[path = "src/typography.rs"]
mod typography;

/// The folder with a folder for each language.
const LOCALES: &str = "locales";
/// The language whose keys count; a test compares the others with it.
const LANGUAGE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(LOCALES).join(LANGUAGE);
    let mut keys = BTreeSet::new();
    for path in files(&folder)? {
        read_keys(&path, &mut keys)?;
    }
    let mut source = format!("pub(crate) static KEYS: [&str; {}] = [\n", keys.len());
    for key in &keys {
        writeln!(source, "    {key:?},")?;
    }
    source.push_str("];\n\npub(crate) static SOURCES: &[(&str, &[&str])] = &[\n");
    for language in files(Path::new(LOCALES))? {
        let tag = language.file_name().unwrap_or_default().to_string_lossy();
        writeln!(source, "    ({tag:?}, &[")?;
        for file in files(&language)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let text = fs::read_to_string(&file)?;
            writeln!(source, "        {:?},", typography::with_no_break_spaces(&tag, &text))?;
        }
        source.push_str("    ]),\n");
    }
    source.push_str("];\n");
    let output = PathBuf::from(env::var("OUT_DIR")?).join("keys.rs");
    fs::write(output, source)?;
    Ok(())
}

/// The files or folders of a folder, sorted. Cargo runs the script again when one changes.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}

/// Adds the keys of a file; those of attributes as `key.attribute`.
fn read_keys(path: &Path, keys: &mut BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let resource = parse(text.as_str()).map_err(|(_, errors)| {
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        format!("{}: {first}", path.display())
    })?;
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        keys.extend(message.attributes.iter().map(|attribute| format!("{key}.{}", attribute.id.name)));
        if message.value.is_some() {
            keys.insert(key.to_owned());
        }
    }
    Ok(())
}
