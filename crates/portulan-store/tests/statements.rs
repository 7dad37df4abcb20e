//! SQLite prepares every statement of the store: tables, columns and syntax are checked, also of statements that no
//! other test executes.
use std::path::Path;

use portulan_store::SqliteStore;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

/// The words that statements start with.
const VERBS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];

/// The string literals of a source that are statements. Literals with placeholders, or that more text follows, are parts
/// of a statement; the tests of the function that composes it execute them.
fn statements(source: &str) -> Vec<String> {
    let mut statements = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find('"') {
        rest = &rest[start + 1..];
        let mut literal = String::new();
        let mut characters = rest.char_indices();
        let end = loop {
            match characters.next() {
                Some((_, '\\')) => match characters.next() {
                    // A line continues without the white space at its beginning.
                    Some((at, '\n')) => {
                        let white = rest[at..].len() - rest[at..].trim_start().len();
                        while characters.clone().next().is_some_and(|(next, _)| next < at + white) {
                            characters.next();
                        }
                    }
                    Some((_, c)) => literal.push(c),
                    None => return statements,
                },
                Some((at, '"')) => break at,
                Some((_, c)) => literal.push(c),
                None => return statements,
            }
        };
        rest = &rest[end + 1..];
        let is_part = literal.contains('{') || literal.ends_with(['(', ' ']);
        if VERBS.iter().any(|verb| literal.starts_with(verb)) && !is_part {
            statements.push(literal);
        }
    }
    statements
}

#[test]
fn literals_are_read_as_the_compiler_reads_them() {
    let source = "let a = \"SELECT 1 \\\n        FROM b\"; let c = \"no statement\"; let d = \"DELETE FROM \\\"e\\\"\";";
    assert_eq!(statements(source), ["SELECT 1 FROM b", "DELETE FROM \"e\""]);
}

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.sqlite");
    SqliteStore::open(&path).await.expect("opened").close().await;
    let address = format!("sqlite://{}", path.display());
    let mut database = SqliteConnection::connect(&address).await.expect("a connection");
    let (mut prepared, mut faults) = (0, Vec::new());
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sqlite");
    for entry in std::fs::read_dir(sources).expect("a folder") {
        let path = entry.expect("an entry").path();
        let source = std::fs::read_to_string(&path).expect("a source");
        for statement in statements(&source) {
            let explain = format!("EXPLAIN {statement}");
            match sqlx::query(AssertSqlSafe(explain)).fetch_all(&mut database).await {
                Ok(_) => prepared += 1,
                Err(e) => faults.push(format!("{}: {statement}: {e}", path.display())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(prepared > 100, "only {prepared} statements were found");
}

/// The planner may put a table before a list of values that it is joined with: it then reads the whole table, and the list again
/// for each of its rows.
#[test]
fn a_list_of_values_comes_before_the_table_that_it_is_joined_with() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sqlite");
    for entry in std::fs::read_dir(sources).expect("a folder") {
        let path = entry.expect("a file").path();
        let source = std::fs::read_to_string(&path).expect("a source");
        let words: Vec<&str> = source.split_whitespace().filter(|word| *word != "\\").collect();
        for at in words.windows(3) {
            let is_free = at[0].ends_with(')') && at[1] == "j" && at[2] == "JOIN";
            assert!(!is_free, "{}: write `CROSS JOIN` after `json_each`", path.display());
        }
    }
}
