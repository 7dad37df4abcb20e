//! The folder form: one TOML file for each record, `partnerships/kendari.toml`. Reading and writing are inverse.
//!
//! ```text
//! id = "0199…"          identity, UUIDv7
//! state = "published"   draft, in-review, published, unpublished or archived
//! …                     the fields of the kind, in the order of its type
//! ```
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};
use uuid::Uuid;

use crate::{Body, Kind, Record};

/// A file that cannot be read as a record, and the position of the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderError {
    /// The code of the message, as in [`crate::Problem`]; `toml` if `detail` is the message of the TOML parser.
    pub code: &'static str,
    /// The argument of the message, such as the name of a field.
    pub detail: String,
    /// The range of bytes at fault; `0..0` if it is not known.
    pub span: Range<usize>,
}

/// The file of exchange rates in a folder.
pub const RATES_FILE: &str = "rates.csv";

/// The largest size of a record as a file, in bytes. The store refuses larger ones, so that what it holds can be exported and
/// read again.
pub const MAX_FILE_BYTES: usize = 8 << 20;

/// The largest number of parts in a dotted key, such as the four of `a.b.c.d`. Records need half as many.
const MAX_KEY_PARTS: usize = 16;

/// Reads one file. Returns the first error found.
pub fn read(kind: Kind, slug: &str, text: &str) -> Result<Record, FolderError> {
    check_key_depth(text)?;
    let toml_error = |e: &toml::de::Error| FolderError {
        code: "toml",
        detail: e.message().to_owned(),
        span: e.span().unwrap_or(0..0),
    };
    let mut table = DeTable::parse(text).map_err(|e| toml_error(&e))?;
    let mut take_string = |key: &'static str| -> Result<(String, Range<usize>), FolderError> {
        let value = table.get_mut().remove(key);
        let value = value.ok_or_else(|| FolderError { code: "head", detail: key.to_owned(), span: 0..0 })?;
        match value.get_ref() {
            DeValue::String(s) => Ok((s.to_string(), value.span())),
            _ => Err(FolderError { code: "head", detail: key.to_owned(), span: value.span() }),
        }
    };
    let (id, id_span) = take_string("id")?;
    let (state, state_span) = take_string("state")?;
    let id = Uuid::try_parse(&id).map_err(|_| FolderError { code: "id", detail: id, span: id_span })?;
    let state = state.parse().map_err(|_| FolderError { code: "state", detail: state, span: state_span })?;
    let body = Body::read(kind, toml::Deserializer::from(table)).map_err(|e| toml_error(&e))?;
    Ok(Record { id, slug: slug.to_owned(), state, body })
}

/// Refuses keys with more than [`MAX_KEY_PARTS`] parts: the time and memory that the parser needs for them
/// grow much faster than their length.
fn check_key_depth(text: &str) -> Result<(), FolderError> {
    let bytes = text.as_bytes();
    let (mut at, mut start, mut parts) = (0, 0, 1);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // Dots inside strings and comments do not separate parts of a key.
            b'"' | b'\'' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'#' => at = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n) - 1,
            b'.' => parts += 1,
            b'\n' | b'=' | b',' | b'[' | b']' | b'{' | b'}' => (start, parts) = (at + 1, 1),
            _ => {}
        }
        at += 1;
        if parts > MAX_KEY_PARTS {
            let (code, detail) = ("key-depth", MAX_KEY_PARTS.to_string());
            return Err(FolderError { code, detail, span: start..at });
        }
    }
    Ok(())
}

/// The offset after a string that begins at `start`: after its closing quotation marks, or the end of its
/// line if they are missing.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let triple = [quote; 3];
    let is_long = bytes[start..].starts_with(&triple);
    let mut at = start + if is_long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => return at,
            _ if byte == quote && !is_long => return at + 1,
            _ if is_long && bytes[at..].starts_with(&triple) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Writes one file in its canonical form.
pub fn write(record: &Record) -> String {
    let mut out = format!("id = \"{}\"\nstate = \"{}\"\n", record.id, record.state.name());
    if let Value::Object(fields) = to_value(&record.body) {
        write_table(&mut out, "", &fields);
    }
    out
}

