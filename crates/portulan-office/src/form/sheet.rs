//! A form's content: what stands in each field, by the field's path, as it was typed.
use std::collections::BTreeMap;

use serde_json::Value;

/// Fields by JSON pointer (`/title/fr`). Lists are as long as their highest index says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    fields: BTreeMap<String, String>,
}

impl Sheet {
    /// Fields as a form posts them; names that are no path are left out.
    pub fn posted(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut sheet = Self::default();
        for (name, value) in pairs.into_iter().filter(|(name, _)| name.starts_with('/')) {
            sheet.set(name, value.replace("\r\n", "\n"));
        }
        sheet
    }

    /// Fields kept as JSON.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(|fields| Self { fields })
    }

    /// Fields as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.fields).unwrap_or_default()
    }

    /// What stands at a path.
    pub fn get(&self, path: &str) -> &str {
        self.fields.get(path).map_or("", String::as_str)
    }

    /// Writes at a path.
    pub fn set(&mut self, path: impl Into<String>, value: impl Into<String>) {
        self.fields.insert(path.into(), value.into());
    }

    /// All fields under a path: the rest of the path, and what stands there.
    pub fn under<'a>(&'a self, path: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = format!("{path}/");
        let length = prefix.len();
        let from = self.fields.range(prefix.clone()..);
        from.take_while(move |(key, _)| key.starts_with(&prefix))
            .map(move |(key, value)| (&key[length..], value.as_str()))
    }

    /// How many items a list has.
    pub fn len(&self, path: &str) -> usize {
        let index = |(rest, _): (&str, &str)| rest.split('/').next().and_then(|i| i.parse::<usize>().ok());
        self.under(path).filter_map(index).filter(|i| *i < MOST_ITEMS).max().map_or(0, |i| i + 1)
    }

    /// Whether nothing is under a path.
    pub fn is_blank(&self, path: &str) -> bool {
        self.get(path).trim().is_empty() && self.under(path).all(|(_, value)| value.trim().is_empty())
    }

    /// Removes all that stands at and under a path.
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

    /// Takes an item of a list to another place; those between move up.
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

    /// Writes a JSON value at a path, as forms hold it.
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
            other => self.set(path, other.to_string()),
        }
    }

    /// Every path and what stands there.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(path, value)| (path.as_str(), value.as_str()))
    }

    fn move_item(&mut self, path: &str, from: usize, to: usize) {
        let held = self.take(&format!("{path}/{from}"));
        self.put(&format!("{path}/{to}"), held);
    }

    /// Takes out what stands at and under a path, by the rest of the path.
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

/// A list holds fewer items than this: a hostile index must not make a long one.
const MOST_ITEMS: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(pairs: &[(&str, &str)]) -> Sheet {
        Sheet::posted(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
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
        assert_eq!(sheet(&[("/a/99999999/x", "far")]).len("/a"), 0);
    }

    #[test]
    fn line_ends_are_those_of_the_register() {
        assert_eq!(sheet(&[("/a", "1\r\n2"), ("do", "save")]).to_json(), r#"{"/a":"1\n2"}"#);
    }
}
