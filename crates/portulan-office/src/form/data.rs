//! The content of a form: the text of each field as typed, by JSON pointer.
use std::collections::{BTreeMap, HashSet};

use portulan_locales::Language;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The largest number of fields in a posted form. A page displays about 8,000 at most (see `window`).
pub const MAX_FIELDS: usize = 20_000;

/// Longest path of a posted field, and of one that an action names.
pub const MAX_PATH_BYTES: usize = 200;

/// Steps of a path; those of the schemas have a dozen.
const MAX_STEPS: usize = 64;

/// A posted form is larger than a form may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The form has too many fields.
    #[error("the form has more than {MAX_FIELDS} fields")]
    TooManyFields,
    /// The form has no field of a record: a browser sends all, also the empty ones.
    #[error("the form has no fields")]
    NoFields,
    /// A field's path is too long.
    #[error("the name of a field has more than {MAX_PATH_BYTES} bytes")]
    PathTooLong,
}

/// Fields by JSON pointer (`/title/fr`). The length of a list follows from its highest index: external input
/// is renumbered without gaps first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormData {
    fields: BTreeMap<String, String>,
}

impl FormData {
    /// The fields of a posted form; names that are not paths are ignored. Gaps in lists remain: see
    /// `close_gaps`.
    pub fn posted(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, SheetError> {
        let mut sheet = Self::default();
        for (name, value) in pairs.into_iter().filter(|(name, _)| name.starts_with('/')) {
            if name.len() > MAX_PATH_BYTES {
                return Err(SheetError::PathTooLong);
            }
            sheet.set(name, value.replace("\r\n", "\n"));
            if sheet.fields.len() > MAX_FIELDS {
                return Err(SheetError::TooManyFields);
            }
        }
        if sheet.fields.is_empty() { Err(SheetError::NoFields) } else { Ok(sheet) }
    }

    /// Fields stored as JSON.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let mut sheet = Self { fields: serde_json::from_str(text)? };
        sheet.close_gaps();
        Ok(sheet)
    }

    /// The name of the record, as far as it was typed: in a language if it has it, or in any other.
    pub fn typed_name(&self, language: Language) -> Option<&str> {
        let texts = ["/title", "/name", "/alt"].into_iter().flat_map(|field| {
            let own = self.get(&format!("{field}/{}", language.tag()));
            [own].into_iter().chain(self.under(field).map(|(_, text)| text)).chain([self.get(field)])
        });
        texts.map(str::trim).find(|text| !text.is_empty())
    }

    /// The text at a path in a language, or else in the first that it has, and the tag of that language. Empty without a text.
    pub fn text_in(&self, path: &str, language: Language) -> (&str, &str) {
        let own = self.under(path).find(|(tag, _)| *tag == language.tag());
        let texts = own.into_iter().chain(self.under(path));
        let found = texts.map(|(tag, text)| (text, tag)).find(|(text, _)| !text.trim().is_empty());
        found.unwrap_or_default()
    }

