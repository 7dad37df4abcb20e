//! The guides: their commands run, their links and pictures exist, and both languages have the same sections.
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::{program, text};

const LANGUAGES: [&str; 2] = ["fr", "en"];

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides").join(language)
}

/// The guides of a language: slug and text.
fn guides(language: &str) -> Vec<(String, String)> {
    let mut guides: Vec<_> = fs::read_dir(folder(language))
        .expect("the guides")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|x| x == "md"))
        .map(|path| {
            let slug = path.file_stem().expect("a name").to_str().expect("UTF-8").to_owned();
            (slug, fs::read_to_string(path).expect("a guide"))
        })
        .collect();
    guides.sort();
    guides
}

/// The anchors of the sections of a guide.
fn anchors(guide: &str) -> Vec<&str> {
    let headings = guide.lines().filter(|line| line.starts_with("## "));
    headings
        .map(|line| {
            line.split_once("{#")
                .and_then(|(_, a)| a.strip_suffix('}'))
                .unwrap_or_else(|| panic!("{line}: an anchor"))
        })
        .collect()
}

/// The targets of links and pictures.
fn targets(guide: &str) -> impl Iterator<Item = &str> {
    guide.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

/// The blocks of code in a language.
fn blocks<'g>(guide: &'g str, language: &str) -> Vec<&'g str> {
    let start = format!("```{language}\n");
    guide.split(&start).skip(1).filter_map(|rest| rest.split_once("```").map(|(code, _)| code)).collect()
}

#[test]
fn both_languages_have_the_same_guides_and_sections() {
    let [french, english] = LANGUAGES.map(guides);
    assert_eq!(french.len(), 9, "guides");
    for ((slug, french), (other, english)) in french.iter().zip(&english) {
        assert_eq!(slug, other);
        assert_eq!(anchors(french), anchors(english), "{slug}");
        assert_eq!(blocks(french, "sh").len(), blocks(english, "sh").len(), "{slug}");
    }
}

#[test]
fn links_and_pictures_of_the_guides_exist() {
    for language in LANGUAGES {
        let guides = guides(language);
        let known: BTreeSet<String> = guides
            .iter()
            .flat_map(|(slug, guide)| {
                let sections = anchors(guide).into_iter().map(move |anchor| format!("{slug}.md#{anchor}"));
                sections.chain([format!("{slug}.md")])
            })
            .collect();
        for (slug, guide) in &guides {
            for target in targets(guide) {
                let is_page = ["/validate", "/api", "/open-data", "https://", "http://"]
                    .iter()
                    .any(|t| target.starts_with(t));
                let is_picture = target.starts_with("images/") && folder(language).join(target).is_file();
                let whole =
                    if target.starts_with('#') { format!("{slug}.md{target}") } else { target.to_owned() };
                assert!(is_page || is_picture || known.contains(&whole), "{language}/{slug}: {target}");
            }
        }
    }
}

/// Each command of a guide runs, in their order, in an empty folder.
#[test]
fn commands_of_the_guides_run() {
    for language in LANGUAGES {
        let mut commands = 0;
        for (slug, guide) in guides(language) {
            let work = tempfile::tempdir().expect("a folder");
            for line in
                blocks(&guide, "sh").into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty())
            {
                let arguments = words(line.split(" #").next().expect("a command"));
                assert_eq!(arguments[0], "portulan", "{language}/{slug}: {line}");
                let output = program().args(&arguments[1..]).current_dir(work.path()).output().expect("runs");
                assert!(
                    output.status.success(),
                    "{language}/{slug}: {line}: {}{}",
                    text(&output.stdout),
                    text(&output.stderr)
                );
                commands += 1;
            }
        }
        assert!(commands > 5, "{commands} commands");
    }
}

/// The words of a command line, of which some are quoted.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.trim().chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
