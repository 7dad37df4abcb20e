//! Lists the languages that the site can have: those with a folder of texts in `portulan-locales`.
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// The folder with a folder for each language.
const LOCALES: &str = "../portulan-locales/locales";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let mut tags = Vec::new();
    for entry in fs::read_dir(LOCALES)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            tags.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    tags.sort();
    let source = format!(
        "/// The languages that a site can have, as BCP 47 tags.\npub const SITE_LANGUAGES: [&str; {}] = {tags:?};\n",
        tags.len()
    );
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("site_languages.rs"), source)?;
    Ok(())
}