    /// Fields as JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.fields)
    }

    /// Renumbers the items of all lists without gaps, in their order: an index of a hostile form makes no long list. Fields
    /// deeper than any schema are dropped, as nothing reads them.
    pub fn close_gaps(&mut self) {
        let mut root = Branch::default();
        for (path, value) in std::mem::take(&mut self.fields) {
            if path.split('/').count() <= MAX_STEPS {
                root.insert(&path, value);
            }
        }
        root.write(String::new(), &mut self.fields);
    }

    /// The fields that are not among those that a form shows.
    pub fn without(&self, shown: &HashSet<String>) -> Self {
        let hidden = self.fields.iter().filter(|(path, _)| !shown.contains(*path));
        Self { fields: hidden.map(|(path, value)| (path.clone(), value.clone())).collect() }
    }

    /// Adds the fields of another form; its values replace those at the same paths.
    pub fn extend(&mut self, other: Self) {
        self.fields.extend(other.fields);
    }

    /// A fingerprint of the fields; empty if there are none.
    pub fn fingerprint(&self) -> String {
        let written = self.fields.iter().filter(|(_, value)| !value.is_empty());
        let mut hash = Sha256::new();
        let mut any = false;
        for text in written.flat_map(|(path, value)| [path, value]) {
            hash.update(text.len().to_le_bytes());
            hash.update(text);
            any = true;
        }
        if any { hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect() } else { String::new() }
    }

    /// The text of a field.
    pub fn get(&self, path: &str) -> &str {
        self.fields.get(path).map_or("", String::as_str)
    }

    /// Writes at a path.
    pub fn set(&mut self, path: impl Into<String>, value: impl Into<String>) {
        self.fields.insert(path.into(), value.into());
    }

    /// All fields below a path: the rest of their paths, and their texts.
    pub fn under<'a>(&'a self, path: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = format!("{path}/");
        let length = prefix.len();
        let from = self.fields.range(prefix.clone()..);
        from.take_while(move |(key, _)| key.starts_with(&prefix))
            .map(move |(key, value)| (&key[length..], value.as_str()))
    }

    /// The number of items in a list.
    pub fn len(&self, path: &str) -> usize {
        self.under(path).filter_map(|(rest, _)| index(rest.split('/').next()?)).max().map_or(0, |i| i + 1)
    }

    /// True if there are no fields at or below a path.
    pub fn is_blank(&self, path: &str) -> bool {
        self.get(path).trim().is_empty() && self.under(path).all(|(_, value)| value.trim().is_empty())
    }

    /// Removes all fields at and below a path.
    pub fn clear(&mut self, path: &str) {
        self.take(path);
    }

    /// Adds an empty item at the end of a list; its index.
    pub fn add(&mut self, path: &str) -> usize {
        let index = self.len(path);
        self.set(format!("{path}/{index}"), "");
        index
    }

    /// Removes an item of a list.
    pub fn remove(&mut self, path: &str, index: usize) {
        let length = self.len(path);
        if index >= length {
            return;
        }
        self.clear(&format!("{path}/{index}"));
        for i in index + 1..length {
            self.move_item(path, i, i - 1);
        }
    }

    /// Exchanges two items of a list.
    pub fn swap(&mut self, path: &str, a: usize, b: usize) {
        if a < self.len(path) && b < self.len(path) {
            let held = self.take(&format!("{path}/{a}"));
            self.move_item(path, b, a);
            self.put(&format!("{path}/{b}"), held);
        }
    }

    /// Moves an item of a list; the items between shift.
    pub fn move_to(&mut self, path: &str, from: usize, to: usize) {
        let length = self.len(path);
        if from >= length || to >= length {
            return;
        }
        let mut at = from;
        while at != to {
            let next = if at < to { at + 1 } else { at - 1 };
            self.swap(path, at, next);
            at = next;
        }
    }

    /// Writes a JSON value at a path, in the form's representation.
    pub fn write(&mut self, path: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::String(s) => self.set(path, s.as_str()),
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.write(&format!("{path}/{i}"), item);
                }
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.write(&format!("{path}/{key}"), value);
                }
            }
            Value::Number(number) if number.is_f64() => {
                // JSON may write an exponent, which fields do not read.
                self.set(path, number.as_f64().unwrap_or_default().to_string());
            }
            other => self.set(path, other.to_string()),
        }
    }

    /// All paths and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(path, value)| (path.as_str(), value.as_str()))
    }

    fn move_item(&mut self, path: &str, from: usize, to: usize) {
        let held = self.take(&format!("{path}/{from}"));
        self.put(&format!("{path}/{to}"), held);
    }

    /// Removes and returns the fields at and below a path, by the rest of their paths.
    fn take(&mut self, path: &str) -> Vec<(String, String)> {
        let mut rests: Vec<String> = self.under(path).map(|(rest, _)| format!("/{rest}")).collect();
        rests.push(String::new());
        rests
            .into_iter()
            .filter_map(|rest| {
                let value = self.fields.remove(&format!("{path}{rest}"))?;
                Some((rest, value))
            })
            .collect()
    }

    fn put(&mut self, path: &str, held: Vec<(String, String)>) {
        for (rest, value) in held {
            self.set(format!("{path}{rest}"), value);
        }
    }
}

/// The index that a step of a path is, as indices are written here.
fn index(step: &str) -> Option<usize> {
    let canonical = step == "0" || step.starts_with(|c: char| ('1'..='9').contains(&c));
    step.parse().ok().filter(|i| canonical && *i < usize::MAX)
}

/// Fields as a tree, while lists are renumbered.
#[derive(Default)]
struct Branch {
    value: Option<String>,
    items: BTreeMap<usize, Branch>,
    fields: BTreeMap<String, Branch>,
}

impl Branch {
    fn insert(&mut self, path: &str, value: String) {
        let mut at = self;
        for step in path.split('/').skip(1) {
            at = match index(step) {
                Some(i) => at.items.entry(i).or_default(),
                None => at.fields.entry(step.to_owned()).or_default(),
            };
        }
        at.value = Some(value);
    }

