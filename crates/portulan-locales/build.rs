//! Writes the languages with the texts of each, with their no-break spaces, and the sorted keys of all messages, for
//! the macros that check keys when a crate compiles.
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
/// The languages that code names, in the order in which they are offered; they must have all messages.
const COMPLETE: [&str; 2] = ["fr", "en"];
/// The language whose keys count.
const REFERENCE: &str = "en";

/// A language with the texts and the keys of its files.
struct LocaleFolder {
    tag: String,
    texts: Vec<String>,
    keys: BTreeSet<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut languages = Vec::new();
    for folder in files(Path::new(LOCALES))?.into_iter().filter(|path| path.is_dir()) {
        languages.push(read(&folder)?);
    }
    if let Some(tag) = COMPLETE.iter().find(|tag| languages.iter().all(|l| l.tag != **tag)) {
        return Err(format!("{LOCALES}/{tag} is missing").into());
    }
    let rank = |tag: &str| COMPLETE.iter().position(|named| *named == tag).unwrap_or(COMPLETE.len());
    languages.sort_by_key(|l| (rank(&l.tag), l.tag.clone()));
    let keys = languages.iter().find(|l| l.tag == REFERENCE).map(|l| l.keys.clone()).unwrap_or_default();
    for language in languages.iter().filter(|l| COMPLETE.contains(&l.tag.as_str())) {
        let missing: Vec<_> = keys.difference(&language.keys).collect();
        if !missing.is_empty() {
            return Err(format!("{LOCALES}/{} has no message {missing:?}", language.tag).into());
        }
    }
    let output = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(output.join("keys.rs"), keys_source(&keys)?)?;
    fs::write(output.join("languages.rs"), languages_source(&languages, &keys)?)?;
    Ok(())
}

/// Reads the folder of a language.
fn read(folder: &Path) -> Result<LocaleFolder, Box<dyn Error>> {
    let tag = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (mut texts, mut keys) = (Vec::new(), BTreeSet::new());
    let is_text = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "ftl");
    for path in files(folder)?.into_iter().filter(is_text) {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)?;
        read_keys(&path, &text, &mut keys)?;
        texts.push(typography::with_no_break_spaces(&tag, &text).into_owned());
    }
    Ok(LocaleFolder { tag, texts, keys })
}

fn keys_source(keys: &BTreeSet<String>) -> Result<String, Box<dyn Error>> {
    let mut source = format!("static KEYS: [&str; {}] = [\n", keys.len());
    for key in keys {
        writeln!(source, "    {key:?},")?;
    }
    source.push_str("];\n");
    Ok(source)
}

/// The tags of all languages, those that have all messages, the texts, and the functions that format counts.
fn languages_source(languages: &[LocaleFolder], keys: &BTreeSet<String>) -> Result<String, Box<dyn Error>> {
    let tags: Vec<_> = languages.iter().map(|l| l.tag.as_str()).collect();
    let complete: Vec<_> = (0..languages.len()).filter(|i| languages[*i].keys.is_superset(keys)).collect();
    let complete = complete.iter().map(|i| format!("Language({i})")).collect::<Vec<_>>().join(", ");
    let mut source = format!(
        "static TAGS: [&str; {count}] = {tags:?};\n\nstatic COMPLETE: &[Language] = &[{complete}];\n\n\
         static SOURCES: [&[&str]; {count}] = [\n",
        count = tags.len()
    );
    for language in languages {
        source.push_str("    &[\n");
        for text in &language.texts {
            writeln!(source, "        {text:?},")?;
        }
        source.push_str("    ],\n");
    }
    // The library takes a function without a context, so there is one for each language.
    source.push_str(
        "];\n\nfn set_formatter(bundle: &mut FluentBundle<FluentResource>, language: Language) {\n",
    );
    source.push_str("    bundle.set_formatter(Some(match language.0 {\n");
    for index in 1..tags.len() {
        writeln!(source, "        {index} => |value, _| format_count(Language({index}), value),")?;
    }
    source.push_str("        _ => |value, _| format_count(Language(0), value),\n    }));\n}\n");
    Ok(source)
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
fn read_keys(path: &Path, text: &str, keys: &mut BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    let resource = parse(text).map_err(|(_, errors)| {
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
