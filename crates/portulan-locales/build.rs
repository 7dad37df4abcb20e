//! Writes the sorted keys of all messages, for the macros that check keys when a crate compiles.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::Entry;
use fluent_syntax::parser::parse;

/// The language whose keys count; a test compares the others with it.
const LANGUAGE: &str = "en";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("locales").join(LANGUAGE);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)?;
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
    }
    let mut source = format!("pub(crate) static KEYS: [&str; {}] = [\n", keys.len());
    for key in &keys {
        writeln!(source, "    {key:?},")?;
    }
    source.push_str("];\n");
    let output = PathBuf::from(env::var("OUT_DIR")?).join("keys.rs");
    fs::write(output, source)?;
    Ok(())
}