    fn write(self, path: String, out: &mut BTreeMap<String, String>) {
        for (i, item) in self.items.into_values().enumerate() {
            item.write(format!("{path}/{i}"), out);
        }
        for (name, field) in self.fields {
            field.write(format!("{path}/{name}"), out);
        }
        if let Some(value) = self.value {
            out.insert(path, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(pairs: &[(&str, &str)]) -> FormData {
        let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        FormData::posted(pairs).expect("a form of a usual size")
    }

    #[test]
    fn items_move_whole() {
        let mut s =
            sheet(&[("/a/0/x", "0"), ("/a/1/x", "1"), ("/a/1/y/fr", "y"), ("/a/10", "ten"), ("/ab", "")]);
        assert_eq!(s.len("/a"), 11);
        s.swap("/a", 0, 1);
        assert_eq!((s.get("/a/0/y/fr"), s.get("/a/1/x")), ("y", "0"));
        s.remove("/a", 0);
        assert_eq!((s.len("/a"), s.get("/a/0/x"), s.get("/a/9")), (10, "0", "ten"));
        s.move_to("/a", 0, 3);
        assert_eq!(s.get("/a/3/x"), "0");
        s.move_to("/a", 3, 0);
        s.move_to("/a", 0, 99);
        assert_eq!(s.get("/a/0/x"), "0");
        assert_eq!(s.add("/a"), 10);
        assert!(s.is_blank("/a/10") && !s.is_blank("/a/9") && !s.is_blank("/a/0"));
    }

    #[test]
    fn lists_are_as_long_as_the_items_that_were_posted() {
        let mut s = sheet(&[
            ("/a/99999999/x/18446744073709551614/y", "far"),
            ("/a/3/x/7/y", "near"),
            ("/a/007/y", "no index"),
            ("/a/18446744073709551616", "no index either"),
        ]);
        s.close_gaps();
        assert_eq!((s.len("/a"), s.len("/a/0/x"), s.len("/a/1/x")), (2, 1, 1));
        assert_eq!((s.get("/a/0/x/0/y"), s.get("/a/1/x/0/y")), ("near", "far"));
        assert_eq!(s.iter().count(), 4);
        let json = r#"{"/a/1999":"x"}"#;
        assert_eq!(FormData::from_json(json).expect("fields").len("/a"), 1);
    }

    #[test]
    fn actions_of_hostile_forms_do_nothing() {
        let mut s = sheet(&[("/a/0", "x"), ("/a/1", "y")]);
        s.remove("/a", usize::MAX);
        s.swap("/a", usize::MAX, 0);
        s.move_to("/a", 0, usize::MAX);
        s.add(&"/a".repeat(100_000));
        s.close_gaps();
        assert_eq!(s, sheet(&[("/a/0", "x"), ("/a/1", "y")]));
    }

    #[test]
    fn a_form_is_bounded_as_a_whole() {
        let many = (0..=MAX_FIELDS).map(|i| (format!("/a/{i}"), String::new()));
        assert_eq!(FormData::posted(many), Err(SheetError::TooManyFields));
        let long = [(format!("/{}", "a".repeat(MAX_PATH_BYTES)), String::new())];
        assert_eq!(FormData::posted(long), Err(SheetError::PathTooLong));
        assert_eq!(FormData::posted([("revision".into(), "1".into())]), Err(SheetError::NoFields));
    }

    #[test]
    fn what_is_not_shown_has_a_fingerprint() {
        let s = sheet(&[("/a/0", "x"), ("/a/1", "y"), ("/a/2", "")]);
        let shown = |paths: &[&str]| s.without(&paths.iter().map(|p| (*p).to_owned()).collect());
        assert_eq!(shown(&["/a/0", "/a/1"]).fingerprint(), "");
        let hidden = shown(&["/a/0"]);
        assert_eq!(hidden.fingerprint().len(), 64);
        assert_ne!(hidden.fingerprint(), sheet(&[("/a/1", "z")]).fingerprint());
        assert_eq!(hidden.fingerprint(), sheet(&[("/a/1", "y")]).fingerprint());
        let mut whole = hidden;
        whole.extend(sheet(&[("/a/0", "changed")]));
        assert_eq!((whole.get("/a/0"), whole.get("/a/1")), ("changed", "y"));
    }

    #[test]
    fn line_ends_are_those_of_the_register() {
        let json = sheet(&[("/a", "1\r\n2"), ("do", "save")]).to_json().expect("JSON");
        assert_eq!(json, r#"{"/a":"1\n2"}"#);
    }
}
