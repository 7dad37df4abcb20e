//! Language of the sources: doc comments and identifiers use current technical English.
use std::fs;
use std::path::{Path, PathBuf};

/// Words that doc comments do not use, and what to write instead.
const RETIRED: [(&str, &str); 33] = [
    ("anew", "again"),
    ("gather", "collect"),
    ("gathered", "collected"),
    ("gathers", "collects"),
    ("judge", "check, validate"),
    ("judged", "checked, validated"),
    ("judges", "checks, validates"),
    ("keep", "store, retain"),
    ("keeps", "stores, retains"),
    ("kept", "stored, retained"),
    ("lest", "so that … not"),
    ("lie", "be, be stored"),
    ("lies", "is, is stored"),
    ("mend", "fix, correct"),
    ("mended", "fixed, corrected"),
    ("mending", "fixing, correction"),
    ("mends", "fixes, corrects"),
    ("said", "stated"),
    ("say", "state, report"),
    ("says", "states, reports"),
    ("somebody", "a user, a person"),
    ("stand", "be, be stored"),
    ("stands", "is, is stored"),
    ("stood", "was, was stored"),
    ("tell", "report, distinguish"),
    ("tells", "reports, distinguishes"),
    ("told", "reported"),
    ("whoever", "a user who, a client that"),
    ("whom", "name the person or thing"),
    // Of several words.
    ("an advice", "advice"),
    ("by itself", "automatically, alone"),
    ("let go", "delete, drop"),
    ("put away", "archive"),
];

/// First words of a doc comment that hide its subject. A doc comment starts with a noun phrase or a verb.
const RETIRED_STARTS: [&str; 8] =
    ["What", "Whether", "Who", "Whom", "Whose", "Somebody", "Something", "Where"];

/// Identifiers that are not used, and what to use instead.
const RETIRED_NAMES: [(&str, &str); 8] = [
    ("kept", "stored, retained"),
    ("lest", "another name"),
    ("mend", "fix, remedy"),
    ("mended", "fixed, corrected"),
    ("said", "message, text, output"),
    ("tell", "report"),
    ("told", "reported"),
    ("whom", "user, owner"),
];

/// Files and folders whose identifiers are still exempt: fields that templates name. This list may only become shorter.
const EXEMPT_NAMES: [&str; 2] = ["crates/portulan-office/src/form", "crates/portulan-office/src/pages"];

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Adds the sources in Rust below a folder, by their paths from the root of the workspace. Generated tables are left out.
fn collect_sources(folder: &str, into: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(folder)).expect("a folder").map(|entry| entry.expect("an entry")) {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect_sources(&path, into);
        } else if Path::new(&path).extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("/tables.rs")
            && !path.ends_with("xtask/tests/words.rs")
        {
            into.push(path);
        }
    }
}

/// The sources in Rust, with their text.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["benches/src", "crates", "xtask/src", "xtask/tests"] {
        collect_sources(folder, &mut files);
    }
    let text = |file: &String| fs::read_to_string(root().join(file)).expect("a source");
    files.into_iter().map(|file| (file.clone(), text(&file))).collect()
}

/// True if the identifiers of a file are exempt: it is in an exempt file or folder.
fn is_exempt(file: &str) -> bool {
    EXEMPT_NAMES
        .iter()
        .any(|path| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// The text of a line of a doc comment.
fn doc_comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line.strip_prefix("///").filter(|text| !text.starts_with('/'));
    text.or_else(|| line.strip_prefix("//!")).map(str::trim)
}

/// A text without what is between backticks: code, and names of messages.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

/// True if a text contains a word or several, delimited by other characters than letters and apostrophes.
fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '\'' || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter))
}

#[test]
fn doc_comments_use_current_words() {
    let mut found = Vec::new();
    let mut comments = 0;
    for (file, text) in &sources() {
        let (mut is_continued, mut is_code) = (false, false);
        for (number, line) in text.lines().enumerate() {
            let Some(comment) = doc_comment(line) else {
                (is_continued, is_code) = (false, false);
                continue;
            };
            comments += 1;
            is_code ^= comment.starts_with("```");
            if is_code {
                continue;
            }
            let place = format!("{file}:{}", number + 1);
            let lower = without_code(comment).to_lowercase();
            for (word, better) in RETIRED.iter().filter(|(word, _)| has_word(&lower, word)) {
                found.push(format!("{place}: “{word}”; write: {better}"));
            }
            let first = comment.split(' ').next().unwrap_or_default();
            if !is_continued && RETIRED_STARTS.contains(&first) {
                found.push(format!("{place}: starts with “{first}”; start with a noun phrase or a verb"));
            }
            is_continued = true;
        }
    }
    assert!(comments > 5_000, "{comments}");
    assert!(found.is_empty(), "{}\n{} in all", found.join("\n"), found.len());
}

/// The identifiers of a line, without its comment and the content of strings.
fn identifiers(line: &str) -> Vec<String> {
    let code = line.replace("\\\"", "");
    let code = code.split("//").next().unwrap_or_default();
    let outside = code.split('"').step_by(2);
    outside
        .flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn identifiers_use_current_words() {
    let mut found = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| !is_exempt(file)) {
        for (number, line) in text.lines().enumerate() {
            let names = identifiers(line);
            for (name, better) in
                RETIRED_NAMES.iter().filter(|(name, _)| names.iter().any(|found| found == name))
            {
                found.push(format!("{file}:{}: `{name}`; use: {better}", number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}\n{} in all", found.join("\n"), found.len());
}

#[test]
fn exempt_files_exist() {
    for path in EXEMPT_NAMES {
        assert!(root().join(path).exists(), "{path} no longer exists: remove it from the list");
    }
}

#[test]
fn words_are_found() {
    assert!(has_word("what is kept, and", "kept") && has_word("kept", "kept"));
    assert!(!has_word("housekeeping", "keep") && !has_word("kept_until", "kept"));
    assert_eq!(without_code("The `kept` field"), "The   field");
    assert_eq!(doc_comment("    /// Text."), Some("Text."));
    assert_eq!(doc_comment("// Text."), None);
    let names = identifiers("let kept = \"a \\\"said\\\" b\"; // told");
    assert_eq!(names.iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(), ["let", "kept"]);
}