/// Converts a body to JSON without empty fields: the form that the store holds and that differences are
/// computed on.
pub fn to_value(body: &Body) -> Value {
    let mut value = serde_json::to_value(body).unwrap_or(Value::Null);
    prune(&mut value);
    value
}

/// Removes nulls, `false`, and empty strings, lists and tables. The `value` of a fact is not removed unless
/// it is null.
fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|key, v| (key == "value" && !v.is_null()) || !is_empty(v));
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(s) => s.is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// Writes plain values first, then tables and arrays of tables, as TOML requires.
fn write_table(out: &mut String, path: &str, fields: &Map<String, Value>) {
    for (key, value) in fields.iter().filter(|(_, v)| is_plain(v)) {
        let _ = writeln!(out, "{} = {}", format_key(key), format_inline(value));
    }
    for (key, value) in fields {
        let path = if path.is_empty() { format_key(key) } else { format!("{path}.{}", format_key(key)) };
        match value {
            Value::Object(nested) => {
                let _ = writeln!(out, "\n[{path}]");
                write_table(out, &path, nested);
            }
            Value::Array(items) if !is_plain(value) => {
                for item in items.iter().filter_map(Value::as_object) {
                    let _ = writeln!(out, "\n[[{path}]]");
                    write_table(out, &path, item);
                }
            }
            _ => {}
        }
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::Object(_) => false,
        Value::Array(items) => items.iter().all(|v| !v.is_object()),
        _ => true,
    }
}

fn format_key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { key.to_owned() } else { format_inline(&Value::String(key.to_owned())) }
}

fn format_inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(format_inline).collect::<Vec<_>>().join(", "))
        }
        Value::String(s) => toml_edit::Value::from(s.as_str()).to_string(),
        Value::Number(n) => n.as_i64().map_or_else(
            || toml_edit::Value::from(n.as_f64().unwrap_or_default()).to_string(),
            |n| n.to_string(),
        ),
        other => other.to_string(),
    }
}

/// The range of bytes that a JSON pointer refers to: the value, or the nearest part of its path that exists.
pub fn locate(text: &str, pointer: &str) -> Range<usize> {
    let Ok(table) = DeTable::parse(text) else { return 0..0 };
    let mut span = 0..0;
    let mut here: Option<&DeValue<'_>> = None;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let next = match here {
            None => table.get_ref().get(step.as_str()),
            Some(DeValue::Table(t)) => t.get(step.as_str()),
            Some(DeValue::Array(a)) => step.parse::<usize>().ok().and_then(|i| a.get(i)),
            Some(_) => None,
        };
        let Some(next) = next else { break };
        span = next.span();
        here = Some(next.get_ref());
    }
    span
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::kinds::{Figure, Partnership, Section};
    use crate::{Fact, Provenance, Qualifier, Quantity, Ref, State, Text};

    const KENDARI: &str = r#"id = "01900000-0000-7000-8000-000000000001"
state = "published"
kind = "other-partnership"
territories = ["kendari", "a-b"]

[title]
fr = "Kendari « l’eau »"

[since]
value = "2011"
source = "page"
provenance = "inferred"

[[components]]

