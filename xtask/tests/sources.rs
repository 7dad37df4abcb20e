//! Conventions of the sources: type names are unique, and documents name existing files and types.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Adds the files below a folder, except build output.
fn collect_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() && !name.starts_with('.') && name != "target" && name != "node_modules" {
            collect_files(&entry, into);
        } else if entry.is_file() {
            into.push(entry);
        }
    }
}

/// The sources in Rust, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "benches"] {
        collect_files(&root().join(folder), &mut files);
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(file).expect("a source"))).collect()
}

/// The name of the type that a line declares. Types of traits and their implementations are left out: they are indented.
fn declared(line: &str) -> Option<&str> {
    let is_indented = line.starts_with(' ');
    let mut words = line.split_whitespace().peekable();
    words.next_if(|word| word.starts_with("pub"));
    // `pub(in crate::rules)`
    words.next_if(|word| word.ends_with(')'));
    let keyword = words.next()?;
    let is_type = matches!(keyword, "struct" | "enum" | "trait") || (keyword == "type" && !is_indented);
    let name = words.next().filter(|_| is_type)?;
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    Some(&name[..end]).filter(|name| name.starts_with(char::is_uppercase))
}

#[test]
fn type_names_are_unique_in_the_workspace() {
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for (file, text) in sources() {
        for name in text.lines().filter_map(declared) {
            files.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(files.len() > 500, "{}", files.len());
    let twice: Vec<_> = files.into_iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn no_documentation_has_an_example_in_rust() {
    // `cargo xtask test` leaves the tests of documentation out.
    for (file, text) in sources() {
        let mut is_open = false;
        let comments = text.lines().map(str::trim_start).filter(|line| line.starts_with("//"));
        for fence in comments.filter_map(|line| line.trim_start_matches(['/', '!', ' ']).strip_prefix("```"))
        {
            let is_other_language = ["xml", "text", "toml", "json", "sh"].contains(&fence);
            assert!(is_open || is_other_language, "{}: ```{fence}", file.display());
            is_open = !is_open;
        }
    }
}

/// Calls that read the clock, random bytes or a new identifier from the system.
const SYSTEM_SOURCES: [&str; 9] = [
    "Uuid::now_v7",
    "Uuid::new_v4",
    "getrandom::",
    "Timestamp::now",
    "Zoned::now",
    "SystemTime::now",
    "CsrfToken::new_random",
    "Nonce::new_random",
    "PkceCodeChallenge::new_random",
];

/// Files and folders that may call them, with the reason. Other code asks its `Environment` or `Clock`.
const SYSTEM_SOURCE_USERS: [(&str, &str); 2] = [
    ("crates/portulan-store/src/environment.rs", "it defines the sources of the system"),
    ("crates/portulan/src/", "the command line is the edge of the program"),
];

/// True for tests, and for tools that are not part of the program.
fn is_test_or_tool(file: &str) -> bool {
    let is_tool = file.starts_with("benches/") || file.starts_with("xtask/");
    is_tool || file.contains("/tests/") || file.ends_with("/tests.rs")
}

/// The text of a source before its module of tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

#[test]
fn time_random_bytes_and_identifiers_come_from_the_environment() {
    let root = root();
    let (mut found, mut unused) = (Vec::new(), SYSTEM_SOURCE_USERS.to_vec());
    for (path, text) in sources() {
        let file = path.strip_prefix(&root).expect("a file of the workspace").to_string_lossy().into_owned();
        if is_test_or_tool(&file) {
            continue;
        }
        for call in SYSTEM_SOURCES.iter().filter(|call| without_tests(&text).contains(*call)) {
            if SYSTEM_SOURCE_USERS.iter().any(|(user, _)| file.starts_with(user)) {
                unused.retain(|(user, _)| !file.starts_with(user));
            } else {
                found.push(format!("{file}: `{call}`"));
            }
        }
    }
    assert!(found.is_empty(), "ask the `Environment` or the `Clock` instead: {found:#?}");
    assert!(unused.is_empty(), "the exception is not needed any more: {unused:?}");
}

/// The text between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn files_and_types_that_the_architecture_names_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("a document");
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "benches", "tests", "examples", "fuzz"] {
        collect_files(&root().join(folder), &mut files);
    }
    let is_file = |name: &str| files.iter().any(|file| file.ends_with(name));
    let words: BTreeSet<String> = sources()
        .iter()
        .flat_map(|(_, text)| text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned))
        .collect();
    let mut missing = Vec::new();
    for name in quoted(&text) {
        let has_extension = Path::new(name).extension().is_some_and(|extension| extension == "rs");
        let is_path = has_extension && !name.contains(['{', '*', ' ']);
        let is_name = name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '_'));
        if (is_path && !is_file(name)) || (is_name && !name.split("::").all(|part| words.contains(part))) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}