[components.title]
fr = """
deux
lignes"""
pt-BR = "x"
"#;

    #[test]
    fn a_canonical_file_reads_and_writes_to_the_byte() {
        let record = read(Kind::Partnership, "kendari", KENDARI).expect("a record");
        assert_eq!(write(&record), KENDARI);
    }

    #[test]
    fn a_transaction_without_an_amount_is_read_again() {
        let text = "id = \"01900000-0000-7000-8000-000000000001\"\nstate = \"draft\"\nkind = \"action\"\n\n[[transactions]]\nkind = \"3\"\n";
        let record = read(Kind::Project, "x", text).expect("a record");
        assert_eq!(write(&record), text);
    }

    #[test]
    fn faults_name_their_place() {
        let place = |text: &str| {
            let e = read(Kind::Partnership, "x", text).expect_err("refused");
            (e.code, line_column(text, e.span.start))
        };
        assert_eq!(place(&KENDARI.replace("[since]", "[sinc]")), ("toml", (9, 2)));
        assert_eq!(place(&KENDARI.replace("\"2011\"", "\"2011-40\"")), ("toml", (10, 9)));
        assert_eq!(place("id = 3\nstate=\"draft\""), ("head", (1, 6)));
        assert_eq!(place("id = \"x\"\nstate=\"draft\""), ("id", (1, 6)));
        assert_eq!(line_column(KENDARI, locate(KENDARI, "/since/source").start), (11, 10));
        assert_eq!(line_column(KENDARI, locate(KENDARI, "/components/0/title/de").start).0, 16);
    }

    #[test]
    fn keys_of_very_many_parts_are_refused_before_they_are_parsed() {
        let code = |text: &str| read(Kind::Partnership, "x", text).map_err(|e| (e.code, e.span));
        let header = format!("{KENDARI}\n[a{}]\n", ".b".repeat(57_000));
        assert_eq!(code(&header), Err(("key-depth", KENDARI.len() + 2..KENDARI.len() + 2 + 32)));
        for deep in ["x = 1\na{} = 1", "x = {y = 1, a{} = 1}", "\"q\"{} = 1", "x = \"unclosed\n[[a{}]]"] {
            let refused = code(&deep.replace("{}", &" . 'b'".repeat(16)));
            assert!(matches!(refused, Err(("key-depth", _))), "{deep}: {refused:?}");
        }
        let dots = ".".repeat(500);
        for text in
            [format!("\"{dots}\\\"{dots}\""), format!("'{dots}'"), format!("\"\"\"\n{dots}\"\n{dots}\"\"\"")]
        {
            let record = KENDARI.replace("\"Kendari « l’eau »\"", &format!("{text} # {dots}"));
            assert!(code(&record).is_ok(), "{text}");
        }
    }

    /// Texts of people and attackers: quotes, control characters, line ends, any script.
    fn texts() -> impl Strategy<Value = Text> {
        let marks = "[\"'\\\\\n\r\t\u{1}\u{7f}\u{202e}«é]{1,12}";
        let words = prop_oneof!["\\PC{1,20}", marks, Just("\"\"\"\n'''\r\n".to_owned())];
        proptest::collection::btree_map("[a-z]{2}(-[A-Z]{2})?", words, 1..4).prop_map(Text)
    }

    proptest! {
        #[test]
        fn writing_and_reading_are_inverse(
            title in texts(), summary in texts(), bodies in proptest::collection::vec(texts(), 0..4),
            inferred: bool, value in 0i64..i64::MAX, scale in 0u32..9,
        ) {
            let provenance = if inferred { Provenance::Inferred } else { Provenance::Stated };
            let quantity = Quantity { value: Decimal::new(value, scale), qualifier: Qualifier::Nearly };
            let body = Partnership {
                title: title.clone(),
                summary: Some(Fact { value: summary, source: Some(Ref::new("a")), provenance }),
                sections: bodies.into_iter().map(|b| Section { body: b, ..Section::default() }).collect(),
                figures: vec![Figure { label: title, quantity, ..Figure::default() }],
                ..Partnership::default()
            };
            let body = Body::Partnership(Box::new(body));
            let record = Record { id: Uuid::nil(), slug: "x".into(), state: State::InReview, body };
            let text = write(&record);
            let again = read(Kind::Partnership, "x", &text);
            prop_assert_eq!(again.as_ref(), Ok(&record), "{}", text);
            prop_assert_eq!(write(&record), text);
        }

        #[test]
        fn whatever_is_read_a_fault_lies_inside_it(text in "\\PC{0,200}", cut in 0usize..600, junk in "[\\[\\]{}=\"'\n.#0-9a-z]{0,6}") {
            let mut spoiled = KENDARI.to_owned();
            let cut = (0..=cut.min(spoiled.len())).rev().find(|&i| spoiled.is_char_boundary(i)).unwrap_or(0);
            spoiled.insert_str(cut, &junk);
            for input in [text, spoiled] {
                match read(Kind::Partnership, "x", &input) {
                    // Empty texts are left out once (the checks refuse them); what is written then stays.
                    Ok(record) => {
                        let written = write(&record);
                        let again = read(Kind::Partnership, "x", &written).map(|r| write(&r));
                        prop_assert_eq!(again, Ok(written));
                    }
                    Err(e) => prop_assert!(e.span.end <= input.len()),
                }
            }
        }
    }
}
